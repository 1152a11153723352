/**
 * Loaded data in which one design is changed, wherever it stands: as an item of a list or of its pages, as the design of
 * an item, or as the whole. What does not hold it stays the same object, so that nothing renders anew for it.
 */
export function patched<Data>(data: Data, designId: string, change: object): Data {
  if (!isObject(data)) return data;
  if (data.id === designId && 'liked' in data) return { ...data, ...change } as Data;
  for (const key of ['pages', 'items', 'design'] as const) {
    if (!(key in data)) continue;
    const before = data[key];
    const after = Array.isArray(before)
      ? sameOr(before, (part) => patched(part, designId, change))
      : patched(before, designId, change);
    return after === before ? data : ({ ...data, [key]: after } as Data);
  }
  return data;
}

function sameOr(list: readonly unknown[], change: (part: unknown) => unknown): readonly unknown[] {
  const after = list.map(change);
  return after.some((part, index) => part !== list[index]) ? after : list;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
