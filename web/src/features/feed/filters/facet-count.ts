import { currentLocale } from '../../../kit/messages/language.ts';

/** The hub counts up to here; apart from its schema, which would bring the whole validator along. */
export const facetCap = 1_000;

/** While somebody types it counts no further than this. */
export const suggestedCap = 100;

/** “1,000+” where the hub stopped counting. */
export function countWords(count: number, cap = facetCap): string {
  const number = new Intl.NumberFormat(currentLocale()).format(Math.min(count, cap));
  return count >= cap ? `${number}+` : number;
}
