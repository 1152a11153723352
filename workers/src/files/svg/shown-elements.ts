import type { SvgElement } from './svg-tree.ts';

/**
 * How many elements are drawn when everything that is referred to counts wherever it is: few elements that refer to each
 * other in steps are how a small SVG becomes a million shapes. More than `most`, or a circle: something above `most`.
 */
export function shownElements(root: SvgElement, most: number): number {
  const byId = new Map<string, SvgElement>();
  index(root, byId);
  const known = new Map<SvgElement, number>();
  const under = new Set<SvgElement>();

  function count(element: SvgElement): number {
    const before = known.get(element);
    if (before !== undefined) return before;
    if (under.has(element)) return most + 1;
    under.add(element);
    let sum = 1;
    for (const child of element.children) if (typeof child !== 'string' && sum <= most) sum += count(child);
    for (const id of referencesOf(element)) {
      const other = byId.get(id);
      if (other !== undefined && sum <= most) sum += count(other);
    }
    under.delete(element);
    known.set(element, sum);
    return sum;
  }
  return count(root);
}

function index(element: SvgElement, byId: Map<string, SvgElement>): void {
  const id = element.attributes.get('id');
  if (id !== undefined && !byId.has(id)) byId.set(id, element);
  for (const child of element.children) if (typeof child !== 'string') index(child, byId);
}

function referencesOf({ attributes }: SvgElement): string[] {
  const ids: string[] = [];
  for (const [name, value] of attributes) {
    if (name === 'href' && value.startsWith('#')) ids.push(value.slice(1));
    for (const [, , id = ''] of value.matchAll(/url\(\s*(["']?)#([\w.:-]+)\1\s*\)/gi)) ids.push(id);
  }
  return ids;
}
