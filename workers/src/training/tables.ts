/** Figures as Markdown, for the bench and the model card. */
import { shapes } from '../recognition/vocabulary.ts';
import type { Figures } from './judge.ts';

type Named = readonly (readonly [string, Figures])[];

export function accuracyTable(sets: Named): string {
  const rows = sets.map(([name, { count, correct, wrong, falseSnaps, medianDistance }]) =>
    row([name, String(count), share(correct), share(wrong), share(falseSnaps), medianDistance?.toFixed(4) ?? '']),
  );
  const head = row(['drawings', 'count', 'correct', 'wrong figure', 'false snaps', 'ink to outline']);
  return [head, row(['---', '---:', '---:', '---:', '---:', '---:']), ...rows].join('\n');
}

export function shapeTable(sets: Named): string {
  const rows = shapes.map((shape) =>
    row([
      shape,
      ...sets.map(([, { perShape }]) => {
        const of = perShape[shape];
        return of === undefined ? '' : `${share(of.correct)} (${of.count})`;
      }),
    ]),
  );
  return [row(['shape', ...sets.map(([name]) => name)]), row(['---', ...sets.map(() => '---:')]), ...rows].join('\n');
}

/** Rows: what was drawn; columns: what was answered. */
export function confusionTable({ confusion }: Figures): string {
  const names = shapes.map((shape) => shape.replace('rounded_rect', 'rounded').slice(0, 7));
  const rows = shapes.map((shape, i) =>
    row([shape, ...(confusion[i] ?? []).map((count) => (count === 0 ? '' : String(count)))]),
  );
  return [row(['', ...names]), row(['---', ...names.map(() => '---:')]), ...rows].join('\n');
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toFixed(3).replace(/^0/, '');
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
