/** Records as the procedures give them out. */

import type { RoomEvent } from '../../events/schema.ts';
import { joinRoleOf, type RoomQuestion, roomRights, roomRole } from '../policy.ts';
import type { MessageRecord } from '../repo/chat-repo.ts';
import type { MemberRecord, MembershipRecord } from '../repo/member-repo.ts';
import type { RoomRecord } from '../repo/room-repo.ts';
import {
  type ChatMessage,
  type Room,
  type RoomMember,
  type RoomPerson,
  type RoomSummary,
  unreadCap,
} from '../schema.ts';
import type { RoomsCore } from './deps.ts';

export function toMember({ userId, name, colour, avatarId, role, joinedAt }: MemberRecord): RoomMember {
  return { userId, name, colour, avatarId, role, joinedAt: joinedAt.toISOString() };
}

export function toMessage(message: MessageRecord, author: RoomPerson | null): ChatMessage {
  const removed = message.removedAt !== null;
  return {
    id: message.id,
    roomId: message.roomId,
    author,
    text: removed ? '' : message.text,
    mentions: removed ? [] : message.mentions,
    createdAt: message.createdAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    removed,
  };
}

export function roomChanged(room: RoomRecord, by: string): RoomEvent {
  const { name, description, visibility } = room;
  return {
    type: 'room.changed',
    payload: { name, description, visibility, archivedAt: room.archivedAt?.toISOString() ?? null, by },
  };
}

/** Counts of many rooms in three queries. */
export async function summarise(
  core: RoomsCore,
  records: readonly RoomRecord[],
  userId: string | null,
): Promise<RoomSummary[]> {
  const ids = records.map((room) => room.id);
  const memberCounts = await core.repo.members.counts(ids);
  const memberships = userId === null ? [] : await core.repo.members.findMany(ids, userId);
  const unread = userId === null ? new Map() : await core.repo.chat.unread(ids, userId, unreadCap);
  const mine = new Map(memberships.map((membership) => [membership.roomId, membership]));
  return records.map((room) => ({
    id: room.id,
    name: room.name,
    description: room.description,
    visibility: room.visibility,
    role: roomRole(mine.get(room.id)),
    memberCount: memberCounts.get(room.id) ?? 0,
    hereNow: core.deps.here(room.id),
    changedAt: room.changedAt.toISOString(),
    archivedAt: room.archivedAt?.toISOString() ?? null,
    unread: unread.get(room.id)?.unread ?? 0,
    mentions: unread.get(room.id)?.mentions ?? 0,
  }));
}

/** Of a room that the policy lets this person read. */
export async function describeRoom(
  core: RoomsCore,
  question: RoomQuestion<RoomRecord> & { membership: MembershipRecord | undefined },
  room: RoomRecord,
): Promise<Room> {
  const [summary] = await summarise(core, [room], question.userId);
  if (summary === undefined) throw new Error('one room in, one summary out');
  const rights = roomRights(question);
  const request =
    summary.role === null && question.userId !== null
      ? await core.repo.requests.latest(room.id, question.userId)
      : undefined;
  return {
    ...summary,
    rights,
    joinRole: joinRoleOf(room.joinRole),
    code: summary.role === null ? null : room.code,
    hasPassword: room.passwordHash !== null,
    keepsHistory: room.keepsHistory,
    createdAt: room.createdAt.toISOString(),
    openRequests: rights.manage ? await core.repo.requests.countOpen(room.id) : 0,
    requested: request?.state === 'open',
  };
}
