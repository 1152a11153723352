/** Golden pictures lie in `workers/fixtures/previews`; `GOLDEN=1` makes them anew, and they are looked at then. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrowheads, type DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawingSvg } from './drawing-svg.ts';
import { FontFiles } from './font-files.ts';
import { layOut } from './layout.ts';
import { longestSide, renderPreview } from './render.ts';
import { arrow, box, diamond, ink, line, text } from './testing/elements.ts';

const fixtures = join(import.meta.dirname, '../../../core/src/model/drawing/fixtures');
const golden = join(import.meta.dirname, '../../fixtures/previews');
const fonts = new FontFiles();

const render = (elements: readonly DrawingElement[], bytes: Uint8Array | null = null) =>
  renderPreview(elements, async () => bytes);
const svgOf = (elements: readonly DrawingElement[]) =>
  drawingSvg(layOut(elements, longestSide), { fonts, pictures: new Map() });

/** Of all channels, 0 to 255. */
async function meanDifference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((png) => sharp(png).removeAlpha().raw().toBuffer()));
  if (a === undefined || b === undefined || a.length !== b.length) return 255;
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}

async function redOf(png: Uint8Array): Promise<boolean> {
  const { dominant } = await sharp(png).stats();
  return dominant.r > 200 && dominant.g < 90;
}

const everything: DrawingElement[] = [
  ...arrowheads.map((head, i) =>
    arrow(`h${i}`, [0, i * 40], [150, i * 40 + 10], {
      startArrowhead: head,
      endArrowhead: head,
      strokeStyle: i % 2 ? 'dotted' : 'solid',
    }),
  ),
  ...(['hachure', 'cross-hatch', 'solid', 'zigzag'] as const).flatMap((fillStyle, i) =>
    (['rectangle', 'diamond', 'ellipse'] as const).map((type, j) =>
      box(`f${i}${j}`, {
        type,
        x: 220 + 130 * i,
        y: 120 * j,
        width: 110,
        height: 90,
        fillStyle,
        backgroundColor: '#ffc9c9',
        angle: 0.1 * i,
        opacity: 100 - 15 * i,
        roundness: i % 2 ? { type: 3 } : null,
      } as Partial<DrawingElement>),
    ),
  ),
  ...[1, 2, 3, 5, 6, 7, 8].map((fontFamily, i) =>
    text(`t${i}`, `Font ${fontFamily} Größe Жук 日本 😀`, { fontFamily, x: 0, y: 500 + 34 * i, width: 300 }),
  ),
  ink(
    'ink',
    Array.from({ length: 80 }, (_, i) => [60 * Math.cos(i / 10) * (i / 40), 60 * Math.sin(i / 10) * (i / 40)]),
    { x: 350, y: 450 },
  ),
  ink(
    'loop',
    Array.from({ length: 64 }, (_, i) => [50 * Math.cos(i / 10), 40 * Math.sin(i / 10)]),
    { x: 600, y: 430, backgroundColor: '#b2f2bb' },
  ),
  {
    ...box('frame', { x: 400, y: 560, width: 250, height: 120 }),
    type: 'frame',
    name: 'A frame with a name',
  } as DrawingElement,
  box('cut', { x: 600, y: 600, width: 150, height: 60, frameId: 'frame', backgroundColor: '#a5d8ff' }),
  arrow('label', [400, 720], [700, 720], {}),
  text('words', 'words', { containerId: 'label', width: 60, textAlign: 'center' }),
];

