/** Who may change what of a thread, beyond what the room allows: the same answer for the hub and for buttons. */
import type { RoomRole } from '@draftroom/drizzle/enums';

/** Somebody who may comment in the room. */
export interface Commenter {
  readonly userId: string;
  readonly role: RoomRole;
}

const writers: ReadonlySet<RoomRole> = new Set(['owner', 'editor']);

/** To resolve, reopen and point it at another place: who began it, editors, owners. */
export function mayResolve(person: Commenter, startedBy: string | null): boolean {
  return startedBy === person.userId || writers.has(person.role);
}

export function mayEdit(person: Commenter, writtenBy: string | null): boolean {
  return writtenBy === person.userId;
}

export function mayRemove(person: Commenter, writtenBy: string | null): boolean {
  return writtenBy === person.userId || person.role === 'owner';
}
