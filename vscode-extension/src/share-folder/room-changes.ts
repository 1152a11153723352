/** Which texts of a room to look at again: as the hub tells it, and after a cut by their dates. */
import type { OpenRoom } from '../rooms/open-room.ts';
import type { ShareRecord } from './share-record.ts';

/** The hub writes dates down this late (milliseconds). */
export const dateLag = 15_000;

export interface RoomChangesOptions {
  readonly room: OpenRoom;
  readonly record: ShareRecord;
  /** Milliseconds after which what had no date yet is looked for. */
  readonly lookAgain: number;
  onChanged(documentId: string): void;
}

export class RoomChanges {
  readonly #options: RoomChangesOptions;
  #subscription: { unsubscribe(): void } | null = null;
  #client: object | null = null;
  readonly #stop: () => void;
  #disposed = false;
  #lag: ReturnType<typeof setTimeout> | undefined;
  /** Of the newest change that a list of the hub named. */
  #newest = '';

  constructor(options: RoomChangesOptions) {
    this.#options = options;
    const { room } = options;
    this.#subscribe();
    // A subscription ends with its session; the next one begins anew.
    this.#stop = room.facts.events.listen((event) => {
      if (event.type === 'ready' || event.type === 'reload') this.#subscribe();
    });
  }

  /** Nothing from before is waiting: later only what is newer has to be looked at. */
  lookedAtAll(): void {
    if (this.#newest > this.#options.record.newestSeen) this.#options.record.newestSeen = this.#newest;
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop();
    clearTimeout(this.#lag);
    this.#subscription?.unsubscribe();
  }

  #subscribe(): void {
    const { room } = this.#options;
    if (this.#client === room.client) return;
    this.#client = room.client;
    this.#subscription?.unsubscribe();
    this.#subscription = room.client.trpc.documents.changes.subscribe(
      { roomId: room.roomId },
      {
        onData: (change) => {
          if (change.type === 'changed') this.#options.onChanged(change.documentId);
          else void this.#lookBack().catch(() => undefined);
        },
        onError: () => {
          this.#client = null;
        },
      },
    );
  }

  async #lookBack(): Promise<void> {
    const { room, record, lookAgain, onChanged } = this.#options;
    const { documents } = await room.client.trpc.documents.list.query({ roomId: room.roomId });
    const since = record.newestSeen === '' ? 0 : Date.parse(record.newestSeen) - dateLag;
    const dates = new Map(documents.map(({ id, changedAt }) => [id, changedAt]));
    if (this.#disposed) return;
    clearTimeout(this.#lag);
    this.#lag = setTimeout(() => void this.#lookAgain(dates).catch(() => undefined), lookAgain);
    for (const { id, changedAt, createdAt } of documents) {
      if (changedAt > this.#newest) this.#newest = changedAt;
      // What says what it said when it was made is known since then.
      if (Date.parse(changedAt) >= since && changedAt !== createdAt) onChanged(id);
    }
  }

  /** What changed right before the hub was listened to, and had no date yet. */
  async #lookAgain(dates: ReadonlyMap<string, string>): Promise<void> {
    const { room, onChanged } = this.#options;
    const { documents } = await room.client.trpc.documents.list.query({ roomId: room.roomId });
    for (const { id, changedAt } of documents) if (dates.get(id) !== changedAt) onChanged(id);
  }
}
