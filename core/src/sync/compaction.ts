import type { ContinuityIndex } from './continuity.ts';
import type { LiveDocument } from './live-document.ts';
import type { Merger, UpdateLog } from './ports.ts';
import type { DocumentRegistry } from './registry.ts';
import { decodeSnapshot } from './stored-snapshot.ts';

export interface CompactionOptions {
  readonly registry: DocumentRegistry;
  readonly log: UpdateLog;
  readonly merger: Merger;
}

/** Merges a document's updates into a new snapshot, off the event loop, while new updates keep coming. */
export class Compaction {
  readonly #options: CompactionOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: CompactionOptions) {
    this.#options = options;
  }

  /** Resolves when the snapshot is stored. Calls for one document share one run. */
  compact(id: string, keepHistory: boolean): Promise<void> {
    let running = this.#running.get(id);
    if (running === undefined) {
      running = this.#run(id, keepHistory).finally(() => this.#running.delete(id));
      this.#running.set(id, running);
    }
    return running;
  }

  async settled(): Promise<void> {
    await Promise.allSettled([...this.#running.values()]);
  }

  async #run(id: string, keepHistory: boolean): Promise<void> {
    const { registry, log, merger } = this.#options;
    const document = await registry.get(id);
    const { seq } = document;
    if (seq === document.snapshotSeq) return;
    const updates = document.updates();
    const before = document.index.clone();
    // A snapshot must not be ahead of the records that it replaces.
    await document.whenDurable();
    const { stored, state } = await merge(merger, document, { updates, before });
    await log.putSnapshot(id, seq, stored, keepHistory);
    document.swapSnapshot(seq, state);
  }
}

/** A document that cannot be merged keeps its tail, which says what everybody has. */
async function merge(
  merger: Merger,
  document: LiveDocument,
  { updates, before }: { updates: readonly Uint8Array[]; before: ContinuityIndex },
): Promise<{ stored: Uint8Array; state: Uint8Array }> {
  try {
    const stored = await merger.snapshot(updates);
    const { state, summary } = decodeSnapshot(stored);
    if (!summary?.index.holds(before)) {
      throw new Error(`document ${document.id}: the merged snapshot differs from its updates and was not used`);
    }
    return { stored, state };
  } catch (error) {
    document.compactFrom = 2 * document.tail.length;
    throw error;
  }
}
