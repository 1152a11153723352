/** The order of a collection's items while its owner moves them. Pure. */

/** The list with one thing at another place; both places are clamped to the list. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const item = list[from];
  if (item === undefined) return list;
  const rest = list.filter((_, index) => index !== from);
  const place = Math.max(0, Math.min(rest.length, to));
  return place === from ? list : [...rest.slice(0, place), item, ...rest.slice(place)];
}

/** What the thing at this place comes behind; null for the first. */
export function before(ids: readonly string[], id: string): string | null {
  const index = ids.indexOf(id);
  return index <= 0 ? null : (ids[index - 1] ?? null);
}

/** In the order that was made here; what is not part of it keeps its place at the end. */
export function inOrder<Item>(
  items: readonly Item[],
  ids: readonly string[] | null,
  idOf: (item: Item) => string,
): readonly Item[] {
  if (ids === null) return items;
  const places = new Map(ids.map((id, index) => [id, index]));
  const placeOf = (item: Item) => places.get(idOf(item)) ?? ids.length;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Where a thing that is dragged to this height belongs, among rows of which the middles are known. */
export function placeAt(middles: readonly number[], y: number, from: number): number {
  return middles.filter((middle, index) => index !== from && middle < y).length;
}
