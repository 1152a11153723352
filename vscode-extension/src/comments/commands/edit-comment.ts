import type { Command } from '../../command.ts';
import type { CommentActions } from '../comment-actions.ts';
import type { ShownComment } from '../shown-comment.ts';

export function editComment(actions: CommentActions): Command {
  return { id: 'draftroom.editComment', run: (comment) => actions.edit(comment as ShownComment) };
}

export function saveComment(actions: CommentActions): Command {
  return { id: 'draftroom.saveComment', run: (comment) => actions.saveEdit(comment as ShownComment) };
}

export function cancelCommentEdit(actions: CommentActions): Command {
  return { id: 'draftroom.cancelCommentEdit', run: (comment) => actions.cancelEdit(comment as ShownComment) };
}
