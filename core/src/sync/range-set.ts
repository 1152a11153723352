/** Half-open ranges of numbers, kept sorted, apart and merged in one flat list: from, to, from, to … */
export class RangeSet {
  private readonly bounds: number[];

  constructor(bounds: number[] = []) {
    this.bounds = bounds;
  }

  /** How many separate ranges there are. */
  get size(): number {
    return this.bounds.length / 2;
  }

  covers(from: number, to: number): boolean {
    const at = this.firstEndingAtOrAfter(from + 1);
    return at < this.bounds.length && (this.bounds[at] as number) <= from && to <= (this.bounds[at + 1] as number);
  }

  add(from: number, to: number): void {
    const { bounds } = this;
    const length = bounds.length;
    // Ranges mostly come in order, or touch the newest one.
    if (length === 0 || from > (bounds[length - 1] as number)) {
      bounds.push(from, to);
      return;
    }
    const first = this.firstEndingAtOrAfter(from);
    let after = first;
    while (after < length && (bounds[after] as number) <= to) after += 2;
    if (after === first) {
      bounds.splice(first, 0, from, to);
      return;
    }
    bounds[first] = Math.min(from, bounds[first] as number);
    bounds[first + 1] = Math.max(to, bounds[after - 1] as number);
    if (after > first + 2) bounds.splice(first + 2, after - first - 2);
  }

  clone(): RangeSet {
    return new RangeSet(this.bounds.slice());
  }

  *[Symbol.iterator](): Generator<readonly [from: number, to: number]> {
    for (let i = 0; i < this.bounds.length; i += 2) yield [this.bounds[i] as number, this.bounds[i + 1] as number];
  }

  /** Index of the first range that ends at `clock` or later. */
  private firstEndingAtOrAfter(clock: number): number {
    let low = 0;
    let high = this.bounds.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.bounds[2 * middle + 1] as number) < clock) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}
