import type { Command } from '../../command.ts';
import type { BoundDocuments } from '../../documents/bound-documents.ts';
import type { CommentActions } from '../comment-actions.ts';
import type { RoomComments } from '../room-comments.ts';
import { commentOnSelection } from './comment-on-selection.ts';
import { copyThreadLink } from './copy-thread-link.ts';
import { cancelCommentEdit, editComment, saveComment } from './edit-comment.ts';
import { removeComment } from './remove-comment.ts';
import { beginThread, replyInThread } from './send-comment.ts';
import { reopenThread, resolveThread } from './settle-thread.ts';
import { showThreads } from './show-threads.ts';
import { whyReadOnly } from './why-read-only.ts';

export interface CommentCommandDeps {
  comments: RoomComments;
  documents: BoundDocuments;
  actions: CommentActions;
}

export function commentCommands({ comments, documents, actions }: CommentCommandDeps): Command[] {
  return [
    commentOnSelection(comments, documents),
    beginThread(actions),
    replyInThread(actions),
    editComment(actions),
    saveComment(actions),
    cancelCommentEdit(actions),
    removeComment(actions),
    resolveThread(actions),
    reopenThread(actions),
    copyThreadLink(actions),
    whyReadOnly(actions),
    showThreads(),
  ];
}
