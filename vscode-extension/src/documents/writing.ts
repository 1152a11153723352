/** Whether this person may write in a room, and in which words they are told that they may not. */
import { l10n } from 'vscode';
import { roleName } from '../role-name.ts';
import type { OpenRoom } from '../rooms/open-room.ts';

/** Null when they may. */
export function whyNotWrite({ mayWrite, userId, role, facts: { room } }: OpenRoom): string | null {
  if (mayWrite) return null;
  if (userId === null) return l10n.t('Sign in and join the room to write.');
  if (role === null) return l10n.t('You can read here. Join the room to write.');
  if (room.archivedAt !== null) return l10n.t('This room is archived: it can be read, not written.');
  return l10n.t('You are here as a {0}, so you can read. Ask an owner for the editor role to write.', roleName(role));
}
