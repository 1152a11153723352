/** Critiques as moderation handles them. */
import type { Content } from '../../../platform/community-ports.ts';
import { authoriseByModerator } from '../policy.ts';
import { createCritiquesRepo } from '../repo.ts';
import { type CritiquesCore, critiquePath, critiqueSnapshot } from './core.ts';

const titleLength = 80;

export function createCritiqueContent(core: CritiquesCore): Content {
  const { deps } = core;
  return {
    async look(tx, id, viewerId) {
      const critique = await createCritiquesRepo(tx).find(id);
      if (critique === undefined) return null;
      const { userId, designId, summary, standing } = critique;
      if (viewerId !== null && userId !== viewerId && standing !== 'visible') return null;
      if (viewerId !== null && !(await deps.designs.readable(tx, viewerId, designId))) return null;
      const path = critiquePath(designId, id);
      return {
        ownerId: userId,
        title: summary.slice(0, titleLength),
        path,
        snapshot: critiqueSnapshot(critique),
        standing,
      };
    },

    async hold(tx, id) {
      const critique = await createCritiquesRepo(tx).find(id);
      if (critique !== undefined) await deps.designs.lock(tx, critique.designId);
    },

    async setStanding(work, id, standing) {
      const repo = createCritiquesRepo(work.tx);
      const found = await repo.find(id);
      if (found === undefined || found.standing === standing) return;
      const critique = authoriseByModerator(found);
      const held = await deps.designs.lock(work.tx, critique.designId);
      if (held === null) return;
      await repo.setStanding(critique, standing);
      if (critique.standing === 'visible') return await core.withdrawn(work, held, critique);
      if (standing !== 'visible') return;
      const seen = await repo.see(id, { userId: null, moderates: true, averse: [] });
      // Nobody has heard yet of what was held from the start.
      const from = critique.standing === 'held' ? (seen?.author ?? null) : null;
      // Who was held at first weighs as little as somebody new.
      await core.shown(work, held, { ...critique, trust: 0, from });
    },

    async remove(work, id) {
      const found = await createCritiquesRepo(work.tx).find(id);
      const held = found === undefined ? null : await deps.designs.lock(work.tx, found.designId);
      if (found !== undefined && held !== null) await core.takeAway(work, held, authoriseByModerator(found));
    },
  };
}
