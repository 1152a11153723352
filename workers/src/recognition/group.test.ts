import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedModel } from '../testing/shipped-model.ts';
import { bindArrows } from './bind-arrows.ts';
import { group } from './group.ts';
import type { Stroke } from './ink.ts';

interface Replay {
  readonly strokes: Stroke[];
  readonly figures: readonly { readonly name: string; readonly strokes: number[] }[];
}

const model = shippedModel();
const replay: Replay = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/rough-flowchart.json'), 'utf8'),
);

/** In one stroke of forty points and more, as a mouse leaves it. */
function wobblyBox(left: number, top: number): Stroke {
  const corners = [
    [0, 0],
    [44, 2],
    [45, 42],
    [1, 41],
    [0, 1],
  ] as const;
  return corners.slice(1).flatMap(([toX, toY], at): Stroke => {
    const [x, y] = corners[at] ?? [0, 0];
    return Array.from({ length: 11 }, (_, step) => [
      left + x + ((toX - x) * step) / 10 + Math.sin(at + 5 * step) / 2,
      top + y + ((toY - y) * step) / 10 + Math.cos(at + 3 * step) / 2,
    ]);
  });
}

describe('a rough flowchart', () => {
  const groups = group(replay.strokes, model);
  const found = (strokes: readonly number[]) => groups.findIndex((entry) => entry.strokes.join() === strokes.join());

  test('becomes its figures, each with the strokes that it was drawn with; its text stays ink [REC-10]', () => {
    for (const { name, strokes } of replay.figures) {
      if (name === 'text') {
        for (const stroke of strokes) {
          const holding = groups.find((entry) => entry.strokes.includes(stroke));
          expect(holding?.recognition.fitted, `stroke ${stroke} of a text`).toBeNull();
        }
      } else {
        expect(groups[found(strokes)]?.recognition.shape, `${name} of ${strokes}`).toBe(name);
      }
    }
  });

  test('has arrows bound to the figures that they touch [REC-11]', () => {
    const [start, first, process, second, decision, right, data, end, last] = replay.figures
      .filter(({ name }) => name !== 'text')
      .map(({ strokes }) => found(strokes));
    expect(bindArrows(groups)).toEqual([
      { arrow: first, start, end: process },
      { arrow: second, start: process, end: decision },
      { arrow: right, start: decision, end: data },
      { arrow: last, start: decision, end },
    ]);
  });
});

describe('grouping', () => {
  test('sees each stroke of a full sheet as well as one alone [REC-10]', () => {
    const count = 500;
    const strokes = Array.from({ length: count }, (_, i) => wobblyBox((i % 25) * 90, Math.floor(i / 25) * 90));
    const named = group(strokes, model).map(({ recognition }) => recognition.shape);
    expect(named).toEqual(Array.from({ length: count }, () => 'rectangle'));
  });

  test('gives every stroke to one group, in the order of drawing [REC-10]', () => {
    const strokes: Stroke[] = [
      [
        [0, 0],
        [50, 1],
      ],
      [],
      [
        [200, 200],
        [260, 201],
      ],
      [
        [55, 0],
        [54, 40],
      ],
    ];
    const members = group(strokes, model).flatMap((entry) => entry.strokes);
    expect(members.toSorted((a, b) => a - b)).toEqual([0, 2, 3]);
  });

  test('puts together a figure whose last side comes after something else [REC-10]', () => {
    const strokes: Stroke[] = [
      [
        [0, 0],
        [100, 2],
      ],
      [
        [99, 0],
        [101, 60],
      ],
      [
        [0, 61],
        [100, 60],
      ],
      [
        [400, 400],
        [440, 402],
        [480, 400],
      ],
      [
        [1, 0],
        [0, 60],
      ],
    ];
    const groups = group(strokes, model);
    expect(groups.find((entry) => entry.strokes.includes(4))).toMatchObject({
      strokes: [0, 1, 2, 4],
      recognition: { shape: 'rectangle' },
    });
  });

  test('ends a figure at a long pause [REC-10]', () => {
    const strokes: Stroke[] = [
      [
        [0, 0, 0],
        [100, 2, 200],
      ],
      [
        [50, -50, 60_000],
        [52, 50, 60_200],
      ],
    ];
    expect(group(strokes, model).map((entry) => entry.strokes)).toEqual([[0], [1]]);
  });
});
