import type { DrawingElement, ShapeElement } from '../drawing-element.ts';
import { TemplateSheet } from './template-sheet.ts';

export interface EntityWords {
  entities: readonly { name: string; fields: readonly string[] }[];
}

const rowHeight = 30;
const head = 44;
const width = 220;

/** Tables with their fields and how many of one belong to another. The first stands between the others. */
export function entityDiagram(makeId: () => string, { entities }: EntityWords): DrawingElement[] {
  const sheet = new TemplateSheet(makeId, 'plain');
  const frames = entities.map(({ name, fields }, index): ShapeElement | null => {
    const [x, y] = [index * (width + 140), index % 2 === 1 ? 0 : 90];
    let frame: ShapeElement | null = null;
    sheet.group(() => {
      const height = head + fields.length * rowHeight + 12;
      frame = sheet.shape('rectangle', { x, y, width, height }, { strokeWidth: 1, fill: '#ffffff' });
      sheet.box('rectangle', { x, y, width, height: head }, name, { strokeWidth: 1, fill: '#d0ebff', size: 18 });
      fields.forEach((field, row) => {
        sheet.words([x + 16, y + head + 10 + row * rowHeight], field, { size: 16 });
      });
    });
    return frame;
  });
  frames.slice(1).forEach((frame, index) => {
    const before = frames[index];
    if (frame === null || before === null || before === undefined) return;
    sheet.arrow([before, 'right'], [frame, 'left'], { head: 'crowfoot_many', look: { strokeWidth: 1 } });
  });
  return sheet.elements;
}
