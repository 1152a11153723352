import type { CommentReply } from 'vscode';
import type { Command } from '../../command.ts';
import type { CommentActions } from '../comment-actions.ts';

export function beginThread(actions: CommentActions): Command {
  return { id: 'draftroom.beginThread', rethrows: true, run: (reply) => actions.send(reply as CommentReply) };
}

export function replyInThread(actions: CommentActions): Command {
  return { id: 'draftroom.replyInThread', rethrows: true, run: (reply) => actions.send(reply as CommentReply) };
}
