import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isHubError } from '../../contract/errors.ts';
import { readDrawing, seedDrawing } from './drawing-document.ts';
import { formatExcalidraw, parseExcalidraw } from './excalidraw-file.ts';
import { withFreshIds } from './fresh-elements.ts';
import { formatLibrary, parseLibrary } from './library-file.ts';
import { element } from './testing/drawings.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const drawings = readdirSync(fixtures).filter((name) => name.endsWith('.excalidraw'));
const libraries = readdirSync(join(fixtures, 'libraries'));
const read = (...path: string[]) => readFileSync(join(fixtures, ...path), 'utf8');

/** What a file says of an element, as the program that made it meant it. */
interface Said {
  readonly [key: string]: unknown;
  readonly type: string;
  readonly isDeleted?: boolean;
}

const shown = (list: readonly Said[]) =>
  list.filter(
    ({ isDeleted, type, width, height, points }) =>
      !isDeleted && type !== 'selection' && (width !== 0 || height !== 0 || points !== undefined),
  );

/** Everything that the schema knows is as it was; only the ways of older versions are different. */
function expectKept(said: Said, kept: object): void {
  const shifted = Array.isArray(said.points) && String(said.points[0]) !== '0,0';
  for (const [key, value] of Object.entries(kept)) {
    const was = said[key];
    if (key === 'index' || was === undefined || was === null) continue;
    if (shifted && ['x', 'y', 'points'].includes(key)) continue;
    if (key === 'type' && was === 'draw') expect(value).toBe('line');
    else if (key === 'link' && was === '') expect(value).toBeNull();
    else if (key.endsWith('Binding')) expect(value).toMatchObject(withoutNulls(was));
    else expect([key, value]).toEqual([key, was]);
  }
}

const withoutNulls = (value: object) => Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null));

function refusal(parse: () => unknown): string {
  try {
    parse();
    return 'taken';
  } catch (error) {
    return isHubError(error) ? `${error.code}: ${String(error.details?.reason)}` : `threw ${String(error)}`;
  }
}

function docOf({ elements }: Pick<ReturnType<typeof parseExcalidraw>, 'elements'>): Y.Doc {
  const doc = new Y.Doc();
  seedDrawing(doc, { elements });
  return doc;
}

