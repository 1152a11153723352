import type { DrawingElement, Point } from '../drawing-element.ts';
import { TemplateSheet } from './template-sheet.ts';

const cell = 40;
const [columns, rows] = [24, 16];

/** Squared paper: three locked elements, however many squares. */
export function blankGrid(makeId: () => string): DrawingElement[] {
  const sheet = new TemplateSheet(makeId, 'plain');
  const look = { stroke: '#adb5bd', strokeWidth: 1, locked: true, opacity: 60 } as const;
  const [width, height] = [columns * cell, rows * cell];
  sheet.group(() => {
    sheet.shape('rectangle', { x: 0, y: 0, width, height }, look);
    // One line each way, that turns at the edges.
    sheet.line(
      [0, 0],
      turning(columns, (step, far) => [step * cell, far ? height : 0]),
      look,
    );
    sheet.line(
      [0, 0],
      turning(rows, (step, far) => [far ? width : 0, step * cell]),
      look,
    );
  });
  return sheet.elements;
}

function turning(steps: number, at: (step: number, far: boolean) => Point): Point[] {
  return Array.from({ length: steps + 1 }, (_, step) => [at(step, step % 2 === 1), at(step, step % 2 === 0)]).flat();
}
