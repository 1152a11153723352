/** People as something that can be reported. They are limited or suspended, never hidden or removed here. */
import type { Content } from '../../../platform/community-ports.ts';
import { createModerationRepo } from '../repo.ts';

export function createUserContent(): Content {
  return {
    async look(tx, id) {
      const person = await createModerationRepo(tx).people.find(id);
      if (person === undefined) return null;
      const { userId, name, colour, avatarId, createdAt } = person;
      return {
        ownerId: userId,
        title: name,
        path: `/people/${userId}`,
        snapshot: { name, colour, avatarId, joinedAt: createdAt.toISOString() },
        standing: 'visible',
      };
    },
    setStanding: () => Promise.reject(new Error('a person cannot be hidden')),
    remove: () => Promise.reject(new Error('a person cannot be removed by moderation')),
  };
}
