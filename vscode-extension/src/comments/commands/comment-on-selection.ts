import { CommentThreadCollapsibleState, commands, l10n, window } from 'vscode';
import { type Command, ShownError } from '../../command.ts';
import type { BoundDocuments } from '../../documents/bound-documents.ts';
import { whyNotComment } from '../commenting.ts';
import type { RoomComments } from '../room-comments.ts';

/** Opens an empty thread on what is selected, else on the line of the cursor. */
export function commentOnSelection(comments: RoomComments, documents: BoundDocuments): Command {
  return {
    id: 'draftroom.commentOnSelection',
    run: async () => {
      const editor = window.activeTextEditor;
      const bound = documents.of(editor?.document);
      if (editor === undefined || bound === null) {
        throw new ShownError(l10n.t('Open a text of a room first, and select what you want to comment on.'));
      }
      const whyNot = whyNotComment(bound.room);
      if (whyNot !== null) throw new ShownError(whyNot);
      const { selection } = editor;
      // The editor would fold and unfold the threads that are on the line, instead of beginning one.
      const taken = comments.shown.some(
        ({ view }) =>
          view.uri.toString() === editor.document.uri.toString() && view.range?.end.line === selection.end.line,
      );
      if (taken)
        comments.beginAt(editor.document.uri, selection).collapsibleState = CommentThreadCollapsibleState.Expanded;
      else await commands.executeCommand('workbench.action.addComment');
    },
  };
}
