/** Colours code for reading: comments, strings, numbers and words of the language, told apart line by line. Pure. */

export type TokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'plain';
export type Token = readonly [kind: TokenKind, text: string];

interface Language {
  readonly line?: string;
  readonly block?: readonly [open: string, close: string];
  /** What a string begins and ends with, one character each. */
  readonly quotes: string;
  readonly keywords: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const cLike = words(
  'abstract as async await break case catch class const continue debugger def default delete do double else enum export extends false final finally float fn for from func function get go goto if impl implements import in inline instanceof int interface is let long loop match mod module mut namespace new nil null object of operator override package private protected pub public readonly return satisfies sealed self set short signed sizeof static struct super switch template this throw throws trait true try type typedef typeof undefined union unsigned use using val var vec2 vec3 vec4 mat4 uniform varying void volatile when where while with yield',
);
const scripts = words(
  'and as assert async await begin break case class continue def del do done elif else elsif end esac except exec export fi finally for from function global if import in is lambda let local module nil None nonlocal not null or pass puts raise require rescue return self then True False true false try unless until when while with yield',
);

const braces: Language = { line: '//', block: ['/*', '*/'], quotes: '"\'`', keywords: cLike };
const hashes: Language = { line: '#', quotes: '"\'', keywords: scripts };
const markup: Language = { block: ['<!--', '-->'], quotes: '"\'', keywords: new Set() };
const plain: Language = { quotes: '', keywords: new Set() };

const languages: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(
    ['python', 'ruby', 'shell', 'yaml', 'toml', 'perl', 'r', 'dockerfile'].map((id) => [id, hashes]),
  ),
  ...Object.fromEntries(['html', 'xml', 'svg', 'vue', 'svelte'].map((id) => [id, markup])),
  ...Object.fromEntries(['markdown', 'plaintext', 'text', 'csv'].map((id) => [id, plain])),
  css: { block: ['/*', '*/'], quotes: '"\'', keywords: new Set() },
  json: { quotes: '"', keywords: words('true false null') },
  sql: {
    line: '--',
    block: ['/*', '*/'],
    quotes: "'",
    keywords: words(
      'select from where insert into update delete create table index on and or not null join left right inner group by order limit values set as primary key references SELECT FROM WHERE INSERT INTO UPDATE DELETE CREATE TABLE INDEX ON AND OR NOT NULL JOIN LEFT RIGHT INNER GROUP BY ORDER LIMIT VALUES SET AS PRIMARY KEY REFERENCES',
    ),
  },
};

/** Longer lines are no code that anybody reads: they stay plain. */
const longestLine = 2_000;

export function colourCode(lines: readonly string[], languageId: string): Token[][] {
  const language = languages[languageId] ?? braces;
  let inside = false;
  return lines.map((line) => {
    if (line.length > longestLine || language === plain) return [['plain', line] as const];
    const coloured = colourLine(line, language, inside);
    inside = coloured.inside;
    return coloured.tokens;
  });
}

/** `inside`: within a comment that began on a line before. */
function colourLine(line: string, language: Language, inside: boolean): { tokens: Token[]; inside: boolean } {
  const tokens: Token[] = [];
  const add = (kind: TokenKind, text: string): void => {
    const last = tokens.at(-1);
    if (text === '') return;
    if (last?.[0] === kind) tokens[tokens.length - 1] = [kind, last[1] + text];
    else tokens.push([kind, text]);
  };
  let at = 0;
  let within = inside;
  while (at < line.length) {
    const rest = line.slice(at);
    if (within || (language.block !== undefined && rest.startsWith(language.block[0]))) {
      const [, close] = language.block ?? ['', ''];
      const end = line.indexOf(close, within ? at : at + 2);
      within = end === -1;
      const until = within ? line.length : end + close.length;
      add('comment', line.slice(at, until));
      at = until;
      continue;
    }
    const { kind, length } = nextToken(rest, language);
    add(kind, rest.slice(0, length));
    at += length;
  }
  return { tokens, inside: within };
}

function nextToken(rest: string, { line, quotes, keywords }: Language): { kind: TokenKind; length: number } {
  if (line !== undefined && rest.startsWith(line)) return { kind: 'comment', length: rest.length };
  const first = rest.charAt(0);
  if (first !== '' && quotes.includes(first)) return { kind: 'string', length: stringLength(rest, first) };
  const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(rest)?.[0];
  if (word !== undefined) {
    const called = rest[word.length] === '(';
    return { kind: keywords.has(word) ? 'keyword' : called ? 'name' : 'plain', length: word.length };
  }
  const number = /^(?:0x[\da-f]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)/i.exec(rest)?.[0];
  if (number !== undefined) return { kind: 'number', length: number.length };
  return { kind: 'plain', length: 1 };
}

/** Up to the same quote again, or to the end of the line. */
function stringLength(rest: string, quote: string): number {
  for (let at = 1; at < rest.length; at++) {
    if (rest[at] === '\\') at++;
    else if (rest[at] === quote) return at + 1;
  }
  return rest.length;
}
