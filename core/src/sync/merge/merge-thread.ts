/** Runs in the worker thread of `merger.ts`. One Y.Doc a job: deleted content is dropped, pending parts are kept out. */
import { parentPort } from 'node:worker_threads';
import * as Y from 'yjs';
import { ContinuityIndex } from '../continuity.ts';
import { parseUpdate } from '../update-reader.ts';

export interface MergeJob {
  readonly id: number;
  readonly updates: readonly Uint8Array[];
  /** Null: everything. */
  readonly stateVector: Uint8Array | null;
}

export type MergeAnswer = { readonly id: number } & ({ readonly update: Uint8Array } | { readonly error: string });

parentPort?.on('message', ({ id, updates, stateVector }: MergeJob) => {
  try {
    const update = run(updates, stateVector);
    const answer: MergeAnswer = { id, update };
    parentPort?.postMessage(answer, [update.buffer]);
  } catch (error) {
    const answer: MergeAnswer = { id, error: error instanceof Error ? error.message : String(error) };
    parentPort?.postMessage(answer);
  }
});

function run(updates: readonly Uint8Array[], stateVector: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const encoded = stateVector === null ? Y.encodeStateAsUpdate(doc) : Y.encodeStateAsUpdate(doc, stateVector);
  doc.destroy();
  if (stateVector === null) checkNothingLost(updates, encoded);
  // A buffer of its own, so that it can be moved to the other thread.
  return encoded.slice();
}

/** A merged update that lacks something must never take the place of what went into it. */
function checkNothingLost(updates: readonly Uint8Array[], merged: Uint8Array): void {
  const before = new ContinuityIndex();
  for (const update of updates) before.apply(parseUpdate(update));
  if (!ContinuityIndex.fromState(merged).holds(before)) throw new Error('the merged update lacks something');
}
