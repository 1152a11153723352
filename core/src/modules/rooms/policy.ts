/**
 * Who may do what in a room: the only place that decides it. Procedures, documents and open sockets all ask here.
 * Pure: everything it needs is passed in, so that callers can ask under the lock that they act under.
 */
import { type RoomRole, type RoomVisibility, roomRoles } from '@draftroom/drizzle/enums';
import { type ErrorCode, HubError } from '../../contract/errors.ts';
import type { JoinRole, RoomRights } from './schema.ts';

export const roomActions = [
  'read',
  'leave',
  'chat',
  'comment',
  'write',
  /** Name, rename, remove and restore versions. */
  'version',
  'settings',
  'invite',
  'members',
  'archive',
  'transfer',
  'remove',
] as const;
export type RoomAction = (typeof roomActions)[number];

export interface RoomFacts {
  readonly id: string;
  readonly visibility: RoomVisibility;
  readonly joinRole: RoomRole;
  readonly passwordHash: string | null;
  readonly archivedAt: Date | null;
  readonly removedAt: Date | null;
}

export interface Membership {
  readonly role: RoomRole;
  /** An owner removed this person. */
  readonly removedAt: Date | null;
  readonly leftAt: Date | null;
}

export interface RoomQuestion<Facts extends RoomFacts = RoomFacts> {
  /** Null: signed out. */
  readonly userId: string | null;
  readonly room: Facts | undefined;
  readonly membership: Membership | undefined;
  /** A moderator suspended the account: it reads, and may leave. */
  readonly suspended?: boolean;
}

declare const authorised: unique symbol;

/** Only `authorise` makes these: holding one proves that the policy allowed the action. */
export interface AuthorisedRoom<Action extends RoomAction, Facts extends RoomFacts = RoomFacts> {
  readonly [authorised]: Action;
  readonly room: Facts;
  readonly userId: string | null;
  /** Null for somebody who reads without being a member. */
  readonly role: RoomRole | null;
}

/** Of an authorised value where reading alone is not enough, so that there is a person and a role. */
export interface AuthorisedMember<Action extends RoomAction, Facts extends RoomFacts = RoomFacts>
  extends AuthorisedRoom<Action, Facts> {
  readonly userId: string;
  readonly role: RoomRole;
}

const leastRole: Readonly<Record<RoomAction, RoomRole>> = {
  read: 'viewer',
  leave: 'viewer',
  chat: 'viewer',
  comment: 'commenter',
  write: 'editor',
  version: 'editor',
  settings: 'owner',
  invite: 'owner',
  members: 'owner',
  archive: 'owner',
  transfer: 'owner',
  remove: 'owner',
};

/** An archived room is read-only; who is in it and what becomes of it can still be decided. */
const allowedInArchive: ReadonlySet<RoomAction> = new Set([
  'read',
  'leave',
  'members',
  'archive',
  'transfer',
  'remove',
]);

const allowedInSuspension: ReadonlySet<RoomAction> = new Set(['read', 'leave']);

/** The role that somebody has now; null for strangers, people who left and people who were removed. */
export function roomRole(membership: Membership | undefined): RoomRole | null {
  if (membership === undefined || membership.removedAt !== null || membership.leftAt !== null) return null;
  return membership.role;
}

/** Whether `role` has at least the rights of `least`. */
export function reaches(role: RoomRole, least: RoomRole): boolean {
  return roomRoles.indexOf(role) <= roomRoles.indexOf(least);
}

function weakerRole(one: RoomRole, other: RoomRole): RoomRole {
  return reaches(one, other) ? other : one;
}

/** Why this person may not do this, or null. */
export function refusal(question: RoomQuestion, action: RoomAction): ErrorCode | null {
  const { room, membership } = question;
  if (room === undefined || room.removedAt !== null) return 'not_found';
  const role = roomRole(membership);
  if (role === null) return refuseStranger(question, room, action);
  if (question.suspended === true && !allowedInSuspension.has(action)) return 'suspended';
  if (!reaches(role, leastRole[action])) return leastRole[action] === 'editor' ? 'read_only' : 'not_allowed';
  if (room.archivedAt !== null && !allowedInArchive.has(action)) return 'archived';
  return null;
}

