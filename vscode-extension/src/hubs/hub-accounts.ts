/** The hubs where somebody is signed in, a client for each, and the hub of a room. */
import { createHubClient, type HubClient } from '@draftroom/core/client/hub-client';
import { HubClientError, toHubClientError } from '@draftroom/core/client/hub-client-error';
import type { Disposable } from 'vscode';
import type { HubAccess, RoomHub } from '../rooms/hub-access.ts';
import type { AccountStore, StoredAccount } from './account-store.ts';
import type { KnownRooms } from './known-rooms.ts';
import { untilSignedIn } from './until-signed-in.ts';

export interface HubAccountsDeps {
  readonly store: AccountStore;
  readonly rooms: KnownRooms;
  /** Asks the person to sign in; false when they would not. */
  askToSignIn(hub: string, why: 'room' | 'ended'): Promise<boolean>;
}

interface OpenClient {
  readonly token: string;
  readonly client: HubClient;
}

export class HubAccounts implements HubAccess, Disposable {
  readonly #deps: HubAccountsDeps;
  readonly #clients = new Map<string, OpenClient>();
  readonly #listener: Disposable;
  /** One question at a time and hub, however many parts of a window need the answer. */
  readonly #asking = new Map<string, Promise<boolean>>();
  /** Asked before somebody signs out, who may have work that exists only here. */
  mayLeave: (account: StoredAccount) => Promise<boolean> = async () => true;

  constructor(deps: HubAccountsDeps) {
    this.#deps = deps;
    this.#listener = deps.store.onDidChange(() => this.#accountsChanged());
  }

  get accounts(): readonly StoredAccount[] {
    return this.#deps.store.accounts;
  }

  /** With the token of whoever is signed in there; null when nobody is. */
  client(hub: string): HubClient | null {
    const account = this.#deps.store.of(hub);
    if (account === null) return null;
    const open = this.#clients.get(hub);
    if (open?.token === account.token) return open.client;
    void open?.client.close();
    const client = openClient(hub, account.token, () => void this.#sessionEnded(account));
    this.#clients.set(hub, { token: account.token, client });
    return client;
  }

  /** Who is signed in there, with a client of theirs; null when nobody is. */
  session(hub: string): { client: HubClient; userId: string } | null {
    const account = this.#deps.store.of(hub);
    const client = this.client(hub);
    return account === null || client === null ? null : { client, userId: account.user.id };
  }

  async connect(roomId: string): Promise<RoomHub> {
    const hub = await this.#hubOf(roomId);
    const { store } = this.#deps;
    if (store.of(hub) === null) await untilSignedIn(hub, store, () => this.#ask(hub, 'room'));
    const client = this.client(hub);
    const account = store.of(hub);
    if (client === null || account === null) throw new HubClientError({ code: 'not_signed_in' });
    return { client, userId: account.user.id };
  }

  /** Ends the session on the hub, too; false when the hub could not be told. */
  async signOut(account: StoredAccount): Promise<boolean> {
    if (!(await this.mayLeave(account))) return true;
    const client = this.client(account.hub);
    const told = await client?.trpc.accounts.signOut
      .mutate()
      .then(() => true)
      .catch((error: unknown) => toHubClientError(error).code === 'not_signed_in');
    await this.#deps.store.signOut(account);
    return told ?? true;
  }

  dispose(): void {
    this.#listener.dispose();
    for (const { client } of this.#clients.values()) void client.close();
    this.#clients.clear();
  }

  /** A room that this editor has never seen (a workspace file from elsewhere) is looked for on the hubs in use. */
  async #hubOf(roomId: string): Promise<string> {
    const known = this.#deps.rooms.find(roomId);
    if (known !== null) return known.hub;
    for (const { hub } of this.accounts) {
      const room = await this.client(hub)
        ?.trpc.rooms.get.query({ roomId })
        .catch(() => null);
      if (room == null) continue;
      await this.#deps.rooms.remember(roomId, { hub, name: room.name });
      return hub;
    }
    throw new HubClientError({ code: this.accounts.length === 0 ? 'not_signed_in' : 'not_found' });
  }

  async #sessionEnded(account: StoredAccount): Promise<void> {
    if (this.#deps.store.of(account.hub)?.token !== account.token) return;
    await this.#deps.store.remove(account.hub, account.token);
    await this.#ask(account.hub, 'ended');
  }

  #ask(hub: string, why: 'room' | 'ended'): Promise<boolean> {
    const known = this.#asking.get(hub);
    if (known !== undefined) return known;
    const asking = this.#deps.askToSignIn(hub, why).finally(() => {
      if (this.#asking.get(hub) === asking) this.#asking.delete(hub);
    });
    this.#asking.set(hub, asking);
    return asking;
  }

  #accountsChanged(): void {
    // What is still asked there is answered, and no answer to what is asked later.
    for (const hub of this.#asking.keys()) if (this.#deps.store.of(hub) !== null) this.#asking.delete(hub);
    for (const [hub, open] of this.#clients) {
      if (this.#deps.store.of(hub)?.token === open.token) continue;
      this.#clients.delete(hub);
      void open.client.close();
    }
  }
}

/** A client that speaks for nobody: for sign-in itself. */
export function strangerClient(hub: string): HubClient {
  return openClient(hub, null, () => undefined);
}

function openClient(hub: string, token: string | null, onRefused: () => void): HubClient {
  return createHubClient({
    hub,
    token: () => token,
    // Cookies of a browser that the editor runs in have no part in this.
    fetch: async (input, init) => {
      const response = await fetch(input, { ...init, credentials: 'omit' });
      if (response.status === 401 && token !== null) onRefused();
      return response;
    },
  });
}
