/** The rooms of everybody who is signed in, hub by hub, kept up to date by each hub's own events. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import type { RoomSummary } from '@draftroom/core/schema/rooms';
import { type Disposable, EventEmitter } from 'vscode';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import type { HubAccounts } from '../hubs/hub-accounts.ts';

export interface HubRooms {
  readonly hub: string;
  readonly rooms: readonly RoomSummary[];
  /** The last try failed; what is shown is from before. */
  readonly stale: boolean;
}

export interface MyRoomsDeps {
  readonly accounts: HubAccounts;
  onAccountsChanged(listener: () => void): Disposable;
  readonly log: DraftroomLog;
}

interface Watched {
  readonly client: HubClient;
  unsubscribe(): void;
}

const page = 100;

export class MyRooms implements Disposable {
  readonly #deps: MyRoomsDeps;
  readonly #changed = new EventEmitter<void>();
  readonly #watched = new Map<string, Watched>();
  readonly #listener: Disposable;
  #loaded: readonly HubRooms[] | null = null;
  #loading: Promise<void> | null = null;
  readonly onDidChange = this.#changed.event;

  constructor(deps: MyRoomsDeps) {
    this.#deps = deps;
    this.#listener = deps.onAccountsChanged(() => void this.refresh());
  }

  /** Loaded when first asked for: a window that never shows the list asks no hub. */
  async list(): Promise<readonly HubRooms[]> {
    if (this.#loaded === null) await (this.#loading ?? this.refresh());
    return this.#loaded ?? [];
  }

  find(roomId: string): { hub: string; room: RoomSummary } | null {
    for (const { hub, rooms } of this.#loaded ?? []) {
      const room = rooms.find((candidate) => candidate.id === roomId);
      if (room !== undefined) return { hub, room };
    }
    return null;
  }

  refresh(): Promise<void> {
    const loading = this.#load().finally(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }

  dispose(): void {
    this.#listener.dispose();
    for (const watched of this.#watched.values()) watched.unsubscribe();
    this.#watched.clear();
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    const hubs = this.#deps.accounts.accounts.map((account) => account.hub);
    this.#watch(hubs);
    this.#loaded = await Promise.all(hubs.map((hub) => this.#roomsOf(hub)));
    this.#changed.fire();
  }

  async #roomsOf(hub: string): Promise<HubRooms> {
    const rooms: RoomSummary[] = [];
    try {
      let cursor: string | undefined;
      do {
        const list = await this.#deps.accounts.client(hub)?.trpc.rooms.list.query({ limit: page, cursor });
        rooms.push(...(list?.items ?? []));
        cursor = list?.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return { hub, rooms, stale: false };
    } catch (error) {
      this.#deps.log.error(`rooms of ${hub}`, error);
      const before = this.#loaded?.find((known) => known.hub === hub);
      return { hub, rooms: before?.rooms ?? [], stale: true };
    }
  }

  #watch(hubs: readonly string[]): void {
    for (const [hub, watched] of this.#watched) {
      if (this.#deps.accounts.client(hub) === watched.client) continue;
      watched.unsubscribe();
      this.#watched.delete(hub);
    }
    for (const hub of hubs) {
      const client = this.#deps.accounts.client(hub);
      if (client === null || this.#watched.has(hub)) continue;
      const subscription = client.trpc.events.mine.subscribe(
        {},
        {
          // With the first `ready`, too: what happened between the list and the subscription is in no event.
          onData: () => void this.refresh(),
          onError: (error) => this.#deps.log.error(`events of ${hub}`, error),
        },
      );
      this.#watched.set(hub, { client, unsubscribe: () => subscription.unsubscribe() });
    }
  }
}
