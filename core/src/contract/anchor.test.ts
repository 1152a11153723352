import { describe, expect, test } from 'vitest';
import { anchorSchema } from './anchor.ts';
import { anchorQuoteLength } from './limits.ts';

const text = {
  surface: 'text',
  documentId: '0123456789abcdefghjk',
  start: 'AAEC',
  end: 'AAEC',
  quote: 'words',
  fallback: { line: 3, column: 0 },
};
const drawing = {
  surface: 'drawing',
  documentId: 'd',
  elementId: 'aB-_9',
  x: 0,
  y: 1,
  fallback: { x: -1e6, y: 12.5 },
};
const graph = { surface: 'graph', documentId: 'd', nodeId: 'n', fallback: { x: 0, y: 0 } };
const scene = {
  surface: 'scene',
  documentId: 'd',
  nodeId: 'roof',
  triangle: 12,
  barycentric: [0.25, 0.25, 0.5],
  normal: [0, 1, 0],
  camera: { position: [1, 2, 3], target: [0, 0, 0] },
  fallback: { x: 0, y: 2.5, z: -1 },
};
const picture = {
  surface: 'picture',
  documentId: 'd',
  x: 0.5,
  y: 0.5,
  rect: { x: 0.4, y: 0.4, width: 0.2, height: 0.2 },
  fallback: { x: 10, y: 10 },
};

const takes = (anchor: unknown): boolean => anchorSchema.safeParse(anchor).success;

describe('anchors', () => {
  test.each([text, drawing, graph, scene, picture])(
    '[COMMENT-2] $surface: itself, attached unless it says otherwise',
    (anchor) => {
      expect(anchorSchema.parse(anchor)).toEqual({ ...anchor, state: 'attached' });
      for (const state of ['moved', 'fallback', 'orphaned']) expect(takes({ ...anchor, state })).toBe(true);
      expect(takes({ ...anchor, state: 'lost' })).toBe(false);
      expect(takes({ ...anchor, more: 1 })).toBe(false);
      for (const key of Object.keys(anchor)) {
        const { [key]: _, ...rest } = anchor as Record<string, unknown>;
        const optional = ['triangle', 'barycentric', 'normal', 'camera', 'rect'].includes(key);
        expect([key, takes(rest)]).toEqual([key, optional]);
        for (const wrong of [null, {}, [], true, Number.NaN, 1e300]) {
          expect([key, wrong, takes({ ...anchor, [key]: wrong })]).toEqual([key, wrong, false]);
        }
      }
    },
  );

  test.each([
    ['a position that is no base 64', { ...text, start: 'not base 64' }],
    ['a long position', { ...text, end: 'A'.repeat(204) }],
    ['a long quote', { ...text, quote: 'x'.repeat(anchorQuoteLength + 1) }],
    ['half a line', { ...text, fallback: { line: 1.5, column: 0 } }],
    ['a line before the first', { ...text, fallback: { line: -1, column: 0 } }],
    ['a point outside of the element', { ...drawing, x: 1.01 }],
    ['a long id', { ...drawing, elementId: 'x'.repeat(101) }],
    ['an id with control characters', { ...drawing, elementId: 'a\0b' }],
    ['half a character as id', { ...drawing, elementId: 'a\ud83d' }],
    ['a node and an edge', { ...graph, edgeId: 'e' }],
    ['neither node nor edge', { ...graph, nodeId: undefined }],
    ['half a triangle', { ...scene, triangle: 0.5 }],
    ['a vector of two', { ...scene, normal: [0, 1] }],
    ['a point without depth', { ...scene, fallback: { x: 0, y: 0 } }],
    ['a surface that is none', { ...text, surface: 'sound' }],
  ])('[COMMENT-2] refused: %s', (_name, anchor) => {
    expect(takes(anchor)).toBe(false);
  });
});
