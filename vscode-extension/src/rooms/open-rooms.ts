/** The rooms that are open in this window. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { toHubClientError } from '@draftroom/core/client/hub-client-error';
import type { ByteFolder } from './byte-folder.ts';
import { createFolderStore, readStoredText } from './folder-store.ts';
import type { HubAccess } from './hub-access.ts';
import { OpenRoom } from './open-room.ts';
import { Signal } from './signal.ts';

export interface OpenRoomsOptions {
  access: HubAccess;
  /** Where this machine keeps what belongs to one person on one hub. */
  folderOf: (hub: string, userId: string) => ByteFolder;
  writer: string;
  webSocket?: typeof WebSocket;
}

/** After a refusal the next question is asked again, but not the same one a hundred times a second. */
const refusalTime = 2_000;

export class OpenRooms {
  readonly opened = new Signal<OpenRoom>();
  /** Told before the room ends. */
  readonly closed = new Signal<OpenRoom>();
  readonly #options: OpenRoomsOptions;
  readonly #opening = new Map<string, Promise<OpenRoom>>();
  readonly #open = new Map<string, OpenRoom>();
  #disposed = false;

  constructor(options: OpenRoomsOptions) {
    this.#options = options;
  }

  get all(): OpenRoom[] {
    return [...this.#open.values()];
  }

  /** Null while it is not open; asks nobody. */
  peek(roomId: string): OpenRoom | null {
    return this.#open.get(roomId) ?? null;
  }

  /** Rejects with `HubClientError`. */
  open(roomId: string): Promise<OpenRoom> {
    const known = this.#opening.get(roomId);
    if (known !== undefined) return known;
    const opening = this.#connect(roomId);
    this.#opening.set(roomId, opening);
    opening.catch(() => {
      setTimeout(() => {
        if (this.#opening.get(roomId) === opening) this.#opening.delete(roomId);
      }, refusalTime);
    });
    return opening;
  }

  async close(roomId: string): Promise<void> {
    const room = this.#open.get(roomId);
    this.#opening.delete(roomId);
    if (room === undefined) return;
    this.#open.delete(roomId);
    this.closed.tell(room);
    await room.dispose();
  }

  /** Documents of this person with changes that the hub does not have. */
  async unsent(hub: string, userId: string): Promise<{ documentId: string; text: string }[]> {
    const { folderOf, writer } = this.#options;
    const folder = folderOf(hub, userId);
    const store = createFolderStore({ folder, writer });
    const kept = await Promise.all(
      (await store.unsent()).map(async ({ documentId }) => ({
        documentId,
        text: await readStoredText(folder, documentId),
      })),
    );
    const drafts = await store.drafts();
    return [...kept, ...drafts.map(({ documentId, refused }) => ({ documentId, text: refused }))];
  }

  /** Somebody has signed in again: their rooms go on where they were. Rooms of somebody else close. */
  async resume(clientOf: (hub: string) => { client: HubClient; userId: string } | null): Promise<void> {
    for (const room of this.all) {
      const now = clientOf(room.client.hub);
      if (now === null) continue;
      if (now.userId === room.userId) room.resume(now.client);
      else await this.close(room.roomId);
    }
  }

  /** Somebody has signed out: their rooms close, and what is kept here for them goes. */
  async forget(hub: string, userId: string): Promise<void> {
    const theirs = this.all.filter((room) => room.client.hub === hub && room.userId === userId);
    const { folderOf, writer } = this.#options;
    await Promise.all(theirs.map((room) => room.store.wipe()));
    await Promise.all(theirs.map((room) => this.close(room.roomId)));
    const folder = folderOf(hub, userId);
    await createFolderStore({ folder, writer }).wipe();
    await folder.remove('rooms');
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await Promise.all(this.all.map((room) => this.close(room.roomId)));
    this.opened.clear();
    this.closed.clear();
  }

  async #connect(roomId: string): Promise<OpenRoom> {
    try {
      const { access, folderOf, writer, webSocket } = this.#options;
      const hub = await access.connect(roomId);
      const room = await OpenRoom.open({
        roomId,
        hub,
        folder: folderOf(hub.client.hub, hub.userId ?? 'nobody'),
        writer,
        ...(webSocket === undefined ? {} : { webSocket }),
      });
      if (this.#disposed) {
        await room.dispose();
        throw new Error('this window is closing');
      }
      this.#open.set(roomId, room);
      this.opened.tell(room);
      return room;
    } catch (error) {
      throw toHubClientError(error);
    }
  }
}
