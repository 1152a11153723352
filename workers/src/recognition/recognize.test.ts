import { describe, expect, test } from 'vitest';
import { shippedModel } from '../testing/shipped-model.ts';
import { group } from './group.ts';
import { InkError, type Stroke } from './ink.ts';
import { lazyModel, readModel } from './model.ts';
import { recognize } from './recognize.ts';

const model = shippedModel();

function arc(cx: number, cy: number, rx: number, ry: number, from = 0, to = 2 * Math.PI): Stroke {
  return Array.from({ length: 40 }, (_, i) => {
    const angle = from + ((to - from) * i) / 39;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });
}

describe('a drawing', () => {
  test.each<[string, Stroke[]]>([
    [
      'line',
      [
        [
          [10, 10],
          [60, 14],
          [120, 20],
        ],
      ],
    ],
    [
      'rectangle',
      [
        [
          [10, 10],
          [110, 12],
          [112, 70],
          [9, 71],
          [10, 11],
        ],
      ],
    ],
    [
      'rectangle',
      [
        [
          [10, 10],
          [110, 12],
        ],
        [
          [111, 11],
          [112, 70],
        ],
        [
          [9, 71],
          [110, 69],
        ],
        [
          [10, 12],
          [11, 70],
        ],
      ],
    ],
    ['ellipse', [arc(100, 100, 60, 40)]],
    [
      'triangle',
      [
        [
          [60, 10],
          [110, 90],
          [12, 92],
          [60, 11],
        ],
      ],
    ],
    [
      'diamond',
      [
        [
          [60, 10],
          [110, 50],
          [62, 92],
          [10, 51],
          [60, 11],
        ],
      ],
    ],
    [
      'arrow',
      [
        [
          [10, 50],
          [110, 52],
        ],
        [
          [90, 38],
          [112, 52],
          [91, 66],
        ],
      ],
    ],
    [
      'cross',
      [
        [
          [10, 10],
          [80, 84],
        ],
        [
          [79, 12],
          [9, 80],
        ],
      ],
    ],
  ])('is a %s, however many strokes it has [REC-1]', (shape, strokes) => {
    const answer = recognize(strokes, model);
    expect(answer.shape).toBe(shape);
    expect(answer.confidence).toBeGreaterThanOrEqual(model.thresholdOf(answer.shape));
    expect(answer.fitted?.shape).toBe(shape);
    expect(answer.why).toBeNull();
  });

  test('that is no figure is left as it was drawn, with a reason [REC-2]', () => {
    const spiral: Stroke = Array.from({ length: 120 }, (_, i) => [i * Math.cos(i / 6), i * Math.sin(i / 6)] as const);
    const answer = recognize([spiral], model);
    expect(answer).toMatchObject({ shape: 'other', fitted: null });
    expect(answer.why).not.toBeNull();
  });

  test('gives the same figure wherever and however large it is drawn [REC-1]', () => {
    const at = (scale: number, x: number) =>
      recognize([arc(100, 100, 60, 40).map(([px, py]) => [px * scale + x, py * scale - x] as const)], model);
    const [small, large] = [at(0.01, 0), at(1000, 1e6)];
    expect(small.shape).toBe('ellipse');
    expect(large.shape).toBe('ellipse');
    expect(large.confidence).toBeCloseTo(small.confidence, 3);
    const { fitted } = large;
    expect(fitted?.shape === 'ellipse' && Math.abs(fitted.centre.x - 1.1e6) < 2e3).toBe(true);
  });
});

describe('hostile ink', () => {
  test.each<[string, Stroke[]]>([
    ['no strokes', []],
    ['empty strokes', [[], [], []]],
    ['one point', [[[5, 5]]]],
    ['one point again and again', [Array.from({ length: 1000 }, () => [5, 5] as const)]],
    [
      '500 strokes',
      Array.from(
        { length: 500 },
        (_, i) =>
          [
            [i, 0],
            [i, 9],
          ] as const,
      ),
    ],
    [
      'a million points of noise',
      [Array.from({ length: 1_000_000 }, (_, i) => [(i * 7919) % 1009, (i * 104_729) % 997] as const)],
    ],
  ])('%s is left alone [REC-3]', (_, strokes) => {
    expect(recognize(strokes, model)).toMatchObject({ shape: 'other', fitted: null });
  });

  test.each<[string, unknown]>([
    [
      'not-finite',
      [
        [
          [Number.NaN, 1],
          [2, 3],
        ],
      ],
    ],
    [
      'not-finite',
      [
        [
          [0, 1],
          [Number.POSITIVE_INFINITY, 3],
        ],
      ],
    ],
    [
      'out-of-range',
      [
        [
          [0, 1],
          [1e300, 3],
        ],
      ],
    ],
    [
      'not-a-drawing',
      [
        [
          ['1', 2],
          [3, 4],
        ],
      ],
    ],
    ['not-a-drawing', [[[1], [3, 4]]]],
    ['not-a-drawing', [null]],
    ['not-a-drawing', 'strokes'],
    ['not-a-drawing', [[null, undefined]]],
  ])('is refused by name: %s [REC-3]', (code, strokes) => {
    const all = [() => recognize(strokes as Stroke[], model), () => group(strokes as Stroke[], model)];
    for (const call of all) {
      expect(call).toThrow(InkError);
      expect(call).toThrow(code);
    }
  });

  test('a million points that draw a circle are a circle [REC-3]', () => {
    const points = Array.from({ length: 1_000_000 }, (_, i) => {
      const angle = (i / 1e6) * 2 * Math.PI;
      return [Math.cos(angle) * 100, Math.sin(angle) * 100] as const;
    });
    expect(recognize([points], model).shape).toBe('ellipse');
  });

  test('500 strokes are grouped, each into one group [REC-3]', () => {
    const strokes = Array.from(
      { length: 500 },
      (_, i) =>
        [
          [(i % 25) * 40, i],
          [(i % 25) * 40 + 20, i + 5],
        ] as const,
    );
    const groups = group(strokes, model);
    const members = groups.flatMap((entry) => entry.strokes);
    expect(members.length).toBe(500);
    expect(new Set(members).size).toBe(500);
  });
});

describe('a model', () => {
  test('is loaded once, at the first need; a failure is forgotten [REC-8]', async () => {
    let loads = 0;
    const load = lazyModel(async () => {
      loads++;
      if (loads === 1) throw new Error('offline');
      return new Uint8Array();
    });
    await expect(load()).rejects.toThrow('offline');
    await expect(load()).rejects.toThrow('not a file of weights');
    expect(loads).toBe(2);
    expect(() => readModel(new Uint8Array(3))).toThrow('not a file of weights');
  });
});
