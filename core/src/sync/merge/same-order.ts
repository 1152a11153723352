/**
 * Whether two documents show the same. A snapshot can hold everything and still show something else: after an update
 * that no honest client writes (an item right of what is left of it) a place depends on what was there before, and a
 * snapshot brings its items in another order than the log did.
 */
import * as Y from 'yjs';

/** As a document holds its root types. */
type AnyType = Y.Doc['share'] extends Map<string, infer Type> ? Type : never;

/** Whether every list has the same items in the same order and every key the same item. */
export function sameOrder(one: Y.Doc, other: Y.Doc): boolean {
  const pairs = [...one.share].map(([name, type]): [AnyType, AnyType | undefined] => [type, other.share.get(name)]);
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (b === undefined) {
      if (a._start !== null || a._map.size > 0) return false;
      continue;
    }
    if (!sameItems(itemsOf(a), itemsOf(b), pairs)) return false;
    const keysOfA = [...a._map].filter(([, item]) => !item.deleted);
    if (keysOfA.length !== [...b._map.values()].filter((item) => !item.deleted).length) return false;
    for (const [key, item] of keysOfA) {
      const twin = b._map.get(key);
      if (twin === undefined || twin.deleted || !sameItems([item], [twin], pairs)) return false;
    }
  }
  return true;
}

function itemsOf(type: AnyType): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = type._start; item !== null; item = item.right) if (!item.deleted) items.push(item);
  return items;
}

/** Items may be cut at different places: compared are the ids of what is in them. */
function sameItems(a: readonly Y.Item[], b: readonly Y.Item[], nested: [AnyType, AnyType | undefined][]): boolean {
  const runsOfA = runsOf(a);
  const runsOfB = runsOf(b);
  if (runsOfA.length !== runsOfB.length || runsOfA.some((value, i) => value !== runsOfB[i])) return false;
  const typesOfB = new Map(typesIn(b));
  for (const [id, type] of typesIn(a)) nested.push([type, typesOfB.get(id)]);
  return true;
}

/** Flat triples of client, clock and end of neighbours that follow each other. */
function runsOf(items: readonly Y.Item[]): number[] {
  const runs: number[] = [];
  for (const { id, length } of items) {
    const last = runs.length - 3;
    if (last >= 0 && runs[last] === id.client && runs[last + 2] === id.clock) runs[last + 2] = id.clock + length;
    else runs.push(id.client, id.clock, id.clock + length);
  }
  return runs;
}

function typesIn(items: readonly Y.Item[]): [string, AnyType][] {
  const types: [string, AnyType][] = [];
  for (const { id, content } of items) {
    if (content instanceof Y.ContentType) types.push([`${id.client}:${id.clock}`, content.type as AnyType]);
  }
  return types;
}
