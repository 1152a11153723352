/** Which room and document an editor shows, and the other way round. */
import type { Peer } from '@draftroom/core/client/presence';
import { type TextEditor, Uri, window } from 'vscode';
import type { BoundDocument } from '../documents/bound-document.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import { roomAddress } from '../rooms/room-uri.ts';

export interface ShownPlace {
  readonly editor: TextEditor;
  readonly bound: BoundDocument;
}

export function shownPlaces(documents: BoundDocuments): ShownPlace[] {
  return window.visibleTextEditors.flatMap((editor) => {
    const bound = documents.of(editor.document);
    return bound === null ? [] : [{ editor, bound }];
  });
}

export function documentUri(room: OpenRoom, documentId: string): Uri | null {
  const node = room.facts.tree.byId(documentId);
  return node === null ? null : Uri.from(roomAddress(room.roomId, node.path));
}

export function peersIn(bound: BoundDocument): Peer[] {
  return bound.room.session.presence.peers.filter(({ state }) => state.doc === bound.documentId);
}
