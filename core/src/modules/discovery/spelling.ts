/** How far apart two words are, as people mistype them. */

/** In words this short one wrong letter is as much as can be a slip. */
const shortWord = 5;

/** How many slips may stand between what was typed and what was meant. */
export function mostSlips(word: string): number {
  return [...word].length <= shortWord ? 1 : 2;
}

/**
 * Letters that are missing, too many, others, or two neighbours in the wrong order, each one slip (optimal string
 * alignment distance).
 */
export function slipsBetween(typed: string, meant: string): number {
  const [a, b] = [[...typed], [...meant]];
  let [before, last]: [number[], number[]] = [[], b.map((_, index) => index + 1)];
  for (const [i, letter] of a.entries()) {
    const row: number[] = [];
    const above = (j: number) => (j < 0 ? i : (last[j] ?? 0));
    for (const [j, other] of b.entries()) {
      const left = j === 0 ? i + 1 : (row[j - 1] ?? 0);
      let slips = Math.min(above(j) + 1, left + 1, above(j - 1) + (letter === other ? 0 : 1));
      if (i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other) {
        slips = Math.min(slips, (j === 1 ? i - 1 : (before[j - 2] ?? 0)) + 1);
      }
      row.push(slips);
    }
    [before, last] = [last, row];
  }
  return b.length === 0 ? a.length : (last.at(-1) ?? 0);
}
