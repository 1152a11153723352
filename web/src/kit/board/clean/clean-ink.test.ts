import { readDrawing, seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import type { ArrowElement, DrawingElement, FreedrawElement } from '@draftroom/core/model/drawing/drawing-element';
import { applyChanges } from '@draftroom/core/model/drawing/edit-drawing';
import { readElement } from '@draftroom/core/model/drawing/element-schema';
import { bindArrows } from '@draftroom/workers/recognition/bind-arrows';
import type { Fitted, FittedBox } from '@draftroom/workers/recognition/fitting/fitted';
import type { Group } from '@draftroom/workers/recognition/group';
import type { Path } from '@draftroom/workers/recognition/points';
import { isClean } from '@draftroom/workers/recognition/vocabulary';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BoardBinding } from '../board-binding.ts';
import { BoardUndo } from '../board-undo.ts';
import { FakeCanvas } from '../testing/fake-canvas.ts';
import { cleanInk, type Recognised } from './clean-ink.ts';
import { outlineOf, strokeOf } from './ink-strokes.ts';

const look = {
  strokeColor: '#c23b3b',
  backgroundColor: '#a5d8ff',
  strokeWidth: 4,
  strokeStyle: 'dashed',
  roughness: 2,
  fillStyle: 'hachure',
  opacity: 60,
};

function element(id: string, index: string, changes: Readonly<Record<string, unknown>>): DrawingElement {
  const made = readElement({ id, index, ...changes });
  if (made === null) throw new Error('no element');
  return made;
}

function stroke(id: string, index: string, changes: Readonly<Record<string, unknown>> = {}): FreedrawElement {
  const points = [
    [0, 0],
    [50, 2],
    [100, 0],
  ];
  const made = element(id, index, { type: 'freedraw', x: 0, y: 0, width: 100, height: 2, points, ...look, ...changes });
  if (made.type !== 'freedraw') throw new Error('no ink');
  return made;
}

const box = (shape: FittedBox['shape'], x: number, y: number, [width, height] = [100, 60]): FittedBox => ({
  shape,
  centre: { x, y },
  width: width ?? 0,
  height: height ?? 0,
  angle: 0,
  radius: 0,
});

const arrow = (...points: Path): Fitted => ({
  shape: 'arrow',
  points,
  curved: false,
  startHead: false,
  endHead: true,
  head: 12,
});

function groupOf(fitted: Fitted | null, ...strokes: number[]): Group {
  const shape = fitted?.shape ?? 'other';
  return { strokes, recognition: { shape, confidence: 0.9, fitted, alternatives: [], why: null } };
}

function recognised(ink: FreedrawElement[], groups: Group[], there: DrawingElement[] = []): Recognised {
  const figures = { groups, bindings: bindArrows(groups, there.map(outlineOf)) };
  return { ink, there: there.map(({ id }) => id), figures };
}

function chance() {
  let last = 0;
  return { newId: () => `new-${++last}`, newSeed: () => 7 };
}

/** A drawing after the changes. */
function cleaned(drawing: DrawingElement[], what: Recognised, only?: ReadonlySet<number>) {
  const doc = new Y.Doc();
  seedDrawing(doc, { elements: drawing });
  const result = cleanInk(readDrawing(doc), what, { chance: chance(), ...(only === undefined ? {} : { only }) });
  applyChanges(doc, result.changes);
  const elements = readDrawing(doc);
  return { ...result, elements, get: (id: string) => elements.find((one) => one.id === id) };
}

