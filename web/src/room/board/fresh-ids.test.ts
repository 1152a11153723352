import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { describe, expect, it } from 'vitest';
import { withFreshIds } from './fresh-ids.ts';

const base = { groupIds: ['g'], frameId: null, boundElements: [] };
const elements = [
  { ...base, id: 'box', type: 'rectangle', boundElements: [{ id: 'words', type: 'text' }] },
  { ...base, id: 'words', type: 'text', containerId: 'box', frameId: 'frame' },
  { ...base, id: 'arrow', type: 'arrow', startBinding: { elementId: 'box' }, endBinding: null },
  { ...base, id: 'frame', type: 'frame' },
] as unknown as DrawingElement[];

describe('BOARD-7: elements from a file', () => {
  it('keep their ids on a board that has none of them', () => {
    expect(withFreshIds(elements, new Set(['other']), () => 'x')).toEqual(elements);
  });

  it('get new ids where the board has them, and still belong together', () => {
    let made = 0;
    const fresh = withFreshIds(elements, new Set(['box', 'frame']), () => `new${++made}`);
    expect(fresh).toMatchObject([
      { id: 'new1', boundElements: [{ id: 'words' }], groupIds: ['new3'] },
      { id: 'words', containerId: 'new1', frameId: 'new2', groupIds: ['new3'] },
      { id: 'arrow', startBinding: { elementId: 'new1' }, endBinding: null },
      { id: 'new2', frameId: null },
    ]);
  });
});
