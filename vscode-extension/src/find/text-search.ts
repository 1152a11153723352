/** Finds a pattern in texts, line by line, as editors count: lines and UTF-16 columns from 0. Pure. */

export interface SearchPattern {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly isRegExp: boolean;
}

export interface Match {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The whole line, for a preview. */
  readonly preview: string;
}

/** Null when the pattern is empty or no regular expression. */
export function compilePattern({ text, matchCase, wholeWord, isRegExp }: SearchPattern): RegExp | null {
  if (text === '') return null;
  const source = isRegExp ? text : text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source;
  try {
    return new RegExp(bounded, `gu${matchCase ? '' : 'i'}`);
  } catch {
    return null;
  }
}

export function searchText(content: string, pattern: RegExp, limit: number): Match[] {
  const matches: Match[] = [];
  for (const [line, text] of content.split(/\r\n|\r|\n/).entries()) {
    for (const found of text.matchAll(pattern)) {
      // An expression that matches nothing at all would match everywhere.
      if (found[0] === '') continue;
      matches.push({ line, start: found.index, end: found.index + found[0].length, preview: text });
      if (matches.length >= limit) return matches;
    }
  }
  return matches;
}

/** A line as it fits into a list: without its indent, long ones cut around the match. */
export function shownLine({ preview, start, end }: Match, length = 120): string {
  const indent = preview.length - preview.trimStart().length;
  const from = Math.max(Math.min(indent, start), end > length ? start - 40 : 0);
  const cut = preview.slice(from, from + length).trimEnd();
  return `${from > indent ? '…' : ''}${cut}${from + length < preview.length ? '…' : ''}`;
}
