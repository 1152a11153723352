/** Finds titles by what people type: words in any order, beginnings of words, and letters in order as a last resort. */

export interface Matchable {
  readonly title: string;
  readonly words?: string;
}

/** Best first; with an empty query all of them in their own order. */
export function matchAll<Item extends Matchable>(items: readonly Item[], query: string): Item[] {
  const wanted = fold(query).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return [...items];
  return items
    .map((item, order) => ({ item, order, score: score(item, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ item }) => item);
}

function score({ title, words = '' }: Matchable, wanted: readonly string[]): number {
  const name = fold(title);
  const rest = fold(words);
  let total = 0;
  for (const part of wanted) {
    const points = Math.max(pointsIn(name, part), pointsIn(rest, part) / 2);
    if (points === 0) return 0;
    total += points;
  }
  return total + (name.startsWith(wanted.join(' ')) ? 40 : 0) - name.length / 1_000;
}

function pointsIn(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at === 0) return 30;
  if (at > 0) return /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') || startsWord(text, part) ? 20 : 10;
  return part.length > 1 && hasInOrder(text, part) ? 3 : 0;
}

function startsWord(text: string, part: string): boolean {
  return text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(part));
}

function hasInOrder(text: string, part: string): boolean {
  let from = 0;
  for (const letter of part) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

/** Without case and accents: “Lucía” is found by “lucia”. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
