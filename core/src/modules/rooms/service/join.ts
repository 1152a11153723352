/** Coming in by oneself, and leaving. */
import type { RoomRole } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { decideJoin, type JoinWay } from '../policy.ts';
import type { RoomRecord } from '../repo/room-repo.ts';
import type { JoinedRoom, JoinRoom } from '../schema.ts';
import { type Caller, emitToRoom, emitToUser, keepAnOwner, type RoomsCore, type RoomWork } from './deps.ts';
import { toMember } from './view.ts';

export function createJoinUseCases(core: RoomsCore) {
  const { deps, repo } = core;

  return {
    async join(caller: Caller, input: JoinRoom): Promise<JoinedRoom> {
      const { userId } = caller.actor;
      const way: JoinWay = input.code === undefined ? 'link' : 'code';
      // Right and wrong tries cost the same, so a limit on them guards codes and passwords alike.
      if (way === 'code' || input.password !== undefined) await core.limitJoins(caller);
      const room =
        input.code === undefined ? await repo.rooms.find(input.roomId ?? '') : await repo.rooms.findByCode(input.code);
      const membership = room && (await repo.members.find(room.id, userId));
      const suspended = await deps.isSuspended(userId);
      const decision = decideJoin({ userId, room, membership, suspended }, way);
      if (room === undefined) throw new HubError('not_found');
      if (decision.needsPassword) await checkPassword(room, input.password);
      if (!decision.joins) return { id: room.id, role: decision.role };

      const role = await core.inRoom({ userId }, room.id, async (held) => {
        const now = decideJoin(held.question, way);
        const moved =
          held.room?.passwordHash !== room.passwordHash || (way === 'code' && held.room?.code !== input.code);
        // Changed while the password was checked: what was checked counts no more.
        if (moved) throw new HubError('bad_token');
        if (now.joins) await enterRoom(held, caller.actor, { role: now.role, by: userId });
        return now.role;
      });
      core.accessChanged({ roomId: room.id, userId });
      return { id: room.id, role };
    },

    async leave(caller: Caller, roomId: string): Promise<void> {
      const { userId } = caller.actor;
      await core.authorised({ userId, action: 'leave', roomId }, async (held, { room, role }) => {
        await keepAnOwner(held, room.id, role);
        await endMembership(held, { room, userId, by: userId });
      });
      core.accessChanged({ roomId, userId });
    },
  };

  async function checkPassword(room: RoomRecord, password: string | undefined): Promise<void> {
    if (password === undefined) throw new HubError('room_password_needed');
    if (!(await deps.passwords.verify(room.passwordHash ?? '', password))) throw new HubError('wrong_room_password');
  }
}

/** Only after a decision of the policy under the room's lock. */
export async function enterRoom(
  held: RoomWork,
  person: Pick<SignedInActor, 'userId' | 'name' | 'colour' | 'avatarId'>,
  { role, by }: { role: RoomRole; by: string },
): Promise<void> {
  const { room, repo, emit, now } = held;
  if (room === undefined) throw new HubError('not_found');
  // What was said before somebody came is not unread to them.
  const readMessageId = await repo.chat.lastId(room.id);
  await repo.members.enter({ roomId: room.id, userId: person.userId, role, joinedAt: now, readMessageId });
  const member = toMember({ ...person, role, joinedAt: now });
  emitToRoom(emit, room.id, { type: 'member.changed', payload: { member, by } });
  emitToUser(emit, person.userId, { type: 'room.added', payload: { roomId: room.id, name: room.name, role, by } });
}

/** Left by oneself, or removed by an owner. */
export async function endMembership(
  held: RoomWork,
  { room, userId, by }: { room: RoomRecord; userId: string; by: string },
): Promise<void> {
  const reason = by === userId ? 'left' : 'removed';
  await held.repo.members.end(room.id, userId, by === userId ? { leftAt: held.now } : { removedAt: held.now });
  emitToRoom(held.emit, room.id, { type: 'member.removed', payload: { userId, reason, by } });
  emitToUser(held.emit, userId, { type: 'room.left', payload: { roomId: room.id, name: room.name, reason } });
}
