/** Tells the room where this person is: the document, the selection, what is in sight. */
import { Disposable, type Position, window, workspace } from 'vscode';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';

export function tellOwnPresence(rooms: OpenRooms, documents: BoundDocuments): Disposable {
  const tell = (): void => {
    const editor = window.activeTextEditor;
    const bound = documents.of(editor?.document);
    for (const room of rooms.all) {
      if (editor === undefined || bound?.room !== room) {
        room.session.presence.set({ doc: undefined, selection: undefined, viewport: undefined });
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
  const stops = [
    rooms.opened.listen(tell),
    documents.bound.listen(tell),
    documents.unbound.listen(() => queueMicrotask(tell)),
  ];
  tell();
  return Disposable.from(
    window.onDidChangeActiveTextEditor(tell),
    window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === window.activeTextEditor && tell()),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => textEditor === window.activeTextEditor && tell()),
    workspace.onDidChangeTextDocument(({ document }) => document === window.activeTextEditor?.document && tell()),
    new Disposable(() => {
      for (const stop of stops) stop();
    }),
  );
}
