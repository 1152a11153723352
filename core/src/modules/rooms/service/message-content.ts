/** Messages of rooms as something that can be reported, by whoever reads the room. */
import type { Content } from '../../../platform/community-ports.ts';
import { refusal } from '../policy.ts';
import { forget } from './chat.ts';
import type { RoomsCore } from './deps.ts';
import { emitToRoom } from './deps.ts';

export function createMessageContent(core: RoomsCore): Content {
  return {
    async look(tx, id, viewerId) {
      const repo = core.within(tx);
      const message = await repo.chat.find(id);
      if (message === undefined || message.removedAt !== null) return null;
      const room = await repo.rooms.find(message.roomId);
      if (room === undefined) return null;
      if (viewerId !== null) {
        const membership = await repo.members.find(room.id, viewerId);
        if (refusal({ userId: viewerId, room, membership }, 'read') !== null) return null;
      }
      return {
        ownerId: message.userId,
        title: room.name,
        path: `/rooms/${room.id}?panel=chat`,
        snapshot: { room: room.name, text: message.text, createdAt: message.createdAt.toISOString() },
        standing: 'visible',
      };
    },

    async hold(tx, id) {
      const repo = core.within(tx);
      const message = await repo.chat.find(id);
      if (message !== undefined) await repo.rooms.lock(message.roomId);
    },

    // People answer each other here: a message that waits would make nonsense of what follows it.
    setStanding: () => Promise.reject(new Error('a message cannot be hidden')),

    async remove({ tx, emit, rewrite }, id) {
      const repo = core.within(tx);
      const known = await repo.chat.find(id);
      if (known === undefined) return;
      await repo.rooms.lock(known.roomId);
      await repo.chat.change(id, { text: '', mentions: [], removedAt: core.now() });
      await forget({ rewrite }, known);
      await core.deps.notices.forget({ tx }, `message:${id}`);
      emitToRoom(emit, known.roomId, { type: 'message.removed', payload: { messageId: id, by: null } });
    },
  };
}
