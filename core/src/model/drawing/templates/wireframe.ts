import type { DrawingElement } from '../drawing-element.ts';
import { TemplateSheet } from './template-sheet.ts';

export interface WireframeWords {
  name: string;
  navigation: readonly [string, string, string];
  title: string;
  text: string;
  action: string;
  card: string;
}

const grey = '#868e96';
const pale = '#f1f3f5';

/** A page with its head, what it says first, and three cards. */
export function wireframe(makeId: () => string, words: WireframeWords): DrawingElement[] {
  const sheet = new TemplateSheet(makeId, 'plain');
  const thin = { stroke: grey, strokeWidth: 1 } as const;
  sheet.shape('rectangle', { x: 0, y: 0, width: 880, height: 640 }, { strokeWidth: 1 });
  sheet.group(() => {
    sheet.shape('rectangle', { x: 0, y: 0, width: 880, height: 64 }, { ...thin, fill: pale });
    sheet.words([24, 20], words.name, { size: 20 });
    words.navigation.forEach((word, index) => {
      sheet.words([560 + index * 100, 22], word, { size: 16, colour: grey });
    });
  });
  sheet.words([48, 120], words.title, { size: 36 });
  sheet.words([48, 180], words.text, { size: 16, colour: grey });
  sheet.box('rectangle', { x: 48, y: 240, width: 160, height: 48 }, words.action, {
    fill: '#a5d8ff',
    round: true,
    size: 16,
    strokeWidth: 1,
  });
  sheet.group(() => {
    sheet.shape('rectangle', { x: 520, y: 104, width: 312, height: 208 }, { ...thin, fill: pale });
    sheet.line(
      [520, 104],
      [
        [0, 0],
        [312, 208],
      ],
      thin,
    );
    sheet.line(
      [520, 312],
      [
        [0, 0],
        [312, -208],
      ],
      thin,
    );
  });
  for (const column of [0, 1, 2]) {
    const x = 48 + column * 272;
    sheet.group(() => {
      sheet.shape('rectangle', { x, y: 368, width: 240, height: 224 }, { ...thin, round: true });
      sheet.shape('rectangle', { x: x + 16, y: 384, width: 208, height: 104 }, { ...thin, fill: pale });
      sheet.words([x + 16, 504], words.card, { size: 16 });
      for (const y of [544, 564])
        sheet.line(
          [x + 16, y],
          [
            [0, 0],
            [y === 544 ? 208 : 136, 0],
          ],
          { stroke: '#ced4da' },
        );
    });
  }
  return sheet.elements;
}
