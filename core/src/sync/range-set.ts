import * as encoding from 'lib0/encoding';
import type { ByteReader } from './byte-reader.ts';

/** Bounds in one chunk; more are split, so that inserting in the middle never moves much. */
const longestChunk = 1_024;

/** Half-open ranges of numbers, kept sorted, apart and merged. */
export class RangeSet {
  /** Each a flat list: from, to, from, to …; none is empty. */
  private readonly chunks: number[][];

  constructor(chunks: number[][] = []) {
    this.chunks = chunks;
  }

  /** How many separate ranges there are. */
  get size(): number {
    let bounds = 0;
    for (const chunk of this.chunks) bounds += chunk.length;
    return bounds / 2;
  }

  covers(from: number, to: number): boolean {
    const chunk = this.chunks[this.chunkEndingAtOrAfter(from + 1)];
    if (chunk === undefined) return false;
    const at = rangeEndingAtOrAfter(chunk, from + 1);
    return (chunk[at] as number) <= from && to <= (chunk[at + 1] as number);
  }

  add(from: number, to: number): void {
    const { chunks } = this;
    const last = chunks[chunks.length - 1];
    // Ranges mostly come in order, or touch the newest one.
    if (last === undefined || from > (last[last.length - 1] as number)) {
      if (last === undefined || last.length >= longestChunk) chunks.push([from, to]);
      else last.push(from, to);
      return;
    }
    const place = this.chunkEndingAtOrAfter(from);
    const chunk = chunks[place] as number[];
    const first = rangeEndingAtOrAfter(chunk, from);
    let start = from;
    let end = to;
    let after = first;
    for (; after < chunk.length && (chunk[after] as number) <= to; after += 2) {
      start = Math.min(start, chunk[after] as number);
      end = Math.max(end, chunk[after + 1] as number);
    }
    if (after === chunk.length) end = this.takeStartingUpTo(place + 1, end);
    chunk.splice(first, after - first, start, end);
    if (chunk.length > longestChunk) chunks.splice(place + 1, 0, chunk.splice((chunk.length >> 2) << 1));
  }

  clone(): RangeSet {
    return new RangeSet(this.chunks.map((chunk) => chunk.slice()));
  }

  /** In order, each as its distance from the one before and its length. */
  write(encoder: encoding.Encoder): void {
    encoding.writeVarUint(encoder, this.size);
    let last = 0;
    for (const chunk of this.chunks) {
      for (let i = 0; i < chunk.length; i += 2) {
        encoding.writeVarUint(encoder, (chunk[i] as number) - last);
        last = chunk[i + 1] as number;
        encoding.writeVarUint(encoder, last - (chunk[i] as number));
      }
    }
  }

  static read(reader: ByteReader): RangeSet {
    const chunks: number[][] = [];
    let chunk: number[] = [];
    let last = 0;
    for (let left = reader.count(2); left > 0; left--) {
      const from = last + reader.varUint();
      last = from + reader.varUint();
      chunk.push(from, last);
      if (chunk.length < longestChunk && left > 1) continue;
      chunks.push(chunk);
      chunk = [];
    }
    return new RangeSet(chunks);
  }

  *[Symbol.iterator](): Generator<readonly [from: number, to: number]> {
    for (const chunk of this.chunks) {
      for (let i = 0; i < chunk.length; i += 2) yield [chunk[i] as number, chunk[i + 1] as number];
    }
  }

  /** Takes the ranges that start at `end` or before it out of the chunks from `place` on, and returns where they end. */
  private takeStartingUpTo(place: number, end: number): number {
    const { chunks } = this;
    let whole = place;
    let reached = end;
    for (let chunk = chunks[whole]; chunk !== undefined && (chunk[0] as number) <= end; chunk = chunks[whole]) {
      let taken = 0;
      while (taken < chunk.length && (chunk[taken] as number) <= end) taken += 2;
      reached = Math.max(reached, chunk[taken - 1] as number);
      if (taken < chunk.length) {
        chunk.splice(0, taken);
        break;
      }
      whole += 1;
    }
    chunks.splice(place, whole - place);
    return reached;
  }

  private chunkEndingAtOrAfter(clock: number): number {
    const { chunks } = this;
    let low = 0;
    let high = chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const chunk = chunks[middle] as number[];
      if ((chunk[chunk.length - 1] as number) < clock) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Index of the first range of a chunk that ends at `clock` or later. */
function rangeEndingAtOrAfter(chunk: readonly number[], clock: number): number {
  let low = 0;
  let high = chunk.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((chunk[2 * middle + 1] as number) < clock) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}
