import * as Y from 'yjs';
import { ContinuityIndex } from '../continuity.ts';
import { encodeSnapshot } from '../stored-snapshot.ts';
import { parseUpdate } from '../update-reader.ts';
import { sameOrder } from './same-order.ts';

/** What the merger's thread is asked, and what it answers. */
export type MergeJob =
  | { readonly id: number; readonly kind: 'merge' | 'snapshot'; readonly updates: readonly Uint8Array[] }
  | {
      readonly id: number;
      readonly kind: 'weigh';
      readonly updates: readonly Uint8Array[];
      /** Indices of the updates that count. */
      readonly timed: readonly number[];
    }
  | {
      readonly id: number;
      readonly kind: 'diff';
      readonly updates: readonly Uint8Array[];
      readonly stateVector: Uint8Array;
    };

export type MergeAnswer =
  /** The last update of a job that weighs is begun. */
  | { readonly id: number; readonly reachedLast: true }
  | { readonly id: number; readonly result: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string };

/**
 * Through one document: merging many updates by themselves takes time by the square of their number, and keeps
 * what was deleted.
 */
export function doMergeJob(job: MergeJob, onLast: () => void = () => {}): Uint8Array<ArrayBuffer> {
  const { updates } = job;
  // Without a document, whose making may take much longer.
  if (job.kind === 'diff' && updates.length === 1) {
    return new Uint8Array(Y.diffUpdate(updates[0] as Uint8Array, job.stateVector));
  }
  if (job.kind === 'weigh') return weightOf(job, onLast);
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      throw new Error('the updates do not follow on each other');
    }
    const state = job.kind === 'diff' ? Y.encodeStateAsUpdate(doc, job.stateVector) : Y.encodeStateAsUpdate(doc);
    if (job.kind === 'diff') return new Uint8Array(state);
    checkNothingLost(updates, state);
    checkOrder(doc, state);
    return job.kind === 'snapshot' ? encodeSnapshot(state) : new Uint8Array(state);
  } finally {
    doc.destroy();
  }
}

/**
 * CPU milliseconds as two doubles: of all updates, and of those that count. In one transaction: what beginning and
 * ending one costs depends on the document and not on what was sent.
 */
function weightOf(
  { updates, timed }: { readonly updates: readonly Uint8Array[]; readonly timed: readonly number[] },
  onLast: () => void,
): Uint8Array<ArrayBuffer> {
  const counts = new Set(timed);
  const doc = new Y.Doc();
  let [whole, counted] = [0, 0];
  doc.transact(() => {
    for (const [i, update] of updates.entries()) {
      if (i === updates.length - 1) onLast();
      const before = process.threadCpuUsage();
      Y.applyUpdate(doc, update);
      const { user, system } = process.threadCpuUsage(before);
      whole += user + system;
      if (counts.has(i)) counted += user + system;
    }
  });
  doc.destroy();
  const bytes = Buffer.alloc(16);
  bytes.writeDoubleLE(whole / 1_000);
  bytes.writeDoubleLE(counted / 1_000, 8);
  return new Uint8Array(bytes);
}

/** Nor one from which a joiner would read something else than everybody else does. */
function checkOrder(doc: Y.Doc, merged: Uint8Array): void {
  const joiner = new Y.Doc();
  Y.applyUpdate(joiner, merged);
  const same = sameOrder(doc, joiner);
  joiner.destroy();
  if (!same) throw new Error('the merged update has another order');
}

/** A merged update that lacks something must never take the place of what went into it. */
function checkNothingLost(updates: readonly Uint8Array[], merged: Uint8Array): void {
  const before = new ContinuityIndex();
  for (const update of updates) before.apply(parseUpdate(update));
  if (!ContinuityIndex.fromState(merged).holds(before)) throw new Error('the merged update lacks something');
}
