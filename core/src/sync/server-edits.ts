import type { UpdateOrigin } from '@draftroom/drizzle/enums';
import * as Y from 'yjs';
import { HubError } from '../contract/errors.ts';
import type { Writer } from './client-ids.ts';
import type { LiveDocument, Offer, OfferedUpdate } from './live-document.ts';
import type { Merger } from './ports.ts';
import type { DocumentRegistry } from './registry.ts';
import { parseUpdate } from './update-reader.ts';

export interface EditSource {
  readonly origin: UpdateOrigin;
  /** For whom the hub edits; null when for nobody. */
  readonly userId: string | null;
}

interface Materialised {
  readonly document: LiveDocument;
  readonly doc: Y.Doc;
  readonly writer: Writer;
  /** How far the `Y.Doc` has got. */
  seq: number;
  usedAt: number;
}

/**
 * Edits and reads by the hub itself. A `Y.Doc` is made from the bytes when one is asked for and forgotten after a
 * while; what an edit changes takes the same way as every other update.
 */
export class ServerEdits {
  readonly #registry: DocumentRegistry;
  readonly #merger: Merger;
  readonly #now: () => number;
  readonly #keepFor: number;
  readonly #docs = new Map<string, Materialised>();

  constructor(options: { registry: DocumentRegistry; merger: Merger; now: () => number; keepFor: number }) {
    this.#registry = options.registry;
    this.#merger = options.merger;
    this.#now = options.now;
    this.#keepFor = options.keepFor;
  }

  get size(): number {
    return this.#docs.size;
  }

  /** Resolves when the document's first update is durable. Throws `already_done` when there is one. */
  async create(
    id: string,
    options: { roomId: string; source: EditSource; fill: (doc: Y.Doc) => void },
  ): Promise<{ seq: number }> {
    const document = await this.#registry.get(id);
    if (document.seq > 0) throw new HubError('already_done');
    document.roomId ??= options.roomId;
    return this.#edit(document, options.source, options.fill);
  }

  /** `change` runs in one transaction; when it throws, nothing is changed. Resolves when the change is durable. */
  async edit(id: string, source: EditSource, change: (doc: Y.Doc) => void): Promise<{ seq: number }> {
    return this.#edit(await this.#existing(id), source, change);
  }

  /** `look` must not change the document. */
  async read<Result>(id: string, look: (doc: Y.Doc) => Result): Promise<Result> {
    const document = await this.#existing(id);
    const materialised = this.#materialise(document);
    let changed = false;
    const onUpdate = () => {
      changed = true;
    };
    materialised.doc.on('update', onUpdate);
    try {
      return look(materialised.doc);
    } finally {
      materialised.doc.off('update', onUpdate);
      if (changed) this.#forget(materialised);
    }
  }

  async state(id: string): Promise<{ seq: number; updates: Uint8Array[] }> {
    const document = await this.#existing(id);
    return { seq: document.seq, updates: document.updates() };
  }

  /** Reads nothing of what is in the document, so it may be one that is too much to read. */
  async head(id: string): Promise<number> {
    const { seq } = await this.#registry.get(id);
    if (seq === 0) throw new HubError('not_found');
    return seq;
  }

  forget(id: string): void {
    const materialised = this.#docs.get(id);
    if (materialised !== undefined) this.#forget(materialised);
  }

  sweep(now: number): void {
    for (const materialised of this.#docs.values()) {
      if (now - materialised.usedAt >= this.#keepFor) this.#forget(materialised);
    }
  }

  close(): void {
    for (const materialised of this.#docs.values()) this.#forget(materialised);
  }

  async #existing(id: string): Promise<LiveDocument> {
    for (;;) {
      const document = await this.#registry.get(id);
      if (document.seq === 0) throw new HubError('not_found');
      await document.work.check(document, this.#merger);
      // While it was tried, it may have left memory, and what is read or written here would not be the document.
      if (this.#registry.loaded(id) === document) return document;
    }
  }

  async #edit(document: LiveDocument, source: EditSource, change: (doc: Y.Doc) => void): Promise<{ seq: number }> {
    if (document.failed) throw new HubError('owner_moved');
    const materialised = this.#materialise(document);
    const update = this.#changeOf(materialised, change);
    if (update !== null) {
      const offer = this.#offer(materialised, { bytes: update, parsed: parseUpdate(update), ...source, source: null });
      if (offer.kind === 'accepted') {
        materialised.seq = offer.seq;
      } else {
        this.#forget(materialised);
        if (offer.kind === 'too-large') throw new HubError('too_large', { limit: 'the size of a document' });
        if (offer.kind === 'gap') throw new Error(`an edit of document ${document.id} does not fit its state`);
      }
    }
    const { seq } = document;
    await document.whenDurable();
    return { seq };
  }

  #offer(materialised: Materialised, update: OfferedUpdate): Offer {
    try {
      return materialised.document.offer(update);
    } catch (error) {
      this.#forget(materialised);
      throw error;
    }
  }

  #changeOf(materialised: Materialised, change: (doc: Y.Doc) => void): Uint8Array | null {
    const { doc } = materialised;
    const updates: Uint8Array[] = [];
    const onUpdate = (update: Uint8Array) => updates.push(update);
    doc.on('update', onUpdate);
    try {
      doc.transact(() => change(doc), this);
    } catch (error) {
      // Half of the change may be in the Y.Doc; none of it is in the document.
      this.#forget(materialised);
      throw error;
    } finally {
      doc.off('update', onUpdate);
    }
    if (updates.length === 0) return null;
    return updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates);
  }

  #materialise(document: LiveDocument): Materialised {
    let materialised = this.#docs.get(document.id);
    if (materialised?.document !== document || materialised.seq < document.snapshotSeq) {
      if (materialised !== undefined) this.#forget(materialised);
      materialised = this.#fromBytes(document);
    }
    const { doc, seq } = materialised;
    if (seq < document.seq) {
      doc.transact(() => {
        for (const one of document.tail) if (one.seq > seq) Y.applyUpdate(doc, one.update, this);
      }, this);
      materialised.seq = document.seq;
    }
    materialised.usedAt = this.#now();
    return materialised;
  }

  #fromBytes(document: LiveDocument): Materialised {
    const doc = new Y.Doc();
    while (document.index.clock(doc.clientID) > 0) doc.clientID = randomClientId();
    if (document.snapshot !== null) Y.applyUpdate(doc, document.snapshot, this);
    const writer: Writer = {
      userId: null,
      connectionNumber: 0,
      presenceId: doc.clientID,
      askAgain: () => {},
    };
    document.clientIds.claimByPresence(writer, doc.clientID);
    const materialised = { document, doc, writer, seq: document.snapshotSeq, usedAt: this.#now() };
    this.#docs.set(document.id, materialised);
    return materialised;
  }

  #forget({ document, doc, writer }: Materialised): void {
    if (this.#docs.get(document.id)?.doc === doc) this.#docs.delete(document.id);
    document.clientIds.release(writer);
    doc.destroy();
  }
}

function randomClientId(): number {
  return globalThis.crypto.getRandomValues(new Uint32Array(1))[0] as number;
}
