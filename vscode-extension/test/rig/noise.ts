/** A client without an editor that writes and deletes at random, about thirty times a second. */
import { createHubClient, type HubClient } from '@draftroom/core/client/hub-client';
import { createMemoryStore } from '@draftroom/core/client/local-store';
import { RoomSession } from '@draftroom/core/client/room-session';
import { textContent } from '@draftroom/core/model/text/text-document';
import type * as Y from 'yjs';
import { until } from '../../../web/e2e/harness.ts';

export interface NoisePlace {
  readonly roomId: string;
  readonly documentId: string;
  /** What it never deletes. */
  readonly avoid: RegExp;
}

const pause = 33;
const words = ['7', '42 ', 'X', 'Q\n', '\n', 'é', '😀', '-- '];

export class Noise {
  edits = 0;
  readonly #client: HubClient;
  readonly #room: RoomSession;
  readonly #timer: ReturnType<typeof setInterval>;

  static async start(hub: string, person: { token: string }, place: NoisePlace): Promise<Noise> {
    const client = createHubClient({ hub, token: () => person.token });
    const room = new RoomSession({
      hub,
      roomId: place.roomId,
      store: createMemoryStore(),
      ticket: () => client.ticket(),
      postUpdate: (documentId, update) => client.postUpdate(documentId, update),
    });
    const document = room.acquire(place.documentId);
    await until('the noise has the document', () => document.synced);
    return new Noise(client, room, { content: textContent(document.doc), avoid: place.avoid });
  }

  private constructor(client: HubClient, room: RoomSession, options: { content: Y.Text; avoid: RegExp }) {
    this.#client = client;
    this.#room = room;
    this.#timer = setInterval(() => {
      edit(options.content, options.avoid);
      this.edits += 1;
    }, pause);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await until('the noise is saved', () => this.#room.saved.state === 'saved');
    await this.#room.dispose();
    await this.#client.close();
  }
}

function edit(content: Y.Text, avoid: RegExp): void {
  const text = content.toString();
  const at = Math.floor(Math.random() * (text.length + 1));
  // The middle of a surrogate pair is no place to write or to cut.
  const place = /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
  const [next] = text.slice(place);
  if (Math.random() < 0.4 && next !== undefined && !avoid.test(next)) content.delete(place, next.length);
  else content.insert(place, words[Math.floor(Math.random() * words.length)] ?? '7');
}
