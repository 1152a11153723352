/** What a model says of drawings whose shape is known, and the figures that are made of it. */
import { distanceOf } from '../recognition/fitting/fitted.ts';
import type { Model } from '../recognition/model.ts';
import { boxOf, type Path } from '../recognition/points.ts';
import { recognizePaths } from '../recognition/recognize.ts';
import { isClean, type Shape, shapes } from '../recognition/vocabulary.ts';

export interface Drawing {
  readonly shape: Shape;
  readonly paths: readonly Path[];
}

export interface Verdict {
  readonly truth: Shape;
  readonly answer: Shape;
  /** Mean ink-to-outline distance per diagonal, where a figure was fitted. */
  readonly distance: number | null;
}

export interface Figures {
  readonly count: number;
  /** The same shape, where the two that are left as drawn count as one. */
  readonly correct: number;
  /** Not to be replaced, and replaced: per drawing that is not to be replaced. */
  readonly falseSnaps: number | null;
  /** Taken for another figure, per drawing of a figure. */
  readonly wrong: number | null;
  readonly perShape: Readonly<Record<string, { readonly count: number; readonly correct: number }>>;
  /** Rows: what was drawn; columns: what was answered; both in the vocabulary's order. */
  readonly confusion: readonly (readonly number[])[];
  readonly medianDistance: number | null;
}

export function judge({ shape, paths }: Drawing, model: Model): Verdict {
  const { shape: answer, fitted } = recognizePaths(paths, model);
  if (fitted === null) return { truth: shape, answer, distance: null };
  const points = paths.flat();
  const box = boxOf(paths);
  const diagonal = Math.hypot(box.width, box.height);
  return { truth: shape, answer, distance: distanceOf(points, fitted) / diagonal };
}

export function figuresOf(verdicts: readonly Verdict[]): Figures {
  const confusion = shapes.map((truth) =>
    shapes.map((answer) => verdicts.filter((verdict) => verdict.truth === truth && verdict.answer === answer).length),
  );
  const left = verdicts.filter(({ truth }) => !isClean(truth));
  const figures = verdicts.filter(({ truth }) => isClean(truth));
  const perShape = Object.fromEntries(
    shapes.flatMap((shape) => {
      const drawn = verdicts.filter(({ truth }) => truth === shape);
      return drawn.length === 0 ? [] : [[shape, { count: drawn.length, correct: share(drawn, isCorrect) ?? 0 }]];
    }),
  );
  const distances = verdicts.flatMap(({ truth, answer, distance }) =>
    truth === answer && distance !== null ? [distance] : [],
  );
  return {
    count: verdicts.length,
    correct: share(verdicts, isCorrect) ?? 0,
    falseSnaps: share(left, ({ answer }) => isClean(answer)),
    wrong: share(figures, (verdict) => isClean(verdict.answer) && !isCorrect(verdict)),
    perShape,
    confusion,
    medianDistance: distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? null,
  };
}

function isCorrect({ truth, answer }: Pick<Verdict, 'truth' | 'answer'>): boolean {
  return truth === answer || (!isClean(truth) && !isClean(answer));
}

function share<T>(list: readonly T[], counts: (entry: T) => boolean): number | null {
  return list.length === 0 ? null : list.filter(counts).length / list.length;
}
