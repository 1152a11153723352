import { describe, expect, it } from 'vitest';
import type { DesignAnchor, DesignModelAnchor } from '../../contract/design-anchor.ts';
import { element } from '../drawing/testing/drawings.ts';
import { readGltfTree } from './gltf-tree.ts';
import { type FileContent, resolveDesignAnchor } from './resolve-anchor.ts';

const before = 'a'.repeat(64);
const after = 'b'.repeat(64);

function resolve(anchor: DesignAnchor, content: FileContent | null, path = anchor.path) {
  const { state, anchor: at } = resolveDesignAnchor(
    { ...anchor, assetId: before },
    [{ path, assetId: after }],
    () => content,
  );
  return { state, at };
}

/** A binary glTF with these nodes and meshes, each with one primitive of so many triangles. */
function glb(nodes: readonly object[], triangles: readonly number[]): Uint8Array {
  const json = JSON.stringify({
    asset: { version: '2.0' },
    nodes,
    meshes: triangles.map((_, index) => ({ primitives: [{ attributes: {}, indices: index }] })),
    accessors: triangles.map((count) => ({ count: count * 3 })),
  });
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 4) * 4));
  const bytes = new Uint8Array(20 + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x46546c67, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, text.length, true);
  view.setUint32(16, 0x4e4f534a, true);
  bytes.set(text, 20);
  return bytes;
}

function model(...file: Parameters<typeof glb>): FileContent {
  const tree = readGltfTree(glb(...file));
  if (tree === null) throw new Error('no model');
  return { kind: 'model', tree };
}

const picture: DesignAnchor = { surface: 'picture', path: 'a.png', state: 'attached', x: 0.5, y: 0.5 };
const words: DesignAnchor = {
  surface: 'text',
  path: 'a.ts',
  state: 'attached',
  start: { line: 1, column: 0 },
  end: { line: 1, column: 10 },
  quote: 'let x = 1;',
};
const leg: DesignModelAnchor = {
  surface: 'model',
  path: 'a.glb',
  state: 'attached',
  nodes: [
    { index: 0, name: 'Chair' },
    { index: 1, name: 'Leg' },
  ],
  mesh: 0,
  primitive: 0,
  triangles: 12,
  triangle: 3,
  barycentric: [0.2, 0.3, 0.5],
  normal: [0, 1, 0],
  fallback: { x: 0, y: 1, z: 0 },
};

describe('an anchor in another release', () => {
  it('[FDB-11] is where it was in a file that says the same, also under another name, and gone with its file', () => {
    const same = (path: string) =>
      resolveDesignAnchor({ ...picture, assetId: before }, [{ path, assetId: before }], () => null);
    expect(same('a.png').state).toBe('attached');
    expect(same('b.png')).toMatchObject({ state: 'moved', anchor: { path: 'b.png' } });
    expect(resolve(picture, null, 'b.png').state).toBe('orphaned');
  });

  it('[FDB-11] in another picture only the point is left', () => {
    expect(resolve(picture, { kind: 'picture' }).state).toBe('fallback');
  });

  it('[FDB-11] in a drawing goes with its element', () => {
    const on = { surface: 'drawing', path: 'a.excalidraw', state: 'attached', x: 0, y: 0.5 } as const;
    const anchor: DesignAnchor = { ...on, elementId: 'box', fallback: { x: 10, y: 45 } };
    const drawing = (more: Readonly<Record<string, unknown>>) => ({
      kind: 'drawing' as const,
      elements: [element('box', more)] as never,
    });
    expect(resolve(anchor, drawing({ backgroundColor: '#ff0000' })).state).toBe('attached');
    expect(resolve(anchor, drawing({ x: 110 }))).toMatchObject({ state: 'moved', at: { fallback: { x: 110, y: 45 } } });
    const turned = resolve(anchor, drawing({ angle: Math.PI })).at as typeof anchor;
    expect([Math.round(turned.fallback.x), Math.round(turned.fallback.y)]).toEqual([110, 45]);
    expect(resolve(anchor, { kind: 'drawing', elements: [] })).toMatchObject({ state: 'fallback', at: anchor });
    expect(resolve({ ...anchor, elementId: 'sheet' }, drawing({ x: 999 })).state).toBe('attached');
  });

  it('[FDB-11] in a text goes with its words, or stays at its line', () => {
    const text = (said: string): FileContent => ({ kind: 'text', text: said });
    expect(resolve(words, text('// one\nlet x = 1;\n')).state).toBe('attached');
    expect(resolve(words, text('// one\n// two\n\n  let x = 1;\n'))).toMatchObject({
      state: 'moved',
      at: { start: { line: 3, column: 2 }, end: { line: 3, column: 12 } },
    });
    expect(resolve(words, text('something else'))).toMatchObject({
      state: 'fallback',
      at: { start: { line: 0, column: 0 } },
    });
    expect(resolve({ ...words, start: { line: 1e9, column: 1e9 }, quote: '' }, text('')).state).toBe('fallback');
  });

  it('[FDB-11] on a mesh stays while the shape has as many triangles, and goes with the name of its node', () => {
    const chair = { name: 'Chair', children: [1] };
    expect(resolve(leg, model([chair, { name: 'Leg', mesh: 0 }], [12])).state).toBe('attached');
    expect(
      resolve(
        leg,
        model(
          [
            { name: 'Leg', mesh: 1 },
            { name: 'Chair', children: [0] },
          ],
          [9, 12],
        ),
      ),
    ).toMatchObject({
      state: 'attached',
      at: { mesh: 1, nodes: [{ index: 1 }, { index: 0 }] },
    });
    expect(resolve(leg, model([chair, { name: 'Seat', children: [2] }, { name: 'Leg', mesh: 0 }], [12]))).toMatchObject(
      {
        state: 'moved',
        at: { nodes: [{ name: 'Chair' }, { name: 'Seat' }, { name: 'Leg' }] },
      },
    );
    expect(resolve(leg, model([chair, { name: 'Leg', mesh: 0 }], [14])).state).toBe('fallback');
    expect(
      resolve(leg, model([chair, { name: 'Arm', mesh: 0 }, { name: 'Leg', mesh: 0 }, { name: 'Leg', mesh: 0 }], [12]))
        .state,
    ).toBe('fallback');
    expect(resolve(leg, null).state).toBe('fallback');
  });

  it('[FDB-11] files that are none, or go round in circles, harm nothing', () => {
    const text = (said: string) => readGltfTree(new TextEncoder().encode(said));
    expect([text(''), text('[]'), text('{"asset":1}'), text('{'.repeat(1000))]).toEqual([null, null, null, null]);
    expect(text('{"asset":{},"nodes":[null,7,{"children":["x",-1]}],"meshes":[{"primitives":[null]}]}')).not.toBeNull();
    const lying = glb([], []);
    new DataView(lying.buffer).setUint32(12, 0xffffffff, true);
    expect(readGltfTree(lying)).toBeNull();
    expect(resolve(leg, model([{ children: [1] }, { name: 'Leg', mesh: 0, children: [0] }], [12])).state).toBe('moved');
  });
});
