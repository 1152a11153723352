/**
 * Who may change what of a thread. The room has already said that the person may comment in it (`rooms.hold`); here it
 * is decided whose words are whose. What comes out is the proof that the changing queries ask for.
 */
import type { AnchorSurface, DocumentKind } from '@draftroom/drizzle/enums';
import { HubError } from '../../contract/errors.ts';
import { type Commenter, mayEdit, mayRemove, mayResolve } from '../../contract/thread-rights.ts';

declare const authorised: unique symbol;

/** Only this file makes these. */
export type Authorised<Action extends string, Thing> = Thing & { readonly [authorised]: Action };

interface Owned {
  readonly id: string;
  readonly userId: string | null;
}

export function authoriseResolve<Thread extends Owned>(
  person: Commenter,
  thread: Thread,
): Authorised<'resolve', Thread> {
  if (!mayResolve(person, thread.userId)) throw new HubError('not_allowed');
  return thread as Authorised<'resolve', Thread>;
}

export function authoriseEdit<Comment extends Owned>(person: Commenter, comment: Comment): Authorised<'edit', Comment> {
  if (!mayEdit(person, comment.userId)) throw new HubError('not_allowed');
  return comment as Authorised<'edit', Comment>;
}

export function authoriseRemove<Comment extends Owned>(
  person: Commenter,
  comment: Comment,
): Authorised<'remove', Comment> {
  if (!mayRemove(person, comment.userId)) throw new HubError('not_allowed');
  return comment as Authorised<'remove', Comment>;
}

const surfacesOf: Readonly<Record<DocumentKind, readonly AnchorSurface[]>> = {
  text: ['text'],
  drawing: ['drawing', 'picture'],
  graph: ['graph'],
  scene: ['scene'],
};

/** Whether an anchor on this surface can be in a document of this kind. */
export function fits(surface: AnchorSurface, kind: DocumentKind): boolean {
  return surfacesOf[kind].includes(surface);
}
