/** No person means more quotes and lists in one another, and reading thousands of them takes minutes. */
const mostSigns = 20;
const sign = String.raw`(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))`;
const deepStart = new RegExp(`^((?:[ \\t]*${sign}){${mostSigns}})(?:[ \\t]*${sign})+`, 'gm');

/** A text without the signs of Markdown that would take it deeper than that; every word stays. Pure. */
export function boundedDepth(text: string): string {
  return text.replace(deepStart, '$1');
}
