import type { TextPosition } from './editor-text.ts';

/**
 * Offsets and positions of one text. Positions are the same for LF and CRLF; the offsets an editor reports are not, so
 * those are never used.
 */
export class LineMap {
  readonly #length: number;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  offset({ line, character }: TextPosition): number {
    const start = this.#starts[line];
    if (start === undefined) return line < 0 ? 0 : this.#length;
    const end = (this.#starts[line + 1] ?? this.#length + 1) - 1;
    return Math.min(start + Math.max(0, character), end);
  }

  position(offset: number): TextPosition {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (this.#starts[low] ?? 0) };
  }
}
