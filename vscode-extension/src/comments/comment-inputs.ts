import { workspace } from 'vscode';

/** The manifest asks for it in its menus. */
export const controllerId = 'draftroom';

/** What the editor calls the inputs of comments: documents of this scheme, in editors of their own. */
export const commentInputs = { scheme: 'comment' } as const;

/** Whether this person has begun to write a comment, in whichever thread. */
export function isWritingComment(): boolean {
  return workspace.textDocuments.some(
    (document) =>
      document.uri.scheme === commentInputs.scheme &&
      document.uri.authority === controllerId &&
      document.getText().trim() !== '',
  );
}
