/** Who may change what of a thread on a design, beyond what the design's own policy allows. */
import { HubError } from '../../../contract/errors.ts';
import type { Authorised } from '../policy.ts';

export interface Voice {
  /** Null when signed out. */
  readonly userId: string | null;
  readonly moderates: boolean;
}

/** Who began the thread, the author of the design, and moderators. */
export function maySettle(voice: Voice, thread: { userId: string | null }, authorId: string | null): boolean {
  if (voice.userId === null) return false;
  return voice.moderates || voice.userId === authorId || voice.userId === thread.userId;
}

export function authoriseSettle<Thread extends { userId: string | null }>(
  voice: Voice,
  thread: Thread,
  authorId: string | null,
): Authorised<'resolve', Thread> {
  if (!maySettle(voice, thread, authorId)) throw new HubError('not_yours');
  return thread as Authorised<'resolve', Thread>;
}

/** One's own words only: what others said is for moderators, who give reasons for it. */
export function authoriseOwn<Action extends 'edit' | 'remove', Comment extends { userId: string | null }>(
  userId: string,
  comment: Comment,
): Authorised<Action, Comment> {
  if (comment.userId !== userId) throw new HubError('not_yours');
  return comment as Authorised<Action, Comment>;
}

/** Moderation has decided that these words go, and said why. */
export function authoriseByModerator<Comment extends { userId: string | null }>(
  comment: Comment,
): Authorised<'remove', Comment> {
  return comment as Authorised<'remove', Comment>;
}