/** The branded value that mutating code asks for, or the error of the catalogue. */
export function authorise<Facts extends RoomFacts>(
  question: RoomQuestion<Facts>,
  action: 'read',
): AuthorisedRoom<'read', Facts>;
export function authorise<Action extends RoomAction, Facts extends RoomFacts>(
  question: RoomQuestion<Facts>,
  action: Action,
): AuthorisedMember<Action, Facts>;
export function authorise(question: RoomQuestion, action: RoomAction): unknown {
  const code = refusal(question, action);
  if (code !== null) throw new HubError(code);
  return { room: question.room, userId: question.userId, role: roomRole(question.membership) };
}

export function roomRights(question: RoomQuestion): RoomRights {
  return {
    read: refusal(question, 'read') === null,
    chat: refusal(question, 'chat') === null,
    comment: refusal(question, 'comment') === null,
    write: refusal(question, 'write') === null,
    manage: refusal(question, 'members') === null,
  };
}

/** How somebody comes to a room by themself. */
export type JoinWay = 'code' | 'link';

export interface JoinDecision {
  /** False: already in the room with this role; nothing is to be done. */
  readonly joins: boolean;
  readonly role: RoomRole;
  readonly needsPassword: boolean;
}

export function decideJoin(question: RoomQuestion, way: JoinWay): JoinDecision {
  const { room, membership } = question;
  if (room === undefined || room.removedAt !== null) throw new HubError('not_found');
  const role = roomRole(membership);
  if (role !== null) return { joins: false, role, needsPassword: false };
  if (membership?.removedAt != null) throw new HubError('removed');
  if (way === 'link' && room.visibility === 'private') throw new HubError('not_found');
  if (question.suspended === true) throw new HubError('suspended');
  if (room.archivedAt !== null) throw new HubError('archived');
  return { joins: true, role: returningRole(membership, room.joinRole), needsPassword: room.passwordHash !== null };
}

/** Codes and open links never give more than the person had when they left. */
export function returningRole(membership: Membership | undefined, offered: RoomRole): RoomRole {
  return membership === undefined ? offered : weakerRole(membership.role, offered);
}

export interface InviteFacts {
  readonly role: RoomRole;
  readonly email: string | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly maxUses: number;
  readonly uses: number;
}

/** An invite lives no longer than its inviter's right to give that role. */
export function inviteIsOpen(invite: InviteFacts, inviter: Membership | undefined, now: number): boolean {
  const role = roomRole(inviter);
  if (role === null || !reaches(role, leastRole.invite) || !reaches(role, invite.role)) return false;
  return invite.revokedAt === null && invite.uses < invite.maxUses && invite.expiresAt.getTime() > now;
}

export interface InviteQuestion extends RoomQuestion {
  readonly invite: InviteFacts | undefined;
  readonly inviter: Membership | undefined;
  readonly now: number;
  /** Of the account that wants to accept. */
  readonly email: string;
  readonly emailVerified: boolean;
}

export function decideInvite(question: InviteQuestion): { joins: boolean; role: RoomRole } {
  const { room, membership, invite, inviter, now } = question;
  if (room === undefined || room.removedAt !== null || invite === undefined || !inviteIsOpen(invite, inviter, now)) {
    throw new HubError('bad_token');
  }
  const role = roomRole(membership);
  if (role !== null) return { joins: false, role };
  if (invite.email === null) {
    // A link that goes from hand to hand is no way back for somebody who was removed.
    if (membership?.removedAt != null) throw new HubError('removed');
  } else if (!isAddressee(invite.email, question)) throw new HubError('invite_for_other');
  if (question.suspended === true) throw new HubError('suspended');
  if (room.archivedAt !== null) throw new HubError('archived');
  return { joins: true, role: invite.email === null ? returningRole(membership, invite.role) : invite.role };
}

export function isAddressee(email: string, person: { email: string; emailVerified: boolean }): boolean {
  return person.emailVerified && person.email.toLowerCase() === email.toLowerCase();
}

export function mayGrant(granter: RoomRole, role: RoomRole): boolean {
  return reaches(granter, role);
}

/** What links and codes may give; older data cannot make it more. */
export function joinRoleOf(role: RoomRole): JoinRole {
  return role === 'owner' ? 'editor' : role;
}

function refuseStranger(question: RoomQuestion, room: RoomFacts, action: RoomAction): ErrorCode | null {
  // They know the room, so nothing is given away; their presence must not haunt a public room either.
  if (question.membership?.removedAt != null) return 'removed';
  if (room.visibility === 'private' || (room.visibility === 'unlisted' && question.userId === null)) return 'not_found';
  if (room.visibility === 'unlisted' && room.passwordHash !== null) return 'room_password_needed';
  if (action === 'read') return null;
  return question.userId === null ? 'not_signed_in' : 'not_allowed';
}
