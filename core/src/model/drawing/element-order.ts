/**
 * Brings elements into one order that is the same for everybody who has the same document. Two people may have taken
 * the same key at the same time, and a foreign client may have written anything: such elements get keys of their own
 * here, in the view. The document is healed by the next writer who needs room between them.
 */
import { keysBetween } from './order-keys.ts';

interface Placed {
  readonly id: string;
  readonly index: string;
}

/** Sorted, with keys that rise. Elements without a key come last, in the order of their ids. */
export function inOrder<Element extends Placed>(elements: Iterable<Element>): Element[] {
  return withRisingKeys([...elements].sort(byPlace));
}

/** For files, whose order is that of the list: keys that fit in with it stay. */
export function keepingOrder<Element extends Placed>(elements: readonly Element[]): Element[] {
  let last = '';
  const placed = elements.map((element) => {
    if (element.index <= last) return { ...element, index: '' };
    last = element.index;
    return element;
  });
  return withRisingKeys(placed);
}

function byPlace(a: Placed, b: Placed): number {
  if (a.index !== b.index) {
    if (a.index === '' || b.index === '') return a.index === '' ? 1 : -1;
    return a.index < b.index ? -1 : 1;
  }
  return a.id < b.id ? -1 : 1;
}

/** Gives the elements whose key does not rise keys between their neighbours. Changes the list, not the elements. */
function withRisingKeys<Element extends Placed>(elements: Element[]): Element[] {
  let last: string | null = null;
  for (let at = 0; at < elements.length; at++) {
    const key = elements[at]?.index ?? '';
    if (key !== '' && (last === null || key > last)) {
      last = key;
      continue;
    }
    let end = at + 1;
    while (end < elements.length && !rises(elements[end]?.index ?? '', last)) end++;
    const high: string | null = elements[end]?.index ?? null;
    const keys = keysBetween(last, high, end - at);
    for (const [i, fresh] of keys.entries()) {
      const element = elements[at + i];
      if (element !== undefined) elements[at + i] = { ...element, index: fresh };
    }
    last = keys.at(-1) ?? last;
    at = end - 1;
  }
  return elements;
}

function rises(key: string, last: string | null): boolean {
  return key !== '' && (last === null || key > last);
}
