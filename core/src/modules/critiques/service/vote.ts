import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { authoriseVote } from '../policy.ts';
import { createCritiquesRepo } from '../repo.ts';
import type { Voted } from '../schema.ts';
import { type CritiquesCore, critiquePath, personOf } from './core.ts';

export function createVoting(core: CritiquesCore) {
  const { deps } = core;
  return {
    /** Whether this critique helped; null takes the vote back. Not on one's own. */
    async vote(actor: SignedInActor, input: { critiqueId: string; helpful: boolean | null }): Promise<Voted> {
      const { found, design } = await core.seen(actor, input.critiqueId);
      authoriseVote(actor.userId, found.critique);
      const { designId, userId } = found.critique;
      if (userId !== null && (await deps.safety.blocked(actor.userId, userId))) throw new HubError('blocked');
      await deps.safety.admit(actor, 'react');
      return await deps.events.transaction(async (tx, emit) => {
        // Under the design's lock, so that the count is of all votes.
        if ((await deps.designs.lock(tx, designId)) === null) throw new HubError('not_found');
        const repo = createCritiquesRepo(tx);
        const critique = await repo.find(input.critiqueId);
        if (critique === undefined) throw new HubError('not_found');
        const vote = { userId: actor.userId, helpful: input.helpful, at: new Date(deps.clock.now()) };
        const { helpfulCount, rose } = await repo.vote(authoriseVote(actor.userId, critique), vote);
        core.changed({ emit }, critique, actor.userId);
        if (rose && userId !== null) {
          await deps.notices.tell({ tx, emit }, [
            {
              userId,
              kind: 'helpful',
              subject: `critique:${critique.id}`,
              actor: personOf(actor),
              about: { title: design.title, path: critiquePath(designId, critique.id) },
            },
          ]);
        }
        return { helpful: input.helpful, helpfulCount };
      });
    },
  };
}
