/** Just enough of a lexer to colour the few lines of TypeScript in the picture of a room. */
export type TokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'plain';

const pattern =
  /(?<comment>\/\/.*|\/\*.*?\*\/)|(?<string>'[^']*')|(?<number>\b\d+(?:\.\d+)?\b)|(?<keyword>\b(?:import|type|from|export|function|const|if|return|null|void)\b)|(?<name>\b[a-zA-Z]+(?=\())/g;

export function highlight(line: string): [kind: TokenKind, text: string][] {
  const tokens: [TokenKind, string][] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) tokens.push(['plain', line.slice(end, match.index)]);
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? 'plain';
    tokens.push([kind as TokenKind, match[0]]);
    end = match.index + match[0].length;
  }
  if (end < line.length) tokens.push(['plain', line.slice(end)]);
  return tokens;
}
