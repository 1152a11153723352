/** How far from its old place a quote is looked for, in UTF-16 units. */
const searchReach = 5_000;
/** Shorter quotes are everywhere: finding one says nothing. */
const shortestSearched = 4;

/** The words as they were or, when only blanks between them are different, as a formatter has set them. */
export function nearestQuote(text: string, quote: string, hint: number): { start: number; end: number } | null {
  const letters = quote.replace(/\s+/g, '');
  if (letters.length < shortestSearched) return null;
  const from = Math.max(0, hint - searchReach);
  const around = text.slice(from, hint + searchReach + quote.length);
  const plain = (part: string) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  for (const pattern of [plain(quote), letters.split('').map(plain).join('\\s*')]) {
    let best: { start: number; end: number } | null = null;
    for (const match of around.matchAll(new RegExp(pattern, 'g'))) {
      const start = from + match.index;
      if (best !== null && Math.abs(start - hint) >= Math.abs(best.start - hint)) break;
      best = { start, end: start + match[0].length };
    }
    if (best !== null) return best;
  }
  return null;
}
