import type * as Y from 'yjs';

/**
 * Yjs client ids for the replicas of a document. Every id that has written stays in the document for ever, so one that is
 * free is used again; two replicas at a time never share one.
 */
export class ReplicaIds {
  readonly #free = new WeakMap<Y.Doc, number[]>();

  take(doc: Y.Doc): number {
    return this.#free.get(doc)?.pop() ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  }

  giveBack(doc: Y.Doc, id: number): void {
    this.#free.set(doc, [...(this.#free.get(doc) ?? []), id]);
  }
}
