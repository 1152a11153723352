import { currentLocale } from '../../../kit/messages/language.ts';

/** The hub counts up to here; apart from its schema, which would bring the whole validator along. */
export const facetCap = 1_000;

/** “1,000+” where the hub stopped counting. */
export function countWords(count: number): string {
  const number = new Intl.NumberFormat(currentLocale()).format(Math.min(count, facetCap));
  return count >= facetCap ? `${number}+` : number;
}
