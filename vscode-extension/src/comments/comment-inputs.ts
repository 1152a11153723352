import { type TextDocument, workspace } from 'vscode';

/** The manifest asks for it in its menus. */
export const controllerId = 'draftroom';

/** What the editor calls the inputs of comments: documents of this scheme, in editors of their own. */
export const commentInputs = { scheme: 'comment' } as const;

/** Whether this person has begun to write a comment, in whichever thread. */
export function isWritingComment(): boolean {
  return workspace.textDocuments.some((document) => isReplyInput(document) && isWrittenIn(document));
}

export function isWrittenIn(document: TextDocument): boolean {
  return document.getText().trim() !== '';
}

/** Of a thread that begins or is answered; an input in which a comment is edited has no authority. */
export function isReplyInput({ uri }: TextDocument): boolean {
  return uri.scheme === commentInputs.scheme && uri.authority === controllerId;
}
