import { describe, expect, test } from 'vitest';
import { sampleInk } from '../ink.ts';
import { boxOf, type Point } from '../points.ts';
import type { CleanShape } from '../vocabulary.ts';
import { fit } from './fit.ts';
import { distanceOf } from './fitted.ts';

/** A path through corners with a wave of the given height, as no hand draws it twice. */
function wavy(corners: readonly (readonly [number, number])[], height: number): Point[] {
  return corners.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = corners[i] ?? [x, y];
    return Array.from({ length: 30 }, (_, j) => {
      const t = j / 30;
      const off = height * Math.sin(7 * (i + t) + i);
      return { x: fromX + (x - fromX) * t + off, y: fromY + (y - fromY) * t - off };
    });
  });
}

const circle = Array.from({ length: 60 }, (_, i): [number, number] => [
  90 + 80 * Math.cos(i / 9),
  60 + 50 * Math.sin(i / 9),
]);

const drawn: [CleanShape, Point[][]][] = [
  [
    'line',
    [
      wavy(
        [
          [0, 0],
          [200, 30],
        ],
        1,
      ),
    ],
  ],
  [
    'rectangle',
    [
      wavy(
        [
          [0, 0],
          [200, 3],
          [201, 90],
          [-2, 91],
          [1, -6],
        ],
        1,
      ),
    ],
  ],
  [
    'rectangle',
    [
      wavy(
        [
          [-8, 0],
          [208, 3],
        ],
        1,
      ),
      wavy(
        [
          [200, -9],
          [201, 99],
        ],
        1,
      ),
      wavy(
        [
          [0, 91],
          [206, 90],
        ],
        1,
      ),
      wavy(
        [
          [0, -4],
          [1, 97],
        ],
        1,
      ),
    ],
  ],
  [
    'rounded_rect',
    [
      wavy(
        [
          [20, 0],
          [180, 0],
          [197, 8],
          [200, 20],
          [200, 80],
          [194, 96],
          [180, 100],
          [20, 100],
          [5, 95],
          [0, 80],
          [1, 20],
          [6, 6],
          [20, 1],
        ],
        0.6,
      ),
    ],
  ],
  ['ellipse', [wavy(circle, 0.5)]],
  [
    'triangle',
    [
      wavy(
        [
          [100, 0],
          [200, 150],
          [2, 148],
          [101, -5],
        ],
        1,
      ),
    ],
  ],
  [
    'diamond',
    [
      wavy(
        [
          [100, 0],
          [200, 60],
          [101, 122],
          [0, 61],
          [99, 2],
        ],
        1,
      ),
    ],
  ],
  [
    'parallelogram',
    [
      wavy(
        [
          [50, 0],
          [250, 2],
          [200, 91],
          [0, 90],
          [51, 1],
        ],
        1,
      ),
    ],
  ],
  [
    'polygon',
    [
      wavy(
        [
          [50, 0],
          [150, 0],
          [200, 85],
          [150, 170],
          [50, 172],
          [0, 86],
          [52, 1],
        ],
        1,
      ),
    ],
  ],
  [
    'star',
    [
      wavy(
        [
          [100, 0],
          [160, 180],
          [5, 68],
          [195, 70],
          [40, 182],
          [101, 1],
        ],
        1,
      ),
    ],
  ],
  [
    'star',
    [
      wavy(
        [
          [100, 0],
          [125, 70],
          [195, 70],
          [138, 112],
          [160, 180],
          [100, 138],
          [40, 180],
          [62, 112],
          [5, 70],
          [75, 69],
          [101, 2],
        ],
        1,
      ),
    ],
  ],
  [
    'cross',
    [
      wavy(
        [
          [0, 0],
          [100, 102],
        ],
        1,
      ),
      wavy(
        [
          [100, 1],
          [-2, 100],
        ],
        1,
      ),
    ],
  ],
  [
    'check',
    [
      wavy(
        [
          [0, 60],
          [35, 100],
          [120, 0],
        ],
        1,
      ),
    ],
  ],
  [
    'arrow',
    [
      wavy(
        [
          [0, 0],
          [200, 5],
        ],
        1,
      ),
      wavy(
        [
          [175, -12],
          [201, 5],
          [176, 20],
        ],
        0.5,
      ),
    ],
  ],
  [
    'arrow',
    [
      wavy(
        [
          [0, 0],
          [200, 5],
          [172, -13],
          [200, 6],
          [174, 20],
        ],
        0.5,
      ),
    ],
  ],
  [
    'arrow',
    [
      wavy(
        [
          [0, 0],
          [150, 2],
          [150, 120],
        ],
        1,
      ),
      wavy(
        [
          [138, 98],
          [150, 121],
          [165, 99],
        ],
        0.5,
      ),
    ],
  ],
];

describe('the clean figure', () => {
  test.each(drawn)('of a %s lies within .015 of the diagonal from the ink [REC-4]', (shape, paths) => {
    const strokes = sampleInk(paths)?.strokes ?? [];
    const points = strokes.flat();
    const box = boxOf([points]);
    const fitted = fit(shape, strokes);
    expect(fitted.shape).toBe(shape);
    expect(distanceOf(points, fitted) / Math.hypot(box.width, box.height)).toBeLessThan(0.015);
  });

  test('of a box that was meant to stand straight is straight, and of a turned one turned [REC-4]', () => {
    const turned = (angle: number) => {
      const corners = [
        [-100, -40],
        [100, -40],
        [100, 40],
        [-100, 40],
        [-100, -40],
      ].map(([x = 0, y = 0]): [number, number] => [
        x * Math.cos(angle) - y * Math.sin(angle),
        x * Math.sin(angle) + y * Math.cos(angle),
      ]);
      const fitted = fit('rectangle', sampleInk([wavy(corners, 0.5)])?.strokes ?? []);
      return fitted.shape === 'rectangle' ? fitted : null;
    };
    expect(turned(0.05)?.angle).toBe(0);
    const tilted = turned(0.5);
    expect(tilted?.angle).toBeCloseTo(0.5, 1);
    expect((tilted?.width ?? 0) / (tilted?.height ?? 1)).toBeCloseTo(2.5, 0);
  });

  test('of an arrow points the way that it was meant, and keeps its elbows [REC-4]', () => {
    const elbow = fit('arrow', sampleInk(drawn.at(-1)?.[1] ?? [])?.strokes ?? []);
    expect(elbow).toMatchObject({ shape: 'arrow', curved: false, startHead: false, endHead: true });
    expect(elbow.shape === 'arrow' && elbow.points.length).toBe(3);
    const backwards = fit(
      'arrow',
      sampleInk([
        wavy(
          [
            [200, 5],
            [0, 0],
          ],
          1,
        ),
        wavy(
          [
            [175, -12],
            [201, 5],
            [176, 20],
          ],
          0.5,
        ),
      ])?.strokes ?? [],
    );
    const tip = backwards.shape === 'arrow' ? backwards.points.at(-1) : undefined;
    expect(tip?.x).toBeGreaterThan(0.8);
  });
});
