import { CommentThreadCollapsibleState, commands, l10n, window, workspace } from 'vscode';
import { type Command, ShownError } from '../../command.ts';
import type { BoundDocuments } from '../../documents/bound-documents.ts';
import { commentInputs } from '../comment-inputs.ts';
import { whyNotCommentAt } from '../commenting.ts';
import type { RoomComments } from '../room-comments.ts';

/** How long the editor may take to open an input. */
const openingTime = 2_000;

/** Opens an empty thread on what is selected, else on the line of the cursor. */
export function commentOnSelection(comments: RoomComments, documents: BoundDocuments): Command {
  return {
    id: 'draftroom.commentOnSelection',
    run: async () => {
      const candidates = [window.activeTextEditor, ...window.visibleTextEditors];
      const editor = candidates.find((candidate) => documents.placeOf(candidate?.document) !== null);
      const place = documents.placeOf(editor?.document);
      if (editor === undefined || place === null) {
        throw new ShownError(l10n.t('Open a text of a room first, and select what you want to comment on.'));
      }
      const whyNot = whyNotCommentAt(place.room, editor.document.uri);
      if (whyNot !== null) throw new ShownError(whyNot);
      const { selection } = editor;
      // The editor would fold and unfold the threads that are on the line, instead of beginning one.
      const taken = comments.shown.some(
        ({ view }) =>
          view.uri.toString() === editor.document.uri.toString() && view.range?.end.line === selection.end.line,
      );
      if (taken)
        comments.beginAt(editor.document.uri, selection).collapsibleState = CommentThreadCollapsibleState.Expanded;
      else await openInput();
    },
  };
}

/** The editor opens none in a text that has just come into sight, and tells nobody: then it is asked again. */
async function openInput(): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    const opened = inputOpens();
    await commands.executeCommand('workbench.action.addComment');
    if (await opened) return;
  }
}

function inputOpens(): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => done(false), openingTime);
    const listener = workspace.onDidOpenTextDocument(({ uri }) => uri.scheme === commentInputs.scheme && done(true));
    const done = (opened: boolean): void => {
      clearTimeout(late);
      listener.dispose();
      resolve(opened);
    };
  });
}
