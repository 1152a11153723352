/**
 * What an editor showed in the last while. Until a save is written, people type on and others' edits come, so what it
 * writes is older than what the editor shows, or newer than what has been taken in here; taken for an edit it would take
 * back everything in between. Texts are large and there is one for every key: kept is what leads back from each to the
 * one before.
 */

/** Milliseconds; between the moment that a save is of and its writing lie a few messages. */
const longestSave = 30_000;

interface StepBack {
  /** When the text before was shown last. */
  readonly until: number;
  readonly index: number;
  readonly remove: number;
  readonly insert: string;
}

export class ShownTexts {
  #newest: string | null = null;
  /** The oldest first. */
  readonly #steps: StepBack[] = [];

  add(text: string, now: number): void {
    if (this.#newest !== null && text !== this.#newest) this.#steps.push(stepBack(text, this.#newest, now));
    this.#newest = text;
    while (this.#steps[0] !== undefined && now - this.#steps[0].until > longestSave) this.#steps.shift();
  }

  has(text: string, now: number): boolean {
    if (this.#newest === null) return false;
    const steps = this.#steps.filter(({ until }) => now - until <= longestSave).reverse();
    let { length } = this.#newest;
    const lengths = [length, ...steps.map(({ insert, remove }) => (length += insert.length - remove))];
    const last = lengths.lastIndexOf(text.length);
    let shown = this.#newest;
    for (let at = 0; at <= last; at++) {
      if (shown === text) return true;
      const step = steps[at];
      if (step !== undefined) shown = shown.slice(0, step.index) + step.insert + shown.slice(step.index + step.remove);
    }
    return false;
  }
}

/** What of `after` has to be replaced to have `before` again. */
function stepBack(after: string, before: string, until: number): StepBack {
  const shorter = Math.min(after.length, before.length);
  const start = longest(shorter, (length) => after.slice(0, length) === before.slice(0, length));
  const end = longest(shorter - start, (length) => endOf(after, length) === endOf(before, length));
  return {
    until,
    index: start,
    remove: after.length - start - end,
    insert: before.slice(start, before.length - end),
  };
}

function endOf(text: string, length: number): string {
  return text.slice(text.length - length);
}

/** The largest length for which it is so, when it is so for all smaller ones. Comparing halves is faster than signs. */
function longest(most: number, isSo: (length: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isSo(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
