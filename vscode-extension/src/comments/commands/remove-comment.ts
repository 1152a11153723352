import type { Command } from '../../command.ts';
import type { CommentActions } from '../comment-actions.ts';
import type { ShownComment } from '../shown-comment.ts';

export function removeComment(actions: CommentActions): Command {
  return { id: 'draftroom.removeComment', run: (comment) => actions.remove(comment as ShownComment) };
}
