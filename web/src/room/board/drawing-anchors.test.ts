import { sheetElementId } from '@draftroom/core/contract/anchor';
import { describe, expect, it } from 'vitest';
import { type Anchored, anchorAt, anchorOn, placeOf } from './drawing-anchors.ts';

const box: Anchored = { id: 'box', x: 100, y: 100, width: 200, height: 100, angle: 0 };
const byId = (...elements: Anchored[]) => new Map(elements.map((element) => [element.id, element]));

describe('[BOARD-11] a thread on a drawing', () => {
  it('goes with its element, however that is moved, stretched and turned', () => {
    const anchor = anchorAt([box], 'doc', { x: 150, y: 125 });
    expect(anchor).toMatchObject({ elementId: 'box', x: 0.25, y: 0.25, fallback: { x: 150, y: 125 } });
    const moved = { ...box, x: 0, y: 500, width: 400 };
    expect(placeOf(anchor, byId(moved))).toEqual({ x: 100, y: 525, state: 'attached' });
    const { x, y } = placeOf(anchor, byId({ ...box, angle: Math.PI / 2 }));
    expect([Math.round(x), Math.round(y)]).toEqual([225, 100]);
  });

  it('is on the uppermost element at its place, also when that is turned', () => {
    const upper = { ...box, id: 'upper', x: 120 };
    expect(anchorAt([box, upper], 'doc', { x: 150, y: 125 }).elementId).toBe('upper');
    const turned = { ...box, width: 10, height: 400, angle: Math.PI / 2 };
    const hit = anchorAt([turned], 'doc', { x: 250, y: 300 });
    expect(hit.elementId).toBe('box');
    const place = placeOf(hit, byId(turned));
    expect([Math.round(place.x), Math.round(place.y)]).toEqual([250, 300]);
  });

  it('stands on the sheet where nothing is, and where it was when its element has gone', () => {
    const free = anchorAt([box], 'doc', { x: -40, y: 7 });
    expect(free).toMatchObject({ elementId: sheetElementId, fallback: { x: -40, y: 7 } });
    expect(placeOf(free, byId())).toEqual({ x: -40, y: 7, state: 'attached' });
    expect(placeOf(anchorOn(box, 'doc'), byId())).toEqual({ x: 300, y: 100, state: 'orphaned' });
  });

  it('takes elements without breadth', () => {
    const line = { ...box, width: 0, height: 0 };
    expect(anchorAt([line], 'doc', { x: 101, y: 99 })).toMatchObject({ x: 0.5, y: 0.5, fallback: { x: 100, y: 100 } });
  });

  it('goes with lines, arrows and ink that were drawn leftwards and upwards', () => {
    const points = [
      [0, 0],
      [-200, 50],
      [-100, -50],
    ] as const;
    const arrow: Anchored = { ...box, id: 'arrow', x: 300, y: 200, points };
    const anchor = anchorAt([arrow], 'doc', { x: 150, y: 175 });
    expect(anchor).toMatchObject({ elementId: 'arrow', x: 0.25, y: 0.25, fallback: { x: 150, y: 175 } });
    expect(anchorAt([arrow], 'doc', { x: 400, y: 225 }).elementId).toBe(sheetElementId);
    expect(anchorOn(arrow, 'doc').fallback).toEqual({ x: 300, y: 150 });
    const moved = { ...arrow, x: 400, points: points.map(([x, y]) => [2 * x, y] as const) };
    expect(placeOf(anchor, byId(moved))).toEqual({ x: 100, y: 175, state: 'attached' });
    const turned = { ...arrow, angle: Math.PI };
    expect(anchorAt([turned], 'doc', { x: 250, y: 225 })).toMatchObject({ elementId: 'arrow' });
    const { x, y } = placeOf(anchor, byId(turned));
    expect([Math.round(x), Math.round(y)]).toEqual([250, 225]);
  });
});
