/** What owners decide about who is in a room. */
import type { RoomRole } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import { mayGrant, roomRole } from '../policy.ts';
import { type Caller, emitToRoom, keepAnOwner, type RoomsCore } from './deps.ts';
import { endMembership } from './join.ts';
import { toMember } from './view.ts';

export function createMemberUseCases(core: RoomsCore) {
  return {
    async setRole(caller: Caller, input: { roomId: string; userId: string; role: RoomRole }): Promise<void> {
      const { roomId } = input;
      await core.authorised(
        { userId: caller.actor.userId, action: 'members', roomId },
        async (held, { room, role }) => {
          const membership = await held.repo.members.find(room.id, input.userId);
          const before = roomRole(membership);
          const person = await held.repo.members.person(input.userId);
          if (membership === undefined || before === null || person === undefined) throw new HubError('not_found');
          if (!mayGrant(role, input.role)) throw new HubError('not_allowed');
          if (before === input.role) return;
          await keepAnOwner(held, room.id, before);
          await held.repo.members.setRole(room.id, input.userId, input.role);
          const member = toMember({ ...person, role: input.role, joinedAt: membership.joinedAt });
          emitToRoom(held.emit, room.id, { type: 'member.changed', payload: { member, by: caller.actor.userId } });
        },
      );
      core.accessChanged({ roomId, userId: input.userId });
    },

    async remove(caller: Caller, input: { roomId: string; userId: string }): Promise<void> {
      const { roomId } = input;
      await core.authorised({ userId: caller.actor.userId, action: 'members', roomId }, async (held, { room }) => {
        const role = roomRole(await held.repo.members.find(room.id, input.userId));
        if (role === null) throw new HubError('not_found');
        await keepAnOwner(held, room.id, role);
        await endMembership(held, { room, userId: input.userId, by: caller.actor.userId });
      });
      core.accessChanged({ roomId, userId: input.userId });
    },
  };
}
