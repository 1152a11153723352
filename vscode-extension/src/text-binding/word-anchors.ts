/** What two texts surely have in common: words that stand once in each, in the same order (patience diff). Pure. */

/** Pairs of places, both rising. */
export function anchorsOf(old: readonly string[], next: readonly string[]): [number, number][] {
  const places = placesOfSingles(next);
  const pairs: [number, number][] = [];
  for (const [word, oldAt] of placesOfSingles(old)) {
    const newAt = places.get(word);
    if (newAt !== undefined) pairs.push([oldAt, newAt]);
  }
  return longestRising(pairs);
}

/** Words that stand once, in their order, and where. */
function placesOfSingles(words: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (word.trim() === '' || repeated.has(word)) continue;
    if (places.delete(word)) repeated.add(word);
    else places.set(word, at);
  }
  return places;
}

/** The most pairs, of those with a rising first place, whose second place rises, too. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  /** By length less one: the last pair of the row of that length whose second place is the smallest. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [at, [, place]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? -1 : (ends[low - 1] as number));
    ends[low] = at;
  }
  const rising: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) rising.push(pairs[at] as [number, number]);
  return rising.reverse();
}
