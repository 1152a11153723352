/** Whether this person may comment in a room, and in which words they are told that they may not. */
import type { Commenter } from '@draftroom/core/contract/thread-rights';
import { l10n, type Uri } from 'vscode';
import { ShownError } from '../command.ts';
import type { OpenRoom } from '../rooms/open-room.ts';

/** Null when they may. */
export function whyNotComment({ userId, facts: { room } }: OpenRoom): string | null {
  if (room.rights.comment) return null;
  if (userId === null) return l10n.t('Sign in and join the room to comment.');
  if (room.role === null) return l10n.t('You can read the comments. Join the room to write.');
  if (room.archivedAt !== null) return l10n.t('This room is archived: comments can be read, not written.');
  return l10n.t(
    'You are here as a viewer, so you can read the comments. Ask an owner for the commenter role to write.',
  );
}

/**
 * The same for beginning a thread at a place in a file. A file of this machine says what its owner likes while they may
 * not write, so a place in it is none in the room.
 */
export function whyNotCommentAt(room: OpenRoom, { scheme }: Uri): string | null {
  const whyNot = whyNotComment(room);
  if (whyNot !== null || scheme !== 'file' || room.mayWrite) return whyNot;
  return l10n.t('Your files may say something else than the room while you may not write. Comment in the room itself.');
}

export function commenterIn({ userId, facts: { room } }: OpenRoom): Commenter | null {
  return userId === null || room.role === null || !room.rights.comment ? null : { userId, role: room.role };
}

/** A call to a hub that is away may take long to fail; that it is away is known already. */
export function requireConnected({ session }: OpenRoom): void {
  const { state } = session.connection.state;
  if (state === 'waiting' || state === 'stopped') throw new ShownError(offlineWords());
}

export function offlineWords(): string {
  return l10n.t('Not connected. What you write stays here until it can be sent.');
}