describe('drawings as files', () => {
  it.each(drawings)('[DRAW-16] %s imports and loses nothing that is known', (name) => {
    const said = shown((JSON.parse(read(name)) as { elements: Said[] }).elements);
    const file = parseExcalidraw(read(name));
    expect(file.problems.filter(({ what }) => what !== 'picture')).toEqual([]);
    expect(file.elements).toHaveLength(said.length);
    for (const [i, one] of said.entries()) expectKept(one, file.elements[i] ?? {});
    const doc = docOf(file);
    expect(readDrawing(doc)).toHaveLength(said.length);
    const again = parseExcalidraw(formatExcalidraw(doc));
    expect(again.problems).toEqual([]);
    expect(again.elements).toEqual(readDrawing(doc));
    expect(formatExcalidraw(docOf(again))).toBe(formatExcalidraw(doc));
  });

  it.each(libraries)('[DRAW-17] %s imports, and comes out as version 2', (name) => {
    const said = JSON.parse(read('libraries', name)) as { library?: Said[][]; libraryItems?: { elements: Said[] }[] };
    const items = said.library ?? said.libraryItems?.map(({ elements }) => elements) ?? [];
    const file = parseLibrary(read('libraries', name));
    expect(file.problems).toEqual([]);
    expect(file.items.map(({ elements }) => elements.length)).toEqual(items.map((item) => shown(item).length));
    for (const [i, item] of items.entries()) {
      for (const [j, one] of shown(item).entries()) expectKept(one, file.items[i]?.elements[j] ?? {});
    }
    expect(parseLibrary(formatLibrary(file.items))).toEqual(file);
  });

  it('[DRAW-16] keeps pictures, bindings of newer files and where arrows go', () => {
    const text = JSON.stringify({
      type: 'excalidraw',
      elements: [
        { id: 'i', type: 'image', fileId: 'f', width: 5, height: 5, x: 0, y: 0, scale: [-1, 1] },
        {
          id: 'a',
          type: 'arrow',
          x: 0,
          y: 0,
          points: [
            [0, 0],
            [5, 5],
          ],
          startBinding: { elementId: 'i', fixedPoint: [0.5, 1], mode: 'orbit' },
        },
      ],
      files: { f: { id: 'f', mimeType: 'image/png', dataURL: 'data:image/png;base64,AAAA' }, g: { dataURL: 'data:,' } },
    });
    const file = parseExcalidraw(text);
    expect(file.files).toEqual([{ id: 'f', mediaType: 'image/png', dataUrl: 'data:image/png;base64,AAAA' }]);
    expect(file.problems).toEqual([{ at: 1, what: 'picture', reason: 'one of its pictures is none' }]);
    expect(file.elements).toMatchObject([
      { scale: [-1, 1] },
      { endArrowhead: 'arrow', startBinding: { elementId: 'i', fixedPoint: [0.5, 1], mode: 'orbit' } },
    ]);
    const written = JSON.parse(formatExcalidraw(docOf(file), file.files)) as { files: object; elements: Said[] };
    expect(written.files).toMatchObject({ f: { dataURL: 'data:image/png;base64,AAAA' } });
    expect(written.elements[0]).toMatchObject({ status: 'saved', version: 1, isDeleted: false });
  });

  it('[DRAW-16] brings older files up to date', () => {
    const old = (changes: object) =>
      parseExcalidraw(JSON.stringify({ type: 'excalidraw', elements: [{ id: 'a', x: 5, y: 5, ...changes }] })).elements;
    expect(
      old({
        type: 'draw',
        points: [
          [2, 1],
          [4, 4],
        ],
        width: 2,
        height: 3,
      }),
    ).toMatchObject([
      {
        type: 'line',
        x: 7,
        y: 6,
        points: [
          [0, 0],
          [2, 3],
        ],
      },
    ]);
    expect(old({ type: 'arrow', width: 10, height: 4 })).toMatchObject([
      {
        points: [
          [0, 0],
          [10, 4],
        ],
      },
    ]);
    expect(old({ type: 'rectangle', width: -10, height: 4, strokeSharpness: 'round' })).toMatchObject([
      { x: -5, width: 10, roundness: { type: 1 } },
    ]);
    expect(old({ type: 'ellipse', width: 1, height: 1, boundElementIds: ['b'] })).toMatchObject([
      { boundElements: [{ id: 'b', type: 'arrow' }] },
    ]);
    expect(old({ type: 'text', text: 'x\ny', font: '24px Cascadia', height: 60, width: 9 })).toMatchObject([
      { fontSize: 24, fontFamily: 3, lineHeight: 1.25, originalText: 'x\ny' },
    ]);
    expect(old({ type: 'rectangle', width: 1, height: 1, isDeleted: true })).toEqual([]);
    expect(old({ type: 'text', text: '', width: 1, height: 1 })).toEqual([]);
  });

  it('[DRAW-18] is refused with the reason when it is broken or made to do harm', () => {
    const withElements = (elements: unknown) => () =>
      parseExcalidraw(JSON.stringify({ type: 'excalidraw', version: 2, elements }));
    expect(refusal(() => parseExcalidraw(''))).toMatch(/^bad_drawing: it is no JSON/);
    expect(refusal(() => parseExcalidraw('{"type":"excalidraw","elements":['))).toMatch(/^bad_drawing: it is no JSON/);
    expect(refusal(() => parseExcalidraw('[]'))).toBe('bad_drawing: it is no Excalidraw drawing');
    expect(refusal(() => parseExcalidraw('{"type":"excalidrawlib","library":[]}'))).toMatch(/no Excalidraw drawing$/);
    expect(refusal(withElements({ length: 3 }))).toMatch(/no Excalidraw drawing$/);
    expect(refusal(withElements(Array.from({ length: 1_000_000 }, () => 0)))).toMatch(/more than 50000 elements$/);
    const line = { id: 'a', type: 'line', x: 0, y: 0, points: Array.from({ length: 20_000 }, () => [0, 0]) };
    expect(refusal(withElements(Array.from({ length: 30 }, () => line)))).toMatch(/more than 500000 points$/);
    expect(refusal(withElements([{ id: 'a', type: 'rectangle', x: 1e300, y: 0, width: 1, height: 1 }]))).toMatch(
      /none of its elements can be used$/,
    );
    expect(refusal(() => parseExcalidraw(`${'['.repeat(200_000)}`))).toMatch(/^bad_drawing/);
    expect(refusal(() => parseExcalidraw(' '.repeat(64 * 1024 * 1024 + 1)))).toMatch(/larger than 64 MB$/);
    const files = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`f${i}`, {}]));
    expect(refusal(() => parseExcalidraw(JSON.stringify({ type: 'excalidraw', elements: [], files })))).toMatch(
      /more than 1000 pictures$/,
    );
    expect(refusal(() => parseLibrary('{"type":"excalidraw","elements":[]}'))).toMatch(/no Excalidraw library$/);
    expect(refusal(() => parseLibrary('{"type":"excalidrawlib","library":7}'))).toMatch(/no Excalidraw library$/);
    expect(refusal(() => parseLibrary('{"type":"excalidrawlib","library":[[{}],7]}'))).toMatch(/can be used$/);
  });

  it('[DRAW-18] leaves out what cannot be used, and says so', () => {
    const good = { id: 'good', type: 'rectangle', x: 0, y: 0, width: 9, height: 9 };
    const list = `[${JSON.stringify(good)},${JSON.stringify(good)},{"id":"x","type":"rectangle","x":1e999,"width":1},
      {"id":"y","type":"script","x":0,"y":0,"width":1},7,{"id":"__proto__","type":"rectangle","width":1},
      {"id":"z","type":"rectangle","width":3,"height":3,"__proto__":{"x":4},"link":"javascript:alert(1)"}]`;
    const file = parseExcalidraw(`{"type":"excalidraw","elements":${list}}`);
    expect(file.elements.map(({ id }) => id)).toEqual(['good', 'good~2', 'z']);
    expect(file.elements[2]).toMatchObject({ x: 0, link: null });
    expect(file.problems.map(({ at, what }) => [at, what])).toEqual([
      [2, 'rectangle'],
      [3, 'script'],
      [4, 'element'],
      [5, 'rectangle'],
    ]);
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it('[DRAW-16] brings elements in a second time under new names', () => {
    let next = 0;
    const fresh = withFreshIds(
      [
        element('shape', { groupIds: ['g'], boundElements: [{ id: 't', type: 'text' }] }),
        element('t', { type: 'text', text: 'x', originalText: 'x', containerId: 'shape', groupIds: ['g'] }),
        element('a', {
          type: 'arrow',
          points: [
            [0, 0],
            [1, 1],
          ],
          startBinding: { elementId: 'shape', focus: 0, gap: 1 },
          endBinding: { elementId: 'elsewhere', focus: 0, gap: 1 },
          frameId: 'outside',
        }),
      ],
      () => `n${next++}`,
    );
    expect(fresh).toMatchObject([
      { id: 'n0', groupIds: ['n3'], boundElements: [{ id: 'n1' }], index: '' },
      { id: 'n1', containerId: 'n0', groupIds: ['n3'] },
      { id: 'n2', startBinding: { elementId: 'n0' }, endBinding: { elementId: 'elsewhere' }, frameId: 'outside' },
    ]);
  });
});
