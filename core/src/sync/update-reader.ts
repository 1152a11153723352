import { ByteReader } from './byte-reader.ts';
import { skipContent, structRef } from './struct-content.ts';

export { type MalformedReason, MalformedUpdateError } from './byte-reader.ts';

/**
 * What an update says, without its content. The reader accepts only what no Yjs client chokes on: every count,
 * length, number, string and reference is checked, and the bytes end where the update ends.
 *
 * Flat lists of numbers hold what there can be much of.
 */
export interface ParsedUpdate {
  readonly bytes: Uint8Array;
  /** Whether a struct names the type that it is in by an id, so that it is in no root type. */
  readonly nests: boolean;
  /** How many items there are (garbage and gaps are no work), … */
  readonly items: number;
  /**
   * … and those of them that do not go on where the one before them in this update ends, so that others may lie between.
   * Triples: client and clock of what it lies behind, or of the type that it opens, and how many clocks before it that
   * is when the client is its own, else 0. Client -1 where it names neither.
   */
  readonly places: readonly number[];
  /** Elements of the longest list of values in one item: Yjs copies such a list whenever it is cut. */
  readonly longestList: number;
  readonly sections: readonly StructSection[];
  /** Triples: clock of the struct, client and clock of what it needs. Only needs from other clients, by section. */
  readonly dependencies: readonly number[];
  /** Triples: client, first clock, clock after the last of structs that arrive deleted (garbage, deleted content). */
  readonly deletedStructs: readonly number[];
  /** Triples: client, first clock, clock after the last. */
  readonly deletions: readonly number[];
  /** Byte offset of the delete set. */
  readonly deletionsFrom: number;
}

/** The structs of one client. */
export interface StructSection {
  readonly client: number;
  readonly clock: number;
  /** Clock after the last struct; 0 when there are only gaps (Skip) and nothing else. */
  readonly end: number;
  /** Who does not hold the client up to here cannot apply the section: a struct follows a gap there. */
  readonly needs: number;
  /** The section's share of `dependencies`, as indices of numbers. */
  readonly dependenciesFrom: number;
  readonly dependenciesTo: number;
  /** Byte offsets of the section. */
  readonly from: number;
  readonly to: number;
}

export const flagOrigin = 0x80;
export const flagRightOrigin = 0x40;
export const flagParentKey = 0x20;
export const refMask = 0x1f;

export function parseUpdate(bytes: Uint8Array): ParsedUpdate {
  const reader = new ByteReader(bytes);
  const found = new Found(bytes);
  const sectionCount = reader.count(5);
  for (let i = 0; i < sectionCount; i++) found.sections.push(readSection(reader, found));
  if (sectionCount > 1) refuseDuplicates(reader, found.sections);
  found.deletionsFrom = reader.pos;
  readDeletions(reader, found.deletions);
  if (reader.pos !== reader.length) reader.fail('trailing-bytes');
  return found;
}

