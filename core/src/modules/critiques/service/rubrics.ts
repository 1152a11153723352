import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import { defaultRubric, defaultRubricId } from '../../../contract/rubric.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { authoriseRubric } from '../policy.ts';
import type { RubricsPort } from '../ports.ts';
import type { CritiquesRepo, RubricRecord } from '../repo.ts';
import type { CreateRubric, Rubric } from '../schema.ts';
import type { CritiquesDeps } from '../service.ts';

export const usualRubric: Rubric = {
  id: defaultRubricId,
  name: 'Default',
  criteria: [...defaultRubric],
  mine: false,
};

export function toRubric({ id, name, criteria, ownerId }: RubricRecord, userId: string | null): Rubric {
  return { id, name, criteria: [...criteria], mine: ownerId === userId };
}

export function createRubrics(deps: Pick<CritiquesDeps, 'clock' | 'limits'>, repo: CritiquesRepo) {
  const port: RubricsPort = {
    usable: async (userId, rubricId) => (await repo.findRubric(rubricId))?.ownerId === userId,
  };
  return {
    port,

    async list(actor: SignedInActor): Promise<{ items: Rubric[] }> {
      const own = await repo.listRubrics(actor.userId);
      return { items: [usualRubric, ...own.map((rubric) => toRubric(rubric, actor.userId))] };
    },

    async create(actor: SignedInActor, input: CreateRubric): Promise<Rubric> {
      const most = deps.limits.rubricsPerUser;
      if ((await repo.listRubrics(actor.userId)).length >= most) {
        throw new HubError('too_many', { limit: `${most} rubrics` });
      }
      const now = deps.clock.now();
      const rubric = { ...input, id: newId(now), ownerId: actor.userId };
      await repo.insertRubric({ ...rubric, createdAt: new Date(now) });
      return toRubric(rubric, actor.userId);
    },

    /** Critiques that were given keep what they were asked. */
    async update(actor: SignedInActor, { rubricId, ...change }: CreateRubric & { rubricId: string }): Promise<Rubric> {
      const rubric = authoriseRubric(actor.userId, await repo.findRubric(rubricId));
      await repo.updateRubric(rubric, change);
      return toRubric({ ...rubric, ...change }, actor.userId);
    },

    /** Designs that ask by it go on doing so. */
    async remove(actor: SignedInActor, rubricId: string): Promise<{ done: true }> {
      const rubric = authoriseRubric(actor.userId, await repo.findRubric(rubricId));
      await repo.removeRubric(rubric, new Date(deps.clock.now()));
      return { done: true };
    },
  };
}
