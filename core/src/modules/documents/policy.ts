/** Who may do what with the documents of a room: the rooms' own policy decides, here its answer becomes a proof. */
import { HubError } from '../../contract/errors.ts';
import type { Actor } from '../../platform/actor.ts';
import type { RoomAction, RoomGrant } from './ports.ts';

declare const granted: unique symbol;

/** Only `grant` makes these. Use cases that change something take nothing less than the proof for it. */
export type AuthorisedRoom<Action extends RoomAction> = {
  readonly roomId: string;
  readonly roomName: string;
  readonly [granted]: Action;
  /** Null only for readers who are signed out. */
  readonly userId: Action extends 'read' ? string | null : string;
};
export type WritableRoom = AuthorisedRoom<'write'>;
export type VersionedRoom = AuthorisedRoom<'version'>;

export function userIdOf(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

/** `allowed` is what the rooms module answered for this person and action; it has thrown for everything else. */
export function grant<Action extends RoomAction>(
  actor: Actor,
  action: Action,
  allowed: RoomGrant,
): AuthorisedRoom<Action> {
  const userId = userIdOf(actor);
  if (action !== 'read' && userId === null) throw new HubError('not_signed_in');
  return { roomId: allowed.room.id, roomName: allowed.room.name, userId } as AuthorisedRoom<Action>;
}

/** The hub itself, for the files that a new room starts with. */
export function grantStarters(roomId: string, userId: string): WritableRoom {
  return { roomId, roomName: '', userId } as WritableRoom;
}
