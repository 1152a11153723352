/** Styles of an SVG: declarations and rules that name nothing outside of it. What cannot be told apart is left out. */
import { allowedProperties } from './allowed.ts';

/** `fill: red; stroke: url(#a)` with what is not allowed left out. */
export function cleanDeclarations(style: string): string {
  return withoutComments(style)
    .split(';')
    .map((declaration) => {
      const colon = declaration.indexOf(':');
      return [declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim()] as const;
    })
    .filter(([property, value]) => allowedProperties.has(property) && isHarmless(value))
    .map(([property, value]) => `${property}:${value}`)
    .join(';');
}

/** Plain rules only; every @-rule goes with its block. */
export function cleanStylesheet(css: string): string {
  const rules: string[] = [];
  let rest = withoutComments(css);
  for (;;) {
    const found = /^([^{};]*)([{;])/s.exec(rest);
    if (found === null) return rules.join('\n');
    const [whole, selector = '', sign] = found;
    rest = rest.slice(whole.length);
    if (sign === ';') continue;
    const end = blockEnd(rest);
    const declarations = cleanDeclarations(rest.slice(0, end));
    rest = rest.slice(end + 1);
    if (isSelector(selector.trim()) && declarations !== '') rules.push(`${selector.trim()}{${declarations}}`);
  }
}

/** The only places that a value may name are in the same document. */
export function isHarmless(value: string): boolean {
  // Escapes and entities hide words; there is no need for them in what people draw.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\\<@{}\u0000-\u0008\u000e-\u001f]/.test(value)) return false;
  if (/javascript|expression|-moz-binding|behavior|image\(|image-set|src\(|element\(|attr\(/i.test(value)) return false;
  const outside = value.replace(/url\(\s*(["']?)#[\w.:-]+\1\s*\)/gi, '');
  return !/url\s*\(|:\/\//i.test(outside);
}

function isSelector(selector: string): boolean {
  return selector.length < 500 && /^[\w\s.#,>*:()+~="'[\]-]+$/.test(selector);
}

function withoutComments(css: string): string {
  return css.replace(/\/\*.*?(\*\/|$)/gs, ' ').replace(/<!--|-->/g, ' ');
}

/** Where a block that has begun ends, blocks in it counted. */
function blockEnd(css: string): number {
  let depth = 1;
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return css.length;
}
