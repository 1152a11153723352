import type { DrawingElement } from '../drawing-element.ts';
import { TemplateSheet } from './template-sheet.ts';

export interface FlowchartWords {
  start: string;
  step: string;
  question: string;
  yes: string;
  no: string;
  fix: string;
  end: string;
}

/** A start, a step, a question with two ways out, an end. */
export function flowchart(makeId: () => string, words: FlowchartWords): DrawingElement[] {
  const sheet = new TemplateSheet(makeId, 'hand');
  const start = sheet.box('ellipse', { x: 40, y: 0, width: 160, height: 80 }, words.start, { fill: '#d3f9d8' });
  const step = sheet.box('rectangle', { x: 20, y: 150, width: 200, height: 80 }, words.step, {
    fill: '#a5d8ff',
    round: true,
  });
  const question = sheet.box('diamond', { x: 0, y: 300, width: 240, height: 150 }, words.question, {
    fill: '#ffec99',
    round: true,
  });
  const fix = sheet.box('rectangle', { x: 380, y: 335, width: 200, height: 80 }, words.fix, {
    fill: '#a5d8ff',
    round: true,
  });
  const end = sheet.box('ellipse', { x: 40, y: 540, width: 160, height: 80 }, words.end, { fill: '#ffc9c9' });
  sheet.arrow([start, 'bottom'], [step, 'top']);
  sheet.arrow([step, 'bottom'], [question, 'top']);
  sheet.arrow([question, 'bottom'], [end, 'top'], { label: words.yes });
  sheet.arrow([question, 'right'], [fix, 'left'], { label: words.no });
  sheet.arrow([fix, 'top'], [step, 'right']);
  return sheet.elements;
}
