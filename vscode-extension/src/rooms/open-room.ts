/** A room as this editor has it open: its socket, its documents, what stands where, and what is kept on this machine. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { type ClientErrorCode, messageOf } from '@draftroom/core/client/hub-client-error';
import { createMemoryStore, type LocalStore } from '@draftroom/core/client/local-store';
import type { ConnectionState } from '@draftroom/core/client/room-connection';
import { RoomSession } from '@draftroom/core/client/room-session';
import type { RoomMember } from '@draftroom/core/schema/rooms';
import type { ByteFolder } from './byte-folder.ts';
import { createFolderStore } from './folder-store.ts';
import type { RoomHub } from './hub-access.ts';
import { RoomFacts } from './room-facts.ts';
import { Signal } from './signal.ts';

export interface OpenRoomOptions {
  roomId: string;
  hub: RoomHub;
  /** What is kept here for this hub and this person. */
  folder: ByteFolder;
  /** Differs between windows and starts. */
  writer: string;
  /** Where the host has no WebSocket of its own. */
  webSocket?: typeof WebSocket;
}

export class OpenRoom {
  readonly roomId: string;
  /** Null for a signed-out reader. */
  readonly userId: string | null;
  readonly session: RoomSession;
  readonly facts: RoomFacts;
  readonly store: LocalStore;
  /** Paths that are being moved from this window: the editor follows those itself. */
  readonly moving = new Set<string>();
  /** The room is not there any more, or not for this person. */
  readonly gone = new Signal<{ code: ClientErrorCode; message: string }>();
  #client: HubClient;
  #ended = false;
  /** As the hub last said it on the room's socket, which is where it refuses. */
  #role: RoomMember['role'] | null = null;

  static async open(options: OpenRoomOptions): Promise<OpenRoom> {
    const { roomId, hub, folder } = options;
    const kept = hub.userId === null ? null : folder;
    const facts = await RoomFacts.load({ roomId, client: hub.client, folder: kept });
    return new OpenRoom(options, facts);
  }

  private constructor(options: OpenRoomOptions, facts: RoomFacts) {
    const { roomId, hub, folder, writer } = options;
    this.roomId = roomId;
    this.#client = hub.client;
    this.userId = hub.userId;
    this.facts = facts;
    this.store = hub.userId === null ? createMemoryStore() : createFolderStore({ folder, writer });
    this.session = new RoomSession({
      hub: hub.client.hub,
      roomId,
      store: this.store,
      ticket: hub.userId === null ? async () => null : () => this.#client.ticket(),
      postUpdate: (documentId, update) => this.#client.postUpdate(documentId, update),
      ...(options.webSocket === undefined ? {} : { webSocket: options.webSocket }),
    });
    this.session.connection.on('state', this.#connectionChanged);
    this.session.presence.on('changed', this.#peopleChanged);
    this.#role = facts.room.role;
    facts.events.listen((event) => {
      if (event.type === 'room.removed') this.#tellGone('not_found');
    });
  }

  get client(): HubClient {
    return this.#client;
  }

  /** Goes on with another session of the same person, after the one before has ended. */
  resume(client: HubClient): void {
    if (client === this.#client) return;
    this.#client = client;
    this.facts.resume(client);
    this.session.connection.retry();
  }

  /** Null for whoever has not joined. */
  get role(): RoomMember['role'] | null {
    return this.#role;
  }

  get name(): string {
    return this.facts.room.name;
  }

  /** The role comes with the socket at once; what else there is to know, an archived room for one, comes with events. */
  get mayWrite(): boolean {
    const { me } = this.session.presence;
    const writes = me === null || me.role === 'owner' || me.role === 'editor';
    return writes && this.facts.room.rights.write;
  }

  async dispose(): Promise<void> {
    this.facts.dispose();
    this.gone.clear();
    await this.session.dispose();
  }

  readonly #peopleChanged = (): void => {
    const { me } = this.session.presence;
    if (me === null || me.role === this.#role) return;
    this.#role = me.role;
    void this.facts.refresh().catch(() => undefined);
  };

  readonly #connectionChanged = (state: ConnectionState): void => {
    // What happened while the hub was away is not in the answers from before.
    if (state.state === 'open') void this.facts.refresh().catch(() => undefined);
    if (state.state === 'stopped' && state.code !== 'not_signed_in') this.#tellGone(state.code);
  };

  #tellGone(code: ClientErrorCode): void {
    if (this.#ended) return;
    this.#ended = true;
    this.gone.tell({ code, message: messageOf(code) });
  }
}
