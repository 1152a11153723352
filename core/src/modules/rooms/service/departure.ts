/** What becomes of somebody's rooms when they leave the hub for good. */
import { roomRole } from '../policy.ts';
import { createDepartureRepo } from '../repo/departure-repo.ts';
import type { MemberRecord } from '../repo/member-repo.ts';
import type { RoomRecord } from '../repo/room-repo.ts';
import { emitToRoom, emitToUser, type RoomsCore, type RoomWork } from './deps.ts';
import { endMembership } from './join.ts';
import { restorableSince } from './rooms.ts';
import { toMember } from './view.ts';

type Outcome = 'gone' | 'left' | 'removed' | { heir: string };

export function createDepartures(core: RoomsCore) {
  const { deps } = core;

  return {
    /**
     * A room that only they owned goes to whoever has edited in it for the longest; where nobody else may edit it is
     * removed. Can be stopped and run again.
     */
    async leaveAll(userId: string): Promise<void> {
      for (const roomId of await createDepartureRepo(deps.db).roomsOf(userId)) {
        const outcome = await core.inRoom({ userId }, roomId, (held) => depart(held, userId));
        if (outcome === 'gone') continue;
        if (typeof outcome === 'object') core.accessChanged({ roomId, userId: outcome.heir });
        if (outcome === 'removed') {
          core.accessChanged({ roomId });
          deps.onRoomRemoved(roomId);
        } else core.accessChanged({ roomId, userId });
      }
    },
  };

  async function depart(held: RoomWork, userId: string): Promise<Outcome> {
    const { room } = held;
    const role = roomRole(held.membership);
    if (room === undefined || room.removedAt !== null || role === null) return 'gone';
    const others = (await held.repo.members.list(room.id)).filter((member) => member.userId !== userId);
    let outcome: Outcome = 'left';
    if (role === 'owner' && !others.some((member) => member.role === 'owner')) {
      // The list begins with who joined first.
      const heir = others.find((member) => member.role === 'editor');
      if (heir === undefined) return await remove(held, { room, others, userId });
      await held.repo.members.setRole(room.id, heir.userId, 'owner');
      const member = toMember({ ...heir, role: 'owner' });
      emitToRoom(held.emit, room.id, { type: 'member.changed', payload: { member, by: null } });
      outcome = { heir: heir.userId };
    }
    await endMembership(held, { room, userId, by: userId });
    return outcome;
  }

  /** Nobody is left who could bring it back, so it goes with the next purge and not in thirty days. */
  async function remove(
    held: RoomWork,
    { room, others, userId }: { room: RoomRecord; others: readonly MemberRecord[]; userId: string },
  ): Promise<Outcome> {
    const purgeable = new Date(restorableSince(core).getTime() - purgeGrace);
    await held.repo.rooms.update(room.id, { removedAt: purgeable });
    emitToRoom(held.emit, room.id, { type: 'room.removed', payload: { by: null } });
    for (const member of others) {
      const payload = { roomId: room.id, name: room.name, reason: 'room_removed' as const };
      emitToUser(held.emit, member.userId, { type: 'room.left', payload });
    }
    await held.repo.members.end(room.id, userId, { leftAt: held.now });
    return 'removed';
  }
}

/** Longer than what the purge of documents waits on top. */
const purgeGrace = 2 * 3_600_000;
