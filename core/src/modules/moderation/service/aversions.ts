/** Whom somebody blocks and mutes. */
import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { AversionKind } from '../repo/aversion-repo.ts';
import type { AverseList, Aversion, SetAversion } from '../schema.ts';
import type { ModerationCore } from './deps.ts';

/** More than anybody means; each list of theirs is read with it. */
const mostAversions = 2_000;

export function createAversionUseCases(core: ModerationCore) {
  const { deps, repo } = core;

  const of = async (actor: SignedInActor, userId: string): Promise<Aversion> => {
    const kind = await repo.aversions.find(actor.userId, userId);
    return { blocked: kind === 'block', muted: kind === 'mute' };
  };

  const kindUseCases = (kind: AversionKind) => ({
    async set(actor: SignedInActor, input: SetAversion): Promise<Aversion> {
      await deps.rateLimiter.take('aversionsPerHour', `user:${actor.userId}`);
      const { userId } = actor;
      if (input.userId === userId) throw new HubError('invalid_input', { userId: 'This is you.' });
      if ((await repo.people.find(input.userId)) === undefined) throw new HubError('not_found');
      if (input.on && (await repo.aversions.count(userId)) >= mostAversions) {
        throw new HubError('too_many', { limit: `${mostAversions} people` });
      }
      await core.work(async (work) => {
        const aversion = { userId, otherId: input.userId, kind };
        if (!input.on) return await work.repo.aversions.clear(aversion);
        await work.repo.aversions.set({ ...aversion, createdAt: work.now });
        if (kind === 'block') await work.repo.aversions.endFollows(userId, input.userId);
      });
      return await of(actor, input.userId);
    },

    async list(actor: SignedInActor): Promise<AverseList> {
      const rows = await repo.aversions.list(actor.userId, kind);
      return { items: rows.map(({ person, since }) => ({ person, since: since.toISOString() })) };
    },
  });

  return { of, blocks: kindUseCases('block'), mutes: kindUseCases('mute') };
}