/** Filled while it is read: this is done for every update, so nothing is made twice. */
class Found implements ParsedUpdate {
  readonly bytes: Uint8Array;
  nests = false;
  items = 0;
  readonly places: number[] = [];
  longestList = 0;
  readonly sections: StructSection[] = [];
  readonly dependencies: number[] = [];
  readonly deletedStructs: number[] = [];
  readonly deletions: number[] = [];
  deletionsFrom = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** How many clients an update says it has structs of: told before it is read. */
export function clientsOf(bytes: Uint8Array): number {
  return new ByteReader(bytes).count(5);
}

/** The structs of a section that end at `clock` or before it: how many, and their bytes. */
export function structsUpTo(
  bytes: Uint8Array,
  section: StructSection,
  clock: number,
): { readonly count: number; readonly from: number; readonly to: number } {
  const reader = new ByteReader(bytes, section.from);
  const total = reader.varUint();
  const client = reader.varUint();
  let end = reader.varUint();
  const from = reader.pos;
  const found = new Found(bytes);
  for (let count = 0; count < total; count++) {
    const to = reader.pos;
    end += readStruct(reader, { client, clock: end, info: reader.byte(), found, isFirst: false });
    if (end > clock) return { count, from, to };
  }
  return { count: total, from, to: reader.pos };
}

function readSection(reader: ByteReader, found: Found): StructSection {
  const { dependencies, deletedStructs } = found;
  const from = reader.pos;
  const count = reader.count(2);
  if (count === 0) reader.fail('empty-section');
  const client = reader.varUint();
  const firstClock = reader.varUint();
  const dependenciesFrom = dependencies.length;
  let clock = firstClock;
  let end = 0;
  let needs = 0;
  let afterGap = true;
  for (let i = 0; i < count; i++) {
    const info = reader.byte();
    const ref = info & refMask;
    const next = clock + readStruct(reader, { client, clock, info, found, isFirst: afterGap });
    if (next > Number.MAX_SAFE_INTEGER) reader.fail('clock-overflow');
    if (ref === structRef.skip) {
      afterGap = true;
    } else {
      if (afterGap) needs = clock;
      afterGap = false;
      end = next;
      if (ref === structRef.gc || ref === structRef.deleted) addDeletedStruct(deletedStructs, { client, clock, next });
    }
    clock = next;
  }
  return {
    client,
    clock: firstClock,
    end,
    needs,
    dependenciesFrom,
    dependenciesTo: dependencies.length,
    from,
    to: reader.pos,
  };
}

/** Neighbours become one: there may be as many as half the bytes. */
function addDeletedStruct(structs: number[], { client, clock, next }: { client: number; clock: number; next: number }) {
  const last = structs.length - 3;
  if (last >= 0 && structs[last] === client && structs[last + 2] === clock) structs[last + 2] = next;
  else structs.push(client, clock, next);
}

interface StructHead {
  readonly client: number;
  readonly clock: number;
  readonly info: number;
  readonly found: Found;
  /** Nothing in this section comes right before it: what it goes on from came earlier, and others may have come since. */
  readonly isFirst: boolean;
}

/** Returns how many clocks the struct takes. */
function readStruct(reader: ByteReader, head: StructHead): number {
  const { info } = head;
  const ref = info & refMask;
  if (ref === structRef.skip || ref === structRef.gc) {
    // Yjs reads flags on these in two different ways and never writes them.
    if (info !== ref) reader.fail('unknown-struct');
    const length = reader.varUint();
    if (length === 0) reader.fail('empty-struct');
    return length;
  }
  const { found } = head;
  const { places } = found;
  found.items += 1;
  if ((info & flagOrigin) !== 0) readDependency(reader, head, places);
  if ((info & flagRightOrigin) !== 0) {
    readDependency(reader, head, null);
    if ((info & flagOrigin) === 0) places.push(-1, 0, 0);
  } else if ((info & flagOrigin) === 0) {
    readParent(reader, head);
  }
  const clocks = skipContent(reader, ref);
  if (clocks > found.longestList && (ref === structRef.any || ref === structRef.json)) found.longestList = clocks;
  return clocks;
}

function readParent(reader: ByteReader, head: StructHead): void {
  const { found } = head;
  const kind = reader.varUint();
  if (kind === 0) {
    found.nests = true;
    readDependency(reader, head, found.places);
  } else if (kind === 1) {
    reader.string();
    found.places.push(-1, 0, 0);
  } else {
    reader.fail('unknown-parent-kind');
  }
  if ((head.info & flagParentKey) !== 0) reader.string();
}

/** `places`: where it is noted, unless it is the item right before. */
function readDependency(reader: ByteReader, head: StructHead, places: number[] | null): void {
  const client = reader.varUint();
  const clock = reader.varUint();
  if (client !== head.client) head.found.dependencies.push(head.clock, client, clock);
  // Yjs looks up a client's own ids without asking whether they exist yet, and throws.
  else if (clock >= head.clock) reader.fail('depends-on-itself');
  else if (clock === head.clock - 1 && !head.isFirst) return;
  places?.push(client, clock, client === head.client ? head.clock - clock : 0);
}

function readDeletions(reader: ByteReader, deletions: number[]): void {
  const clientCount = reader.count(4);
  const clients = clientCount > 1 ? new Set<number>() : null;
  for (let i = 0; i < clientCount; i++) {
    const client = reader.varUint();
    if (clients?.has(client)) reader.fail('duplicate-section');
    clients?.add(client);
    const rangeCount = reader.count(2);
    if (rangeCount === 0) reader.fail('empty-section');
    for (let j = 0; j < rangeCount; j++) {
      const clock = reader.varUint();
      const length = reader.varUint();
      if (length === 0) reader.fail('empty-deletion');
      if (clock + length > Number.MAX_SAFE_INTEGER) reader.fail('clock-overflow');
      deletions.push(client, clock, clock + length);
    }
  }
}

function refuseDuplicates(reader: ByteReader, sections: readonly StructSection[]): void {
  const clients = new Set<number>();
  for (const { client } of sections) {
    if (clients.has(client)) reader.fail('duplicate-section');
    clients.add(client);
  }
}