describe('clean shapes in the place of ink', () => {
  it('[BOARD-13] have the look of their ink and its place among the others', () => {
    const under = element('under', 'a0', { type: 'rectangle', x: 0, y: 0, width: 9, height: 9 });
    const over = element('over', 'a3', { type: 'rectangle', x: 0, y: 0, width: 9, height: 9 });
    const ink = [stroke('i1', 'a1', { groupIds: ['g'] }), stroke('i2', 'a2', { groupIds: ['g'] })];
    const { elements, figures, left } = cleaned(
      [under, ...ink, over],
      recognised(ink, [groupOf({ ...box('rounded_rect', 50, 40), radius: 12, angle: -0.5 }, 0, 1)]),
    );
    expect([figures, left]).toEqual([1, 0]);
    expect(elements.map(({ id }) => id)).toEqual(['under', 'new-1', 'over']);
    expect(elements[1]).toMatchObject({
      ...look,
      ...{ type: 'rectangle', x: 0, y: 10, width: 100, height: 60, roundness: { type: 3 }, groupIds: ['g'], seed: 7 },
    });
    expect(elements[1]?.angle).toBeCloseTo(2 * Math.PI - 0.5, 6);
  });

  it('[BOARD-13] are elements of the canvas for every word of the vocabulary', () => {
    const at = (x: number, y: number) => ({ x, y });
    const corners = [at(0, 0), at(40, 0), at(20, 30)];
    const bars = [
      [at(0, 0), at(40, 40)],
      [at(40, 0), at(0, 40)],
    ] as const;
    const all: [Fitted, string][] = [
      [{ shape: 'line', from: at(0, 0), to: at(40, 0) }, 'line 2'],
      [arrow(at(0, 0), at(20, 0), at(20, 40)), 'arrow 3'],
      [box('rectangle', 20, 20), 'rectangle'],
      [box('rounded_rect', 20, 20), 'rectangle'],
      [box('ellipse', 20, 20), 'ellipse'],
      [box('diamond', 20, 20), 'diamond'],
      [{ shape: 'triangle', corners }, 'line 4'],
      [{ shape: 'parallelogram', corners: [...corners, at(-20, 30)] }, 'line 5'],
      [{ shape: 'star', corners: [...corners, at(-20, 30), at(5, 5)] }, 'line 6'],
      [{ shape: 'polygon', corners: [...corners, at(-20, 30), at(5, 5)] }, 'line 6'],
      [{ shape: 'check', points: [at(0, 0), at(10, 10), at(30, -20)] }, 'line 3'],
      [{ shape: 'cross', bars }, 'line 2,line 2'],
    ];
    for (const [fitted, expected] of all) {
      expect(isClean(fitted.shape)).toBe(true);
      const ink = [stroke('i', 'a1')];
      const { elements } = cleaned(ink, recognised(ink, [groupOf(fitted, 0)]));
      const told = elements.map((one) => ('points' in one ? `${one.type} ${one.points.length}` : one.type));
      expect(told.join(), fitted.shape).toBe(expected);
    }
  });

  it('[BOARD-14] bind arrows to new shapes and to those that stood there, on both sides', () => {
    const there = element('there', 'a0', { type: 'ellipse', x: 300, y: 0, width: 100, height: 60 });
    const ink = [stroke('i1', 'a1'), stroke('i2', 'a2')];
    const groups = [groupOf(box('rectangle', 50, 30), 0), groupOf(arrow({ x: 103, y: 33 }, { x: 296, y: 28 }), 1)];
    const { get } = cleaned([there, ...ink], recognised(ink, groups, [there]));
    const made = get('new-2') as ArrowElement;
    expect(made.startBinding).toEqual({ elementId: 'new-1', focus: 0, gap: 5 });
    expect(made.endBinding).toEqual({ elementId: 'there', focus: 0, gap: 5 });
    for (const id of ['new-1', 'there']) expect(get(id)?.boundElements).toEqual([{ id: 'new-2', type: 'arrow' }]);
    // From the one to the other, a gap from each.
    expect(made.x).toBeCloseTo(105, 0);
    expect(made.y).toBeCloseTo(30, 0);
    expect(made.points[1]?.[0]).toBeCloseTo(190, 0);
    expect([made.endArrowhead, made.startArrowhead]).toEqual(['arrow', null]);
  });

  it('[BOARD-14] bind an arrow that passes the middle where it was drawn, with the sign of its side', () => {
    const ink = [stroke('i1', 'a1'), stroke('i2', 'a2')];
    const shape = groupOf(box('rectangle', 0, 0, [200, 200]), 0);
    const focusOf = (from: [number, number], to: [number, number]) => {
      const groups = [shape, groupOf(arrow({ x: from[0], y: from[1] }, { x: to[0], y: to[1] }), 1)];
      const { get } = cleaned(ink, recognised(ink, groups));
      const made = get('new-2') as ArrowElement;
      return [
        made.endBinding?.focus ?? Number.NaN,
        made.x + (made.points[1]?.[0] ?? 0),
        made.y + (made.points[1]?.[1] ?? 0),
      ];
    };
    const [below = 0, x, y] = focusOf([-500, 50], [-102, 50]);
    expect(below).toBeCloseTo(-0.5, 3);
    expect([x, y]).toEqual([-105, 50]);
    expect(focusOf([-500, -50], [-102, -50])[0]).toBeCloseTo(0.5, 3);
    expect(focusOf([500, 50], [102, 50])[0]).toBeCloseTo(0.5, 3);
  });

  it('[BOARD-14] turn a line between two shapes into an arrow without a head, and leave a loose one a line', () => {
    const ink = [stroke('i1', 'a1'), stroke('i2', 'a2'), stroke('i3', 'a3'), stroke('i4', 'a4')];
    const groups = [
      groupOf(box('rectangle', 0, 0), 0),
      groupOf(box('diamond', 300, 0), 1),
      groupOf({ shape: 'line', from: { x: 52, y: 0 }, to: { x: 248, y: 2 } }, 2),
      groupOf({ shape: 'line', from: { x: 0, y: 900 }, to: { x: 90, y: 900 } }, 3),
    ];
    const { elements } = cleaned(ink, recognised(ink, groups));
    expect(elements.map(({ type }) => type)).toEqual(['rectangle', 'diamond', 'arrow', 'line']);
    expect(elements[2]).toMatchObject({ startArrowhead: null, endArrowhead: null, endBinding: { elementId: 'new-2' } });
  });

  it('[BOARD-14] take words that lie in them and fit as their own, and leave all others where they are', () => {
    const words = { type: 'text', text: 'Go', originalText: 'Go', y: 20, width: 30, height: 25, fontSize: 20 };
    const ink = [stroke('i1', 'a1')];
    const texts = [
      element('in', 'a2', { ...words, x: 20 }),
      element('second', 'a3', { ...words, x: 60 }),
      element('outside', 'a4', { ...words, x: 300 }),
    ];
    const { get } = cleaned([...ink, ...texts], recognised(ink, [groupOf(box('ellipse', 50, 30), 0)]));
    expect(get('in')).toMatchObject({
      containerId: 'new-1',
      textAlign: 'center',
      verticalAlign: 'middle',
      x: 35,
      y: 17.5,
    });
    expect(get('new-1')?.boundElements).toEqual([{ id: 'in', type: 'text' }]);
    expect(get('second')).toEqual(texts[1]);
    expect(get('outside')).toEqual(texts[2]);
    // Too wide for a diamond of this size: it would have to be wrapped.
    const wide = element('wide', 'a2', { ...words, x: 15, width: 70 });
    const other = cleaned([...ink, wide], recognised(ink, [groupOf(box('diamond', 50, 30), 0)]));
    expect(other.get('wide')).toEqual(wide);
  });

  it('[BOARD-13] leave ink alone that somebody changed or deleted meanwhile, and what is not wanted', () => {
    const ink = [stroke('i1', 'a1'), stroke('i2', 'a2'), stroke('i3', 'a3'), stroke('i4', 'a4')];
    const groups = [0, 1, 2, 3].map((i) => groupOf(box('rectangle', 50 + 200 * i, 30), i));
    const asked = recognised(ink, groups);
    const now = [stroke('i1', 'a1', { x: 1 }), stroke('i2', 'a2V'), stroke('i4', 'a4')];
    const { elements, figures, left } = cleaned(now, asked, new Set([0, 1, 2]));
    expect(elements.map(({ id }) => id)).toEqual(['i1', 'new-1', 'i4']);
    expect([figures, left]).toEqual([1, 2]);
  });

  it('[BOARD-13] read ink as it lies on the sheet, turned and in time', () => {
    const turned = stroke('i', 'a1', { x: 10, y: 10, angle: Math.PI / 2 });
    const [first, , last] = strokeOf(turned, { from: 100, to: 300 });
    expect([first?.[0], first?.[1], first?.[2]].map((value) => Math.round(value ?? 0))).toEqual([61, -39, 100]);
    expect([last?.[0], last?.[1], last?.[2]].map((value) => Math.round(value ?? 0))).toEqual([61, 61, 300]);
  });
});

