import type { CommentThread } from 'vscode';
import type { Command } from '../../command.ts';
import type { CommentActions } from '../comment-actions.ts';

export function resolveThread(actions: CommentActions): Command {
  return { id: 'draftroom.resolveThread', run: (thread) => actions.settle(thread as CommentThread, true) };
}

export function reopenThread(actions: CommentActions): Command {
  return { id: 'draftroom.reopenThread', run: (thread) => actions.settle(thread as CommentThread, false) };
}
