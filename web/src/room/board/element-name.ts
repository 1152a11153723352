import { label, t } from '../../kit/messages/language.ts';
import type { OutlineItem } from './outline.ts';

const kinds = {
  rectangle: 'board.kind.rectangle',
  diamond: 'board.kind.diamond',
  ellipse: 'board.kind.ellipse',
  arrow: 'board.kind.arrow',
  line: 'board.kind.line',
  freedraw: 'board.kind.freedraw',
  text: 'board.kind.text',
  image: 'board.kind.image',
  frame: 'board.kind.frame',
  magicframe: 'board.kind.frame',
  embeddable: 'board.kind.embed',
  iframe: 'board.kind.embed',
} as const;

/** What an element is called where there is no picture of it. */
export function elementName({ kind, words, from, to }: OutlineItem): string {
  const what = label(kinds[kind]);
  if (from !== null && to !== null && (from !== '' || to !== '')) {
    const ends = { from: from || t('board.unnamed'), to: to || t('board.unnamed') };
    return words === '' ? t('board.joins', { what, ...ends }) : t('board.joinsNamed', { what, words, ...ends });
  }
  return words === '' ? what : t('board.named', { what, words });
}
