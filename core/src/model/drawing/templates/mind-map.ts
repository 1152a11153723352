import type { DrawingElement } from '../drawing-element.ts';
import { TemplateSheet } from './template-sheet.ts';

export interface MindMapWords {
  middle: string;
  /** Four: two on each side. */
  branches: readonly string[];
  leaf: string;
}

const fills = ['#ffec99', '#a5d8ff', '#b2f2bb', '#ffc9c9'];

/** A thought in the middle, branches on both sides, a leaf on each. */
export function mindMap(makeId: () => string, words: MindMapWords): DrawingElement[] {
  const sheet = new TemplateSheet(makeId, 'hand');
  const middle = sheet.box('ellipse', { x: 0, y: 0, width: 240, height: 120 }, words.middle, {
    fill: '#e5dbff',
    size: 24,
  });
  words.branches.forEach((word, index) => {
    const right = index % 2 === 0;
    const y = index < 2 ? -100 : 140;
    const place = { x: right ? 360 : -300, y, width: 180, height: 70 };
    const branch = sheet.box('rectangle', place, word, { fill: fills[index % fills.length] ?? '#fff', round: true });
    const leaf = sheet.words([right ? 640 : -460, y + 24], words.leaf, { size: 16 });
    const [out, back] = right ? (['right', 'left'] as const) : (['left', 'right'] as const);
    sheet.arrow([middle, out], [branch, back], { head: null });
    sheet.arrow([branch, out], [leaf, back], { head: null, look: { strokeWidth: 1 } });
  });
  return sheet.elements;
}
