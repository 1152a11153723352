import * as encoding from 'lib0/encoding';
import { ByteReader } from './byte-reader.ts';
import { skipContent, structRef } from './struct-content.ts';
import {
  flagOrigin,
  flagParentKey,
  flagRightOrigin,
  type ParsedUpdate,
  refMask,
  type StructSection,
} from './update-reader.ts';

/**
 * How deep shared types may be nested in each other. Yjs deletes and forgets what is inside a type by calling itself,
 * so a few thousand levels end in every client as a stack overflow.
 */
export const deepestNesting = 200;

/** Depths by clock: flat pairs of first clock and depth, which holds until the next pair. Depth 0 before the first. */
export type DepthRuns = number[];

/**
 * How deep every struct lies: 0 in a root type, else one more than the item of the type that it is in. Only clients
 * that have written inside nested types are kept, so a document of root types costs nothing.
 */
export class NestingDepths {
  private readonly runs = new Map<number, DepthRuns>();

  get empty(): boolean {
    return this.runs.size === 0;
  }

  depth(client: number, clock: number): number {
    const runs = this.runs.get(client);
    return runs === undefined ? 0 : depthIn(runs, clock);
  }

  /** Takes over what an update says about a client from `from` on. */
  add(client: number, from: number, added: DepthRuns): void {
    let runs = this.runs.get(client);
    if (runs === undefined) {
      if (added.length === 0) return;
      runs = [];
      this.runs.set(client, runs);
    }
    addRun(runs, from, depthIn(added, from));
    for (let i = 0; i < added.length; i += 2) {
      if ((added[i] as number) > from) addRun(runs, added[i] as number, added[i + 1] as number);
    }
  }

  write(encoder: encoding.Encoder): void {
    encoding.writeVarUint(encoder, this.runs.size);
    for (const [client, runs] of this.runs) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, runs.length);
      for (const bound of runs) encoding.writeVarUint(encoder, bound);
    }
  }

  static read(reader: ByteReader): NestingDepths {
    const depths = new NestingDepths();
    for (let left = reader.count(2); left > 0; left--) {
      const client = reader.varUint();
      depths.runs.set(
        client,
        Array.from({ length: reader.count(1) }, () => reader.varUint()),
      );
    }
    return depths;
  }

  clone(): NestingDepths {
    const copy = new NestingDepths();
    for (const [client, runs] of this.runs) copy.runs.set(client, runs.slice());
    return copy;
  }
}

function addRun(runs: DepthRuns, from: number, depth: number): void {
  if ((runs.at(-1) ?? 0) !== depth) runs.push(from, depth);
}

function depthIn(runs: DepthRuns, clock: number): number {
  let low = 0;
  let high = runs.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[2 * middle] as number) <= clock) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (runs[2 * low - 1] as number);
}

export interface Held {
  clock(client: number): number;
  depth(client: number, clock: number): number;
}

/** A section on its way: `clock` is where the next struct starts, `runs` tells of those before it. */
interface Progress {
  readonly section: StructSection;
  readonly reader: ByteReader;
  readonly runs: DepthRuns;
  left: number;
  clock: number;
  /** The struct at `clock` while its place is not known yet. */
  next: Placed | null;
  waiting: boolean;
}

interface Place {
  readonly client: number;
  readonly clock: number;
  /** 1 when the place is the type that the struct is in, 0 when it is a neighbour there. */
  readonly deeper: 0 | 1;
}

interface Placed extends Place {
  readonly length: number;
}

/**
 * The depths of a continuous update's structs, which may lie in types of the same update from other clients. Every
 * struct is read once; where a section needs another one, that one is walked first, as far as it is needed. What is
 * unknown, or goes in a circle, counts as root: the check of continuity has refused it before.
 */
export class NestingWalk {
  private readonly held: Held;
  private readonly deepest: number;
  private readonly progress = new Map<number, Progress>();

  constructor(update: ParsedUpdate, held: Held, deepest: number) {
    this.held = held;
    this.deepest = deepest;
    for (const section of update.sections) {
      const reader = new ByteReader(update.bytes, section.from);
      const left = reader.varUint();
      reader.varUint();
      const clock = reader.varUint();
      this.progress.set(section.client, { section, reader, runs: [], left, clock, next: null, waiting: false });
    }
  }

  /** Throws `MalformedUpdateError` when a struct lies too deep. */
  run(): ReadonlyMap<number, { readonly runs: DepthRuns }> {
    for (const start of this.progress.values()) {
      /** Who waits for whom; `until` is the clock that the one before it needs. */
      const stack = [{ progress: start, until: Number.POSITIVE_INFINITY }];
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const needed = this.advance(top.progress, top.until);
        top.progress.waiting = needed !== null;
        if (needed === null) stack.pop();
        else stack.push(needed);
      }
    }
    return this.progress;
  }

  /** Walks beyond `until` or to the end of the section; comes back earlier with what is needed first. */
  private advance(progress: Progress, until: number): { progress: Progress; until: number } | null {
    while (progress.clock <= until) {
      progress.next ??= nextPlaced(progress);
      if (progress.next === null) return null;
      const { client, clock, deeper, length } = progress.next;
      const other = this.progress.get(client);
      let depth = 0;
      if (clock < this.held.clock(client)) depth = this.held.depth(client, clock) + deeper;
      else if (other !== undefined && clock < other.clock) depth = depthIn(other.runs, clock) + deeper;
      else if (other !== undefined && other !== progress && !other.waiting && clock < other.section.end) {
        return { progress: other, until: clock };
      }
      if (depth > this.deepest) progress.reader.fail('nested-too-deep');
      addRun(progress.runs, progress.clock, depth);
      progress.clock += length;
      progress.next = null;
    }
    return null;
  }
}

/** Steps over structs in root types to the next one whose place is another struct; null at the end. */
function nextPlaced(progress: Progress): Placed | null {
  const { reader, section } = progress;
  while (progress.left > 0) {
    progress.left -= 1;
    const info = reader.byte();
    const ref = info & refMask;
    const isBare = ref === structRef.skip || ref === structRef.gc;
    const place = isBare ? null : readPlace(reader, info);
    const length = isBare ? reader.varUint() : skipContent(reader, ref);
    if (place !== null) return { ...place, length };
    addRun(progress.runs, progress.clock, 0);
    progress.clock += length;
  }
  progress.clock = Math.max(progress.clock, section.end);
  return null;
}

/** Null in a root type. Where there is a left neighbour, Yjs takes its type, else that of the right one. */
function readPlace(reader: ByteReader, info: number): Place | null {
  let place: Place | null = null;
  if ((info & flagOrigin) !== 0) place = { client: reader.varUint(), clock: reader.varUint(), deeper: 0 };
  if ((info & flagRightOrigin) !== 0) {
    const right: Place = { client: reader.varUint(), clock: reader.varUint(), deeper: 0 };
    place ??= right;
  }
  if (place !== null) return place;
  if (reader.varUint() === 1) reader.string();
  else place = { client: reader.varUint(), clock: reader.varUint(), deeper: 1 };
  if ((info & flagParentKey) !== 0) reader.string();
  return place;
}
