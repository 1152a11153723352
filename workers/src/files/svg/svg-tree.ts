/** An SVG that holds nothing but what is allowed, and its text. */

export interface SvgElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (SvgElement | string)[];
}

export function writeSvg(root: SvgElement): string {
  const out: string[] = [];
  write(root, out, ' xmlns="http://www.w3.org/2000/svg"');
  return out.join('');
}

function write({ name, attributes, children }: SvgElement, out: string[], more = ''): void {
  out.push(`<${name}${more}`);
  for (const [key, value] of attributes) out.push(` ${key}="${escaped(value)}"`);
  if (children.length === 0) {
    out.push('/>');
    return;
  }
  out.push('>');
  for (const child of children) {
    if (typeof child === 'string') out.push(escaped(child));
    else write(child, out);
  }
  out.push(`</${name}>`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
