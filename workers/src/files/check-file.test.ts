import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { checkFile } from './check-file.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const model = (name: string) => new Uint8Array(readFileSync(join(fixtures, 'models', name)));
const nothing = async () => null;
const check = (
  path: string,
  content: Uint8Array | string,
  beside: (name: string) => Promise<Uint8Array | null> = nothing,
) => checkFile({ path, bytes: typeof content === 'string' ? Buffer.from(content) : content }, beside);

const flat = (width: number, height: number, background = '#2f5bd3') =>
  sharp({ create: { width, height, channels: 3, background } });

describe('[UPL-4] pictures', () => {
  test('lose place, camera and orientation, and are turned as they were meant', async () => {
    const exif = { IFD0: { Copyright: 'Ada', Orientation: '6' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } };
    const taken = await flat(400, 200).jpeg().withMetadata({ orientation: 6 }).withExifMerge(exif).toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const found = await check('photo.jpg', taken);
    const meta = await sharp(found.bytes).metadata();
    expect(found).toMatchObject({ kind: 'image', mediaType: 'image/jpeg', facts: { width: 200, height: 400 } });
    expect([meta.exif, meta.xmp, meta.iptc, meta.icc, meta.orientation]).toEqual(Array(5).fill(undefined));
  });

  test.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('%s is taken, whatever its name says', async (format) => {
    const found = await check('malware.exe', await flat(700, 350).toFormat(format).toBuffer());
    expect(found.mediaType).toBe(`image/${format === 'avif' ? 'webp' : format}`);
    expect(found.facts).toMatchObject({ width: 700, height: 350, colours: ['blue'] });
    expect(found.facts.thumbhash).toMatch(/^[\w+/]+=*$/);
    expect(found.sizes.map(({ width, height }) => [width, height])).toEqual([
      [320, 160],
      [640, 320],
    ]);
  });

  test('that move keep their frames', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00', '#0000ff'].map((colour) => flat(20, 20, colour).png().toBuffer()),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { bytes, facts } = await check('a.gif', gif);
    expect((await sharp(bytes).metadata()).pages).toBe(3);
    expect(facts).toMatchObject({ width: 20, height: 20 });
  });

  test('of any shape have sizes that can be made', async () => {
    const { sizes } = await check('tower.png', await flat(500, 16_000).png().toBuffer());
    for (const { width, height } of sizes) expect(Math.max(width, height)).toBeLessThan(16_383);
  });
});

describe('[UPL-6] models', () => {
  test('say what they hold and what is missing', async () => {
    const found = await check('pavement.glb', model('pavement.glb'));
    expect(found).toMatchObject({
      kind: 'model',
      mediaType: 'model/gltf-binary',
      facts: { meshes: 1, materials: 1, animations: 0, missing: ['Textures/colormap.png'] },
    });
    expect(found.facts.triangles).toBeGreaterThan(0);
    expect(found.facts.validation?.errors).toBe(0);
  });

  test('find their textures beside them', async () => {
    const found = await check('pavement.glb', model('pavement.glb'), async (name) =>
      name === 'Textures/colormap.png' ? model(name) : null,
    );
    expect(found.facts.missing).toEqual([]);
    expect(found.references).toEqual(['Textures/colormap.png']);
    expect(found.facts.validation?.errors).toBe(0);
  });

  test('are glTF as JSON, too', async () => {
    expect(await check('Box.gltf', model('Box.gltf'))).toMatchObject({
      mediaType: 'model/gltf+json',
      facts: { triangles: 12, meshes: 1, missing: [], validation: { errors: 0 } },
    });
  });

  test('with mistakes are taken, with what the validator says', async () => {
    const json = JSON.parse(Buffer.from(model('Box.gltf')).toString()) as { accessors: { count: number }[] };
    const [accessor] = json.accessors;
    if (accessor !== undefined) accessor.count = 1e15;
    const { facts } = await check('Box.gltf', JSON.stringify(json));
    expect(facts.validation?.errors).toBeGreaterThan(0);
    expect(facts.validation?.messages[0]).toMatchObject({
      severity: 'error',
      code: expect.stringMatching(/^[A-Z_]+$/),
    });
    expect(facts.triangles).toBeLessThanOrEqual(1e9);
  });
});

describe('[UPL-7] drawings and texts', () => {
  test('a drawing has counts, a picture, and comes out as it was understood', async () => {
    const elements = [
      { id: 'a', type: 'rectangle', x: 0, y: 0, width: 100, height: 50 },
      { id: 'b', type: 'ellipse', x: 200, y: 0, width: 80, height: 80, link: 'javascript:alert(1)' },
      { id: 'c', type: 'script', x: 0, y: 0 },
    ];
    const found = await check('plan.excalidraw', JSON.stringify({ type: 'excalidraw', version: 2, elements }));
    expect(found).toMatchObject({ kind: 'drawing', facts: { elements: { rectangle: 1, ellipse: 1 } } });
    expect(found.sizes.length).toBeGreaterThan(0);
    expect(Buffer.from(found.bytes).toString()).not.toContain('script');
  });

  test.each([
    ['index.html', '<!doctype html><script>alert(1)</script>'],
    ['main.ts', 'export const x = 1;\r\n'],
    ['data.json', '{"asset": 1}'],
  ])('%s is a text and nothing else', async (path, text) => {
    const found = await check(path, text);
    expect(found).toMatchObject({ kind: 'code', mediaType: 'text/plain', facts: { lines: text.split('\n').length } });
    expect(Buffer.from(found.bytes).toString()).toBe(text.replaceAll('\r\n', '\n'));
  });
});
