import type { DrawingElement, TextElement } from '@draftroom/core/model/drawing/drawing-element';

/** UTF-16 units. */
const longest = 20_000;

/** Texts line by line from top to bottom, within a line from left to right. */
export function textInOrder(elements: readonly DrawingElement[]): { text: string; textCut: boolean } {
  const texts = elements.filter((element) => element.type === 'text').sort((a, b) => a.y - b.y || a.x - b.x);
  const lines: TextElement[][] = [];
  for (const text of texts) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line !== undefined && first !== undefined && text.y < first.y + first.height / 2) line.push(text);
    else lines.push([text]);
  }
  const all = lines
    .flatMap((line) => line.sort((a, b) => a.x - b.x))
    .map(({ originalText }) => originalText.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join('\n');
  return { text: all.slice(0, longest).toWellFormed(), textCut: all.length > longest };
}
