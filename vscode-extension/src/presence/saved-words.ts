/** What the status bar says of a room. Pure, so that it is said the same everywhere. */
import type { ConnectionState } from '@draftroom/core/client/room-connection';
import type { SavedState } from '@draftroom/core/client/saved-state';

export type RoomState =
  | 'saved'
  | 'saving'
  | 'connecting'
  | 'offline'
  | 'waiting'
  | 'unanswered'
  | 'notSaved'
  | 'ended'
  | 'readOnly';

export interface RoomSituation {
  readonly connection: ConnectionState;
  readonly saved: SavedState;
  readonly mayWrite: boolean;
}

/**
 * `waiting`: offline, with changes that are kept here; `unanswered`: connected, and the hub takes none of them. The worst
 * comes first.
 */
export function roomState({ connection, saved, mayWrite }: RoomSituation): RoomState {
  if (saved.state === 'notSaved') return 'notSaved';
  if (connection.state === 'stopped') return 'ended';
  if (saved.state === 'offline' && saved.changes > 0) return 'waiting';
  if (connection.state === 'waiting') return 'offline';
  if (connection.state === 'connecting') return 'connecting';
  if (!mayWrite) return 'readOnly';
  if (saved.state === 'saving' && saved.late === true) return 'unanswered';
  return saved.state === 'saving' ? 'saving' : 'saved';
}
