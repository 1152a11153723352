/** The documents of the rooms that this window has open, and their texts: from the editor where it has one, else from the hub. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import type { DocumentSummary } from '@draftroom/core/schema/documents';
import { type Uri, workspace } from 'vscode';
import type { HubAccess } from '../rooms/hub-access.ts';

export interface RoomText {
  readonly roomId: string;
  readonly document: DocumentSummary;
  readonly uri: Uri;
}

export interface RoomTextsDeps {
  readonly hubs: HubAccess;
  readonly rooms: { readonly ids: readonly string[] };
  /** Where this window shows a document. */
  uriOf(roomId: string, document: DocumentSummary): Uri;
}

interface KeptText {
  readonly changedAt: string;
  readonly text: string;
}

/** Characters of all texts together that are kept for the next search. */
const keptSize = 32 * 1024 * 1024;

export class RoomTexts {
  readonly #deps: RoomTextsDeps;
  readonly #kept = new Map<string, KeptText>();
  #size = 0;

  constructor(deps: RoomTextsDeps) {
    this.#deps = deps;
  }

  async list(): Promise<RoomText[]> {
    const rooms = await Promise.all(this.#deps.rooms.ids.map((roomId) => this.#listRoom(roomId)));
    return rooms.flat();
  }

  async read({ roomId, document, uri }: RoomText): Promise<string> {
    const open = workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri.toString());
    if (open !== undefined) return open.getText();
    const kept = this.#kept.get(document.id);
    if (kept?.changedAt === document.changedAt) return kept.text;
    const { client } = await this.#deps.hubs.connect(roomId);
    const content = await client.trpc.documents.content.query({ documentId: document.id });
    const text = typeof content === 'string' ? content : '';
    this.#keep(document.id, { changedAt: document.changedAt, text });
    return text;
  }

  async #listRoom(roomId: string): Promise<RoomText[]> {
    const { client } = await this.#deps.hubs.connect(roomId);
    const { documents } = await tree(client, roomId);
    return documents.map((document) => ({ roomId, document, uri: this.#deps.uriOf(roomId, document) }));
  }

  #keep(documentId: string, kept: KeptText): void {
    this.#size -= this.#kept.get(documentId)?.text.length ?? 0;
    this.#kept.delete(documentId);
    this.#kept.set(documentId, kept);
    this.#size += kept.text.length;
    for (const [oldest, { text }] of this.#kept) {
      if (this.#size <= keptSize) return;
      this.#kept.delete(oldest);
      this.#size -= text.length;
    }
  }
}

function tree(client: HubClient, roomId: string) {
  return client.trpc.documents.list.query({ roomId });
}