describe('a board whose ink is made clean', () => {
  function open() {
    const doc = new Y.Doc();
    seedDrawing(doc);
    const canvas = new FakeCanvas();
    const binding = new BoardBinding({ doc, api: canvas, undo: new BoardUndo(doc), readOnly: false });
    canvas.binding = binding;
    canvas.rendered();
    const drawn = (id: string): void => {
      canvas.state = { ...canvas.state, newElement: { id }, cursorButton: 'down' };
      canvas.add({ id, type: 'freedraw', points: [[0, 0]], pressures: [], simulatePressure: true });
      canvas.mutate(id, {
        points: [
          [0, 0],
          [90, 5],
        ],
      });
      canvas.set({ newElement: null, cursorButton: 'up' });
    };
    const clean = () => {
      const ink = binding.drawing.filter((one): one is FreedrawElement => one.type === 'freedraw');
      const groups = [groupOf(box('rectangle', 50, 30), ...ink.keys())];
      return binding.edit((drawing) => cleanInk(drawing, recognised(ink, groups), { chance: chance() }).changes);
    };
    const types = () => canvas.live.map(({ type }) => type);
    return { doc, canvas, binding, drawn, clean, types };
  }

  it('[BOARD-13] changes in one step, which undo takes back to exactly the same ink', () => {
    const { doc, binding, drawn, clean, types } = open();
    drawn('one');
    drawn('two');
    const ink = JSON.stringify(readDrawing(doc));
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    expect(clean()).not.toBeNull();
    expect([types(), updates]).toEqual([['rectangle'], 1]);
    binding.undo();
    expect(types()).toEqual(['freedraw', 'freedraw']);
    expect(JSON.stringify(readDrawing(doc))).toBe(ink);
    binding.redo();
    expect(types()).toEqual(['rectangle']);
    binding.undo();
    binding.undo();
    expect(types()).toEqual(['freedraw']);
  });

  it('[BOARD-14] takes back exactly its own step, and nothing when something was done since', () => {
    const { drawn, clean, types } = open();
    drawn('one');
    const takeBack = clean();
    drawn('two');
    expect(takeBack?.()).toBe(false);
    expect(types()).toEqual(['rectangle', 'freedraw']);
    const second = open();
    second.drawn('one');
    expect(second.clean()?.()).toBe(true);
    expect(second.types()).toEqual(['freedraw']);
  });

  it('[BOARD-13] changes nothing for a reader, and nothing while something is in hand', () => {
    const { canvas, binding, drawn, clean, types } = open();
    drawn('one');
    canvas.startDrag(['one']);
    expect(clean()).toBeNull();
    canvas.drop();
    binding.setReadOnly(true);
    expect(clean()).toBeNull();
    expect(types()).toEqual(['freedraw']);
  });
});
