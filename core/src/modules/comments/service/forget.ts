/** The words of a removed comment go from what is told to those who resume, too. */
import type { UserEvent } from '../../events/schema.ts';
import type { CommentRecord } from '../repo.ts';
import type { Comment, ThreadEventPayload } from '../schema.ts';
import type { RoomWork } from './deps.ts';

/** Under the room's lock nothing more is said about this comment meanwhile. */
export async function forget(
  { room, rewrite }: Pick<RoomWork, 'room' | 'rewrite'>,
  { id }: CommentRecord,
): Promise<void> {
  const stream = `room:${room.roomId}`;
  const wordless = (comment: Comment): Comment =>
    comment.id === id ? { ...comment, text: '', mentions: [], removed: true } : comment;
  const said = await rewrite<ThreadEventPayload<'comment.added' | 'comment.edited'>>(
    { stream, types: ['comment.added', 'comment.edited'], about: { comment: { id } } },
    (payload) => ({ ...payload, comment: wordless(payload.comment) }),
  );
  const begun = await rewrite<ThreadEventPayload<'thread.created'>>(
    { stream, types: ['thread.created'], about: { thread: { comments: [{ id }] } } },
    ({ thread, ...rest }) => ({ ...rest, thread: { ...thread, comments: thread.comments.map(wordless) } }),
  );
  const wordings = [...said.map(({ comment }) => comment), ...begun.flatMap(({ thread }) => thread.comments)];
  // Also whom an earlier wording named, as long as that is kept.
  for (const userId of new Set(wordings.flatMap(({ mentions }) => mentions))) {
    await rewrite<Extract<UserEvent, { type: 'comment.mention' }>['payload']>(
      { stream: `user:${userId}`, types: ['comment.mention'], about: { commentId: id } },
      (mention) => ({ ...mention, excerpt: '' }),
    );
  }
}
