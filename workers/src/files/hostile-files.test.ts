/** Files that were made to do harm: each is refused with its reason, or comes out without it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { checkFile } from './check-file.ts';

const nothing = async () => null;
const check = (path: string, content: Uint8Array | string) =>
  checkFile({ path, bytes: typeof content === 'string' ? Buffer.from(content) : content }, nothing);
const glb = readFileSync(join(import.meta.dirname, '../../fixtures/models/pavement.glb'));
const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
  .png()
  .toBuffer();
const gif = await sharp(png).gif().toBuffer();

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that states these sides and holds a few bytes. */
function statedPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(64))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

function glbOf(json: string, { version = 2, length }: { version?: number; length?: number } = {}): Buffer {
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
  const head = Buffer.alloc(20);
  head.write('glTF', 'latin1');
  head.writeUInt32LE(version, 4);
  head.writeUInt32LE(length ?? 20 + text.length, 8);
  head.writeUInt32LE(text.length, 12);
  head.writeUInt32LE(0x4e4f534a, 16);
  return Buffer.concat([head, text]);
}

const svg = (inside: string, more = '') => `<svg xmlns="http://www.w3.org/2000/svg" ${more}>${inside}</svg>`;
const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);

describe('[UPL-3] hostile files are refused', () => {
  test.each<[string, string, Uint8Array | string, string]>([
    ['a PNG of 10⁹ pixels', 'a.png', statedPng(31_623, 31_623), 'it has too many pixels'],
    ['a PNG of 2³¹ × 1 pixels', 'a.png', statedPng(2 ** 31 - 1, 1), 'pixels|damaged'],
    ['half a PNG', 'a.png', png.subarray(0, png.length - 30), 'it is damaged'],
    [
      'HTML that starts as a PNG',
      'a.png',
      `\x89PNG\r\n\x1a\n<script>alert(1)</script>\0`,
      'it is damaged|kind_unknown',
    ],
    [
      'a JPEG of zeros',
      'a.jpg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500)]),
      'it is damaged',
    ],
    ['a PDF', 'a.png', '%PDF-1.7\n', 'nothing that can be published'],
    [
      'a PDF that is a zip, too',
      'a.zip',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from('PK\x03\x04\0\0')]),
      'nothing that can',
    ],
    ['a program', 'run.png', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0', 'latin1'), 'nothing that can be published'],
    ['WebAssembly', 'a.wasm', Buffer.from('\0asm\x01\0\0\0', 'latin1'), 'nothing that can be published'],
    ['a film', 'a.gif', Buffer.from('\0\0\0\x1cftypisom\0\0\0\0', 'latin1'), 'nothing that can be published'],
    ['Latin-1', 'a.txt', Buffer.from('Größe', 'latin1'), 'nothing that can be published'],
    ['no JSON as a drawing', 'a.excalidraw', '{', 'it is no JSON'],
    ['another JSON as a drawing', 'a.excalidraw', '{"type":"other"}', 'it is no Excalidraw drawing'],
    [
      'too much as a drawing',
      'a.excalidraw',
      `{"type":"excalidraw","elements":[${'{},'.repeat(50_001)}{}]}`,
      'more than 50000',
    ],
    ['a GLB of version 1', 'a.glb', glbOf('{}', { version: 1 }), 'it is no glTF 2.0'],
    ['a GLB that states more than it holds', 'a.glb', glbOf('{"asset":{"version":"2.0"}}', { length: 1e6 }), 'damaged'],
    ['a GLB without JSON', 'a.glb', glbOf('not json'), 'damaged'],
    ['a GLB with deep JSON', 'a.glb', glbOf(deep('[', ']', 200_000)), 'damaged'],
    ['an SVG with a document type', 'a.svg', `<!DOCTYPE svg>${svg('<rect/>')}`, 'document type'],
    [
      'an SVG with entities',
      'a.svg',
      `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('&b;')}`,
      'document type|well-formed',
    ],
    ['an SVG with an unknown entity', 'a.svg', svg('<text>&file;</text>'), 'no well-formed SVG'],
    ['an SVG that is not closed', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><rect>', 'no well-formed SVG'],
    [
      'an SVG of nothing',
      'a.svg',
      svg('<script>alert(1)</script><foreignObject><body/></foreignObject>'),
      'nothing of it',
    ],
    ['an SVG that is very deep', 'a.svg', svg(deep('<g>', '</g>', 300)), 'too deep'],
    ['an SVG of many elements', 'a.svg', svg('<rect/>'.repeat(50_001)), 'more than 50000 elements'],
    [
      'an SVG that grows by what it refers to',
      'a.svg',
      svg(
        `<g id="a0"><rect width="1" height="1"/></g>${Array.from({ length: 12 }, (_, i) => `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(10)}</g>`).join('')}`,
      ),
      'more than',
    ],
    ['an SVG that refers to itself', 'a.svg', svg('<g id="a"><use href="#a"/></g>'), 'more than'],
  ])('%s', async (_name, path, content, reason) => {
    const bytes = typeof content === 'string' && content.startsWith('\x89') ? Buffer.from(content, 'latin1') : content;
    await expect(check(path, bytes)).rejects.toThrow(new RegExp(reason));
  });
});

describe('[UPL-3] what is hostile in a file is not in what is kept of it', () => {
  const script = Buffer.from('<script>alert(document.domain)</script>/*=1;alert(1)//*/');

  test.each<[string, Uint8Array]>([
    ['GIF with a script behind its end', Buffer.concat([gif, script])],
    ['PNG with HTML behind its end', Buffer.concat([png, script])],
    [
      'PNG with HTML in a text chunk',
      Buffer.concat([
        png.subarray(0, 33),
        chunk('tEXt', Buffer.concat([Buffer.from('a\0'), script])),
        png.subarray(33),
      ]),
    ],
    ['GLB with HTML behind its end', Buffer.concat([glb, script])],
  ])('%s', async (_name, bytes) => {
    const found = await check('a.html', bytes);
    expect(Buffer.from(found.bytes).includes('alert')).toBe(false);
    expect(found.mediaType).toMatch(/^(image\/(gif|png)|model\/gltf-binary)$/);
  });

  test('a model that names other hosts and files of this machine misses them, and nothing is asked for', async () => {
    const json = {
      asset: { version: '2.0' },
      images: [{ uri: 'https://example.org/a.png' }, { uri: '/etc/passwd' }, { uri: '../../secret' }],
      buffers: [{ byteLength: 4, uri: 'file:///etc/passwd' }],
    };
    const { facts } = await check('a.gltf', JSON.stringify({ ...json, scenes: [] }));
    expect(facts.missing).toEqual(['file:///etc/passwd', 'https://example.org/a.png', '/etc/passwd', '../../secret']);
  });
});
