/** Somebody else in a room, with the product's own client and no editor. */
import { createHubClient, type HubClient } from '@draftroom/core/client/hub-client';
import { createMemoryStore } from '@draftroom/core/client/local-store';
import { RoomSession } from '@draftroom/core/client/room-session';
import { readText, textContent } from '@draftroom/core/model/text/text-document';
import type * as Y from 'yjs';
import { type Rig, type RigPerson, until } from './rig.ts';

export class RoomPerson {
  readonly client: HubClient;
  readonly session: RoomSession;

  constructor(rig: Rig, person: RigPerson, roomId: string) {
    this.client = createHubClient({ hub: rig.hub, token: () => person.token });
    this.session = new RoomSession({
      hub: rig.hub,
      roomId,
      store: createMemoryStore(),
      ticket: () => this.client.ticket(),
      postUpdate: (documentId, update) => this.client.postUpdate(documentId, update),
    });
  }

  async open(documentId: string): Promise<{ content: Y.Text; text(): string }> {
    const document = this.session.acquire(documentId);
    await until('somebody else has the document', () => document.synced);
    return { content: textContent(document.doc), text: () => readText(document.doc) };
  }

  async leave(): Promise<void> {
    await this.session.dispose();
    await this.client.close();
  }
}
