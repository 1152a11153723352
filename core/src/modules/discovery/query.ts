/** What somebody typed into a search, taken apart. Only letters and digits go on: nothing here is a language. */

export interface Query {
  readonly words: readonly string[];
  readonly phrases: readonly string[];
  /** Words and phrases that must not be there. */
  readonly without: readonly string[];
  /** The last word, which may go on; empty when the search ends otherwise. */
  readonly unfinished: string;
}

/** More words than this say nothing that fewer do not. */
const mostParts = 16;

const part = /(-?)(?:"([^"]*)"?|“([^”]*)”?|([^\s"“]+))/gu;
const letters = /[\p{L}\p{N}\p{M}]+/gu;

export function parseQuery(text: string): Query {
  const words: string[] = [];
  const phrases: string[] = [];
  const without: string[] = [];
  let unfinished = '';
  for (const [, minus, straight, curly, bare] of [...text.matchAll(part)].slice(0, mostParts)) {
    unfinished = '';
    const quoted = straight ?? curly;
    const pieces = (quoted ?? bare ?? '').match(letters) ?? [];
    if (pieces.length === 0) continue;
    if (minus === '-') without.push(pieces.join(' '));
    else if (quoted !== undefined) phrases.push(pieces.join(' '));
    else {
      words.push(...pieces);
      unfinished = pieces.at(-1) ?? '';
    }
  }
  return { words: unfinished === '' ? words : words.slice(0, -1), phrases, without, unfinished };
}

/** As somebody would type it. */
export function queryText({ words, phrases, without, unfinished }: Query): string {
  const quote = (text: string) => (text.includes(' ') ? `"${text}"` : text);
  return [
    ...phrases.map((phrase) => `"${phrase}"`),
    ...without.map((text) => `-${quote(text)}`),
    ...words,
    ...(unfinished === '' ? [] : [unfinished]),
  ].join(' ');
}