describe('the picture of a drawing', () => {
  test.each([
    ['everything', () => everything],
    ...['auth-thing-architecture', 'dexter-wireframe', 'exai-flowchart', 'kurtosis-cdk-architecture-diagram'].map(
      (name) =>
        [name, () => parseExcalidraw(readFileSync(join(fixtures, `${name}.excalidraw`), 'utf8')).elements] as const,
    ),
  ] as const)('of %s looks as it did when it was compared with the board [DJOB-9]', async (name, elements) => {
    const file = join(golden, `${name}.png`);
    const { png, width, height } = await render(elements());
    expect(Math.max(width, height)).toBeLessThanOrEqual(longestSide);
    if (process.env.GOLDEN === '1') {
      writeFileSync(file, await sharp(png).png({ palette: true, colours: 32, compressionLevel: 9 }).toBuffer());
    }
    expect(await meanDifference(png, readFileSync(file))).toBeLessThan(2.5);
    // What tolerates everything shows nothing.
    const empty = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await meanDifference(png, empty)).toBeGreaterThan(2.5);
  });

  test('is the same each time [DJOB-9]', async () => {
    expect(await render(everything)).toEqual(await render(everything));
  });

  test('holds no letter as a letter, and a box where no font has one [DJOB-9]', () => {
    const svg = svgOf([text('t', 'a😀日', {})]);
    expect(svg).not.toMatch(/<text|font-family|a😀/);
    expect(svg.match(/<use href="#unknown"/g)).toHaveLength(1);
    expect(svg.match(/<use /g)).toHaveLength(3);
  });

  test('shows pictures, and a grey box for what is none or far too large [DJOB-9]', async () => {
    const image = { ...box('i'), type: 'image', fileId: 'f', scale: [1, 1], crop: null } as DrawingElement;
    const red = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();
    expect(await redOf((await render([image], red)).png)).toBe(true);
    const svg = new TextEncoder().encode(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>',
    );
    const bomb = await sharp({ create: { width: 16_000, height: 9_000, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();
    for (const bytes of [svg, bomb, red.subarray(0, 60), new Uint8Array(0), null]) {
      expect(await redOf((await render([image], bytes)).png)).toBe(false);
    }
  });

  test('of nothing is a small white sheet [DJOB-9]', async () => {
    const { width, height, thumbhash } = await render([]);
    expect([width, height]).toEqual([42, 42]);
    expect(thumbhash).not.toBe('');
  });
});

describe('hostile drawings', () => {
  const hostile: [string, DrawingElement[]][] = [
    [
      'far apart',
      [box('a', { x: -1e7, y: -1e7 }), box('b', { x: 1e7, y: 1e7, fillStyle: 'cross-hatch', backgroundColor: 'red' })],
    ],
    [
      'endless fillings',
      [box('a', { width: 1e7, height: 1e7, fillStyle: 'zigzag', backgroundColor: 'red', strokeWidth: 0.01 })],
    ],
    ['endless dashes', [{ ...line('a', [0, 0], [1e7, 1e7]), strokeStyle: 'dotted' }]],
    ['no extent', [box('a', { width: 0, height: 0 }), diamond('d', { width: 0, height: 0 }), ink('i', [[0, 0]])]],
    ['negative sizes', [box('a', { width: -50, height: -20, roundness: { type: 3 } })]],
    ['markup', [text('t', '</g><script>&"\'', {}), box('c', { strokeColor: 'red" onload="x' })]],
    ['one arrow on a spot', [arrow('a', [5, 5], [5, 5], { endArrowhead: 'triangle' })]],
    ['a long text', [text('t', 'word '.repeat(60_000), {})]],
    [
      'a long line',
      [
        ink(
          'i',
          Array.from({ length: 100_000 }, (_, i) => [i % 977, (i * 13) % 991] as const),
        ),
      ],
    ],
  ];

  test.each(hostile)('%s: end in a picture [DJOB-5]', async (_name, elements) => {
    const { width, height } = await render(elements);
    expect(Math.max(width, height)).toBeLessThanOrEqual(longestSide);
    expect(svgOf(elements)).not.toMatch(/<script|" onload=/);
    expect(svgOf(elements)).not.toContain('NaN');
  });

  test('50,000 elements end in a picture [DJOB-5]', async () => {
    const many = Array.from({ length: 50_000 }, (_, i) =>
      box(`b${i}`, {
        x: (i % 250) * 220,
        y: Math.floor(i / 250) * 120,
        fillStyle: 'hachure',
        backgroundColor: '#ffc9c9',
      }),
    );
    expect((await render(many)).width).toBe(longestSide);
  });
});
