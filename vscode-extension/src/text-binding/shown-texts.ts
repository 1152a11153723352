/**
 * What an editor showed in the last while. Until a save is written, people type on and others' edits come, so what it
 * writes is older than what the editor shows, or newer than what has been taken in here; taken for an edit it would take
 * back everything in between.
 */

/** Milliseconds; between the moment that a save is of and its writing lie a few messages. */
const longestSave = 30_000;

export class ShownTexts {
  /** When a text was last shown, the oldest first. */
  readonly #shown = new Map<string, number>();

  add(text: string, now: number): void {
    const mark = markOf(text);
    this.#shown.delete(mark);
    this.#shown.set(mark, now);
    for (const [old, at] of this.#shown) {
      if (now - at <= longestSave) break;
      this.#shown.delete(old);
    }
  }

  has(text: string, now: number): boolean {
    const at = this.#shown.get(markOf(text));
    return at !== undefined && now - at <= longestSave;
  }
}

/** Two FNV-1a hashes with different primes, and the length: texts are too large to be kept for every key. */
function markOf(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x2c1b3c6d;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x5bd1e995);
  }
  return `${one >>> 0} ${two >>> 0} ${text.length}`;
}
