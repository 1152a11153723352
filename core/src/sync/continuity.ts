import * as encoding from 'lib0/encoding';
import type { ByteReader } from './byte-reader.ts';
import { NestingDepths, NestingWalk } from './nesting.ts';
import { RangeSet } from './range-set.ts';
import { type ParsedUpdate, parseUpdate, type StructSection } from './update-reader.ts';

/** What is missing before an update can be applied: this client's structs up to and with this clock. */
export interface Gap {
  readonly client: number;
  readonly clock: number;
}

export type Continuity = 'new' | 'nothing-new' | { readonly gap: Gap };

/**
 * What one document holds, as far as the order of updates is concerned: how much of every client, and what is
 * deleted. An update is *continuous* when a Yjs document that holds exactly this applies it with nothing left
 * pending. Clocks alone cannot tell: a delete-only update has no structs, and an insert after an unseen item has
 * continuous clocks of its own.
 */
export class ContinuityIndex {
  private readonly clocks: Map<number, number>;
  private readonly deleted: Map<number, RangeSet>;
  private depths: NestingDepths;

  constructor() {
    this.clocks = new Map();
    this.deleted = new Map();
    this.depths = new NestingDepths();
  }

  /** Of a trusted update that holds a whole document, such as a snapshot. */
  static fromState(state: Uint8Array): ContinuityIndex {
    const index = new ContinuityIndex();
    index.apply(parseUpdate(state));
    return index;
  }

  /** How much of a client is held: the next clock. */
  clock(client: number): number {
    return this.clocks.get(client) ?? 0;
  }

  /** How many client ids are held. */
  get clients(): number {
    return this.clocks.size;
  }

  /** How many client ids the update would bring. */
  newClients({ sections }: ParsedUpdate): number {
    let count = 0;
    for (const { client, clock } of sections) if (clock === 0 && !this.clocks.has(client)) count += 1;
    return count;
  }

  /** How many separate ranges of deletions are held; what the index costs in memory. */
  get deletedRanges(): number {
    let ranges = 0;
    for (const set of this.deleted.values()) ranges += set.size;
    return ranges;
  }

  /** How many of an update's deletions say something that is not known. */
  newDeletions({ deletions }: ParsedUpdate): number {
    let count = 0;
    for (let i = 0; i < deletions.length; i += 3) {
      const ranges = this.deleted.get(deletions[i] as number);
      if (!ranges?.covers(deletions[i + 1] as number, deletions[i + 2] as number)) count += 1;
    }
    return count;
  }

  /** In how many types a struct lies, root types not counted. */
  depth(client: number, clock: number): number {
    return this.depths.depth(client, clock);
  }

  check(update: ParsedUpdate): Continuity {
    const { sections, deletions } = update;
    let hasNew = false;
    for (const section of sections) {
      const known = this.clock(section.client);
      if (known < section.needs) return { gap: { client: section.client, clock: section.needs - 1 } };
      if (section.end > known) hasNew = true;
    }
    const gap = this.missingDependency(update) ?? this.missingDeleted(update);
    if (gap !== null) return { gap };
    for (let i = 0; !hasNew && i < deletions.length; i += 3) {
      const ranges = this.deleted.get(deletions[i] as number);
      hasNew = ranges === undefined || !ranges.covers(deletions[i + 1] as number, deletions[i + 2] as number);
    }
    return hasNew ? 'new' : 'nothing-new';
  }

  /**
   * Whether a struct may be known in part or a known one is repeated beside new ones. Yjs cuts such structs on
   * arrival, which a forged one turns into an exception: `withoutKnown` makes the update start where the document ends.
   */
  overlaps(update: ParsedUpdate): boolean {
    for (const section of update.sections) {
      const known = this.clock(section.client);
      if (section.clock < known && section.end > known) return true;
    }
    return false;
  }

  /**
   * Takes in an update that `check` has found continuous. Throws `MalformedUpdateError`, and takes in nothing, when it
   * nests types deeper than `deepest`; what is stored already counts as it is.
   */
  apply(update: ParsedUpdate, deepest = Number.POSITIVE_INFINITY): void {
    const { deletedStructs, deletions } = update;
    if (update.nests || !this.depths.empty) this.takeDepths(update, deepest);
    for (let i = 0; i < deletedStructs.length; i += 3) {
      const client = deletedStructs[i] as number;
      const end = deletedStructs[i + 2] as number;
      // What is known already stays as it was.
      const from = Math.max(deletedStructs[i + 1] as number, this.clock(client));
      if (from < end) this.addDeleted(client, from, end);
    }
    for (const { client, end } of update.sections) {
      if (end > this.clock(client)) this.clocks.set(client, end);
    }
    for (let i = 0; i < deletions.length; i += 3) {
      this.addDeleted(deletions[i] as number, deletions[i + 1] as number, deletions[i + 2] as number);
    }
  }

