/** Tells the room where this person is: the document, the selection, what is in sight. */
import { Disposable, type Position, type TextEditor, window, workspace } from 'vscode';
import { commentInputs } from '../comments/comment-inputs.ts';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';

export function tellOwnPresence(rooms: OpenRooms, documents: BoundDocuments): Disposable {
  let editor = window.activeTextEditor;
  const tell = (): void => {
    editor = editorInFront(editor);
    const bound = documents.of(editor?.document);
    for (const room of rooms.all) {
      if (editor === undefined || bound?.room !== room) {
        room.session.presence.set({ doc: shownIn(room), selection: undefined, viewport: undefined });
        continue;
      }
      const [first] = editor.visibleRanges;
      const last = editor.visibleRanges.at(-1);
      const place = (position: Position) => bound.encode(bound.lines.offset(position));
      room.session.presence.set({
        doc: bound.documentId,
        selection: { anchor: place(editor.selection.anchor), head: place(editor.selection.active) },
        ...(first === undefined || last === undefined
          ? {}
          : { viewport: { first: first.start.line + 1, last: last.end.line + 1 } }),
      });
    }
  };
  /** A file that is not bound may say something else than its document: it is told which one it is, and no more. */
  const shownIn = (room: OpenRoom): string | undefined => {
    const place = editor === undefined ? null : documents.documentAt(editor.document.uri);
    return place?.room === room ? place.documentId : undefined;
  };
  const stops = [
    rooms.opened.listen(tell),
    documents.bound.listen(tell),
    documents.unbound.listen(() => queueMicrotask(tell)),
    documents.placesChanged.listen(tell),
  ];
  tell();
  return Disposable.from(
    window.onDidChangeActiveTextEditor(tell),
    window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === editor && tell()),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => textEditor === editor && tell()),
    workspace.onDidChangeTextDocument(({ document }) => document === editor?.document && tell()),
    new Disposable(() => {
      for (const stop of stops) stop();
    }),
  );
}

/** Who writes a comment is still where they were: its input is an editor, too, and the active one. */
function editorInFront(before: TextEditor | undefined): TextEditor | undefined {
  const active = window.activeTextEditor;
  if (active?.document.uri.scheme !== commentInputs.scheme) return active;
  return window.visibleTextEditors.find((visible) => visible === before);
}
