/** Which room and document an editor shows, and the other way round. */
import type { Peer } from '@draftroom/core/client/presence';
import { type TextEditor, window } from 'vscode';
import type { BoundDocument } from '../documents/bound-document.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';

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

export function peersIn(bound: BoundDocument): Peer[] {
  return bound.room.session.presence.peers.filter(({ state }) => state.doc === bound.documentId);
}
