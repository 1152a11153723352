import type { ContinuityIndex } from './continuity.ts';
import type { ParsedUpdate } from './update-reader.ts';

/** Who can write under a Yjs client id: a connection on a document, or the hub itself. */
export interface Writer {
  /** Null for the hub. */
  readonly userId: string | null;
  /** Newer connections have higher numbers. */
  readonly connectionNumber: number;
  /** The id of its presence, once it has said one. */
  readonly presenceId: number | null;
  /** What was ignored because of another writer may be sent again: that writer is gone. */
  askAgain(): void;
}

interface Ownership {
  readonly writer: Writer;
  /** Whose structs were ignored meanwhile. */
  readonly ignored: Set<Writer>;
}

/**
 * Nobody writes as somebody else: while the connection that owns a client id is open, new structs under that id from
 * others are ignored; the owner's own sync brings them.
 *
 * An id is claimed by the connection whose own presence says it, or by an `update` with new structs of only that id.
 * A step 2 carries what others wrote, too, and claims nothing. Whoever has written under an id is remembered, so that
 * nobody else can sit on it while its writer is offline. Of two connections of one user the newer one may write under
 * the ids of the older one, because the older one may be what is left of a cut; it takes an id over by its presence,
 * or, having none, by writing. A second window that only brings along what the first one left in a shared local
 * store takes nothing over.
 */
export class ClientIds {
  readonly #owners = new Map<number, Ownership>();
  readonly #users = new Map<number, string>();

  /** Who wrote under these ids before; the latest call wins. */
  remember(clientIds: readonly number[], userId: string | null): void {
    if (userId !== null) for (const clientId of clientIds) this.#users.set(clientId, userId);
  }

  claimByPresence(writer: Writer, clientId: number): void {
    this.#claim(writer, clientId, true);
  }

  /**
   * The ids under which `writer` may not bring anything new now; null when there are none. Claims what an `update`
   * claims.
   */
  ignored(options: {
    writer: Writer;
    update: ParsedUpdate;
    index: ContinuityIndex;
    step2: boolean;
  }): ReadonlySet<number> | null {
    const { writer, update, index, step2 } = options;
    let ignored: Set<number> | null = null;
    let newIds = 0;
    let newId = 0;
    for (const { client, end } of update.sections) {
      if (end <= index.clock(client)) continue;
      newIds += 1;
      newId = client;
      if (this.#mayWrite(writer, client)) continue;
      this.#owners.get(client)?.ignored.add(writer);
      ignored ??= new Set();
      ignored.add(client);
    }
    if (newIds === 1 && ignored === null && !step2) this.#claim(writer, newId, false);
    return ignored;
  }

  /** Ends what `writer` owns and asks those again whose structs were ignored because of it. */
  release(writer: Writer): void {
    const again = new Set<Writer>();
    for (const [clientId, { writer: owner, ignored }] of this.#owners) {
      ignored.delete(writer);
      if (owner !== writer) continue;
      this.#owners.delete(clientId);
      for (const one of ignored) again.add(one);
    }
    for (const one of again) one.askAgain();
  }

  #mayWrite(writer: Writer, clientId: number): boolean {
    const owner = this.#owners.get(clientId)?.writer;
    if (owner === undefined || owner === writer) return true;
    return owner.userId !== null && owner.userId === writer.userId && owner.connectionNumber < writer.connectionNumber;
  }

  #claim(writer: Writer, clientId: number, byPresence: boolean): void {
    const current = this.#owners.get(clientId);
    if (current?.writer === writer || !this.#mayWrite(writer, clientId)) return;
    const before = this.#users.get(clientId);
    if (before !== undefined && before !== writer.userId) return;
    const isOwnId = byPresence || writer.presenceId === null || writer.presenceId === clientId;
    if (current !== undefined && !isOwnId) return;
    this.#owners.set(clientId, { writer, ignored: current?.ignored ?? new Set() });
  }
}
