/** What owners decide about a room itself. */
import { HubError } from '../../../contract/errors.ts';
import { roomRole } from '../policy.ts';
import type { RoomChanges, RoomRecord } from '../repo/room-repo.ts';
import type { UpdateRoom } from '../schema.ts';
import { type Caller, emitToRoom, emitToUser, type RoomsCore } from './deps.ts';
import { checkRoomLimit, freeCode, restorableSince, restorableUntil } from './rooms.ts';
import { roomChanged, toMember } from './view.ts';

export function createSettingsUseCases(core: RoomsCore) {
  const { deps } = core;

  async function change(
    caller: Caller,
    request: { roomId: string; action: 'settings' | 'archive'; changes: (room: RoomRecord, now: Date) => RoomChanges },
  ): Promise<void> {
    const { userId } = caller.actor;
    await core.authorised({ userId, action: request.action, roomId: request.roomId }, async (held, { room }) => {
      const changed = await held.repo.rooms.update(room.id, {
        changedAt: held.now,
        ...request.changes(room, held.now),
      });
      emitToRoom(held.emit, room.id, roomChanged(changed, userId));
    });
    core.accessChanged({ roomId: request.roomId });
  }

  return {
    async update(caller: Caller, input: UpdateRoom): Promise<void> {
      const { roomId, password, ...changes } = input;
      // Hashing takes its time: not for somebody whom the policy will refuse, and not while the room is held.
      await core.require(caller.actor.userId, roomId, 'settings');
      const passwordHash = typeof password === 'string' ? await deps.passwords.hash(password) : password;
      await change(caller, { roomId, action: 'settings', changes: () => ({ ...changes, passwordHash }) });
    },

    async rotateCode(caller: Caller, roomId: string): Promise<{ code: string }> {
      const { userId } = caller.actor;
      return await core.authorised({ userId, action: 'settings', roomId }, async (held, { room }) => {
        const code = await freeCode(held.repo);
        emitToRoom(held.emit, room.id, roomChanged(await held.repo.rooms.update(room.id, { code }), userId));
        return { code };
      });
    },

    async archive(caller: Caller, roomId: string): Promise<void> {
      const changes = (room: RoomRecord, now: Date) => ({ archivedAt: room.archivedAt ?? now });
      await change(caller, { roomId, action: 'archive', changes });
    },

    async unarchive(caller: Caller, roomId: string): Promise<void> {
      await change(caller, { roomId, action: 'archive', changes: () => ({ archivedAt: null }) });
    },

    async remove(caller: Pick<Caller, 'actor'>, roomId: string): Promise<{ restorableUntil: string }> {
      const { userId } = caller.actor;
      const removedAt = await core.authorised({ userId, action: 'remove', roomId }, async (held, { room }) => {
        await held.repo.rooms.update(room.id, { removedAt: held.now });
        emitToRoom(held.emit, room.id, { type: 'room.removed', payload: { by: userId } });
        for (const member of await held.repo.members.list(room.id)) {
          const payload = { roomId: room.id, name: room.name, reason: 'room_removed' as const };
          emitToUser(held.emit, member.userId, { type: 'room.left', payload });
        }
        return held.now;
      });
      core.accessChanged({ roomId });
      deps.onRoomRemoved(roomId);
      return { restorableUntil: restorableUntil(removedAt).toISOString() };
    },

    /** Undo of `remove`. To everyone but its owners, and to them after 30 days, the room is unknown. */
    async restore(caller: Caller, roomId: string): Promise<void> {
      const { userId } = caller.actor;
      await core.inRoom({ userId }, roomId, async (held) => {
        const { room } = held;
        if (room === undefined || roomRole(held.membership) !== 'owner') throw new HubError('not_found');
        if (room.removedAt === null) return;
        if (room.removedAt <= restorableSince(core)) throw new HubError('not_found');
        await checkRoomLimit(core, held.repo, userId);
        const changed = await held.repo.rooms.update(room.id, { removedAt: null, changedAt: held.now });
        emitToRoom(held.emit, room.id, roomChanged(changed, userId));
        for (const member of await held.repo.members.list(room.id)) {
          const payload = { roomId: room.id, name: room.name, role: member.role, by: userId };
          emitToUser(held.emit, member.userId, { type: 'room.added', payload });
        }
      });
      core.accessChanged({ roomId });
    },

    async transferOwnership(caller: Caller, input: { roomId: string; userId: string }): Promise<void> {
      const { userId } = caller.actor;
      const { roomId } = input;
      if (input.userId === userId) return await core.require(userId, roomId, 'transfer');
      await core.authorised({ userId, action: 'transfer', roomId }, async (held, { room }) => {
        const heir = await held.repo.members.find(room.id, input.userId);
        if (roomRole(heir) === null) throw new HubError('not_found');
        await held.repo.members.setRole(room.id, input.userId, 'owner');
        await held.repo.members.setRole(room.id, userId, 'editor');
        for (const member of await held.repo.members.list(room.id)) {
          if (member.userId !== userId && member.userId !== input.userId) continue;
          const payload = { member: toMember(member), by: userId };
          emitToRoom(held.emit, room.id, { type: 'member.changed', payload });
        }
      });
      core.accessChanged({ roomId, userId });
      core.accessChanged({ roomId, userId: input.userId });
    },
  };
}