  /** In the form of Yjs, highest client first. */
  stateVector(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, this.clocks.size);
    for (const [client, clock] of [...this.clocks].sort(([a], [b]) => b - a)) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
    return encoding.toUint8Array(encoder);
  }

  /** Whether everything that `other` holds is held here, too. */
  holds(other: ContinuityIndex): boolean {
    for (const [client, clock] of other.clocks) if (this.clock(client) < clock) return false;
    for (const [client, ranges] of other.deleted) {
      const own = this.deleted.get(client);
      for (const [from, to] of ranges) if (own === undefined || !own.covers(from, to)) return false;
    }
    return true;
  }

  write(encoder: encoding.Encoder): void {
    encoding.writeVarUint(encoder, this.clocks.size);
    for (const [client, clock] of this.clocks) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
    encoding.writeVarUint(encoder, this.deleted.size);
    for (const [client, ranges] of this.deleted) {
      encoding.writeVarUint(encoder, client);
      ranges.write(encoder);
    }
    this.depths.write(encoder);
  }

  /** What `write` has written. */
  static read(reader: ByteReader): ContinuityIndex {
    const index = new ContinuityIndex();
    for (let left = reader.count(2); left > 0; left--) {
      const client = reader.varUint();
      index.clocks.set(client, reader.varUint());
    }
    for (let left = reader.count(2); left > 0; left--) {
      const client = reader.varUint();
      index.deleted.set(client, RangeSet.read(reader));
    }
    index.depths = NestingDepths.read(reader);
    return index;
  }

  clone(): ContinuityIndex {
    const copy = new ContinuityIndex();
    for (const [client, clock] of this.clocks) copy.clocks.set(client, clock);
    for (const [client, ranges] of this.deleted) copy.deleted.set(client, ranges.clone());
    copy.depths = this.depths.clone();
    return copy;
  }

  private takeDepths(update: ParsedUpdate, deepest: number): void {
    const walked = new NestingWalk(update, this, deepest).run();
    for (const { client, clock, end } of update.sections) {
      const from = Math.max(clock, this.clock(client));
      if (from < end) this.depths.add(client, from, walked.get(client)?.runs ?? []);
    }
  }

  private addDeleted(client: number, from: number, to: number): void {
    let ranges = this.deleted.get(client);
    if (ranges === undefined) {
      ranges = new RangeSet();
      this.deleted.set(client, ranges);
    }
    ranges.add(from, to);
  }

  private missingDependency(update: ParsedUpdate): Gap | null {
    const { dependencies, sections } = update;
    if (dependencies.length === 0) return null;
    let allKnown = true;
    for (let i = 0; i < dependencies.length && allKnown; i += 3) {
      allKnown = (dependencies[i + 2] as number) < this.clock(dependencies[i + 1] as number);
    }
    if (allKnown) return null;
    return new DependencyWalk(update, (client) => this.clock(client)).run(sections);
  }

  private missingDeleted({ sections, deletions }: ParsedUpdate): Gap | null {
    if (deletions.length === 0) return null;
    let ends: Map<number, number> | null = null;
    for (let i = 0; i < deletions.length; i += 3) {
      const client = deletions[i] as number;
      const last = (deletions[i + 2] as number) - 1;
      if (last < this.clock(client)) continue;
      ends ??= new Map(sections.map((section) => [section.client, section.end]));
      if (last >= (ends.get(client) ?? 0)) return { client, clock: last };
    }
    return null;
  }
}

interface Progress {
  readonly section: StructSection;
  /** Index of the dependency that is looked at next. */
  at: number;
  waiting: boolean;
}

/**
 * Structs of an update may need structs of the same update from other clients. Each section is walked in its order;
 * where it needs another section, that one is walked first, as far as it is needed. Every dependency is looked at
 * at most twice, whatever the update says. Meeting a section that waits already means that they need each other.
 */
class DependencyWalk {
  private readonly dependencies: readonly number[];
  private readonly known: (client: number) => number;
  private readonly progress = new Map<number, Progress>();

  constructor(update: ParsedUpdate, known: (client: number) => number) {
    this.dependencies = update.dependencies;
    this.known = known;
  }

  run(sections: readonly StructSection[]): Gap | null {
    for (const section of sections) {
      this.progress.set(section.client, { section, at: section.dependenciesFrom, waiting: false });
    }
    for (const section of sections) {
      const gap = this.walk(section.client);
      if (gap !== null) return gap;
    }
    return null;
  }

  private walk(client: number): Gap | null {
    const start = this.progress.get(client) as Progress;
    start.waiting = true;
    /** Who waits for whom; `until` is the clock that the one before it needs. */
    const stack = [{ progress: start, until: Number.POSITIVE_INFINITY }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { progress, until } = top;
      if (progress.at === progress.section.dependenciesTo || this.reached(progress) > until) {
        progress.waiting = false;
        stack.pop();
        continue;
      }
      const needed = this.dependencies[progress.at + 1] as number;
      const neededClock = this.dependencies[progress.at + 2] as number;
      const other = this.progress.get(needed);
      if (neededClock < this.known(needed) || (other !== undefined && neededClock < this.reached(other))) {
        progress.at += 3;
      } else if (other === undefined || other.waiting || neededClock >= other.section.end) {
        return { client: needed, clock: neededClock };
      } else {
        other.waiting = true;
        stack.push({ progress: other, until: neededClock });
      }
    }
    return null;
  }

  /** Clock up to which a section's structs could be applied so far. */
  private reached({ section, at }: Progress): number {
    return at === section.dependenciesTo ? section.end : (this.dependencies[at] as number);
  }
}
