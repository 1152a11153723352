import type { Actor } from '../../../platform/actor.ts';
import type { StoredScore } from '../repo.ts';
import type { Critique, CritiqueList, CritiquesByPerson, ListCritiques, PersonCritiques } from '../schema.ts';
import type { CritiquesCore } from './core.ts';

/** Of one design at once; those found least helpful are left out beyond it. */
const mostListed = 200;

export function createCritiqueReads(core: CritiquesCore) {
  const { deps, repo } = core;
  return {
    get: core.get,

    async list(actor: Actor, { designId, seq }: ListCritiques): Promise<CritiqueList> {
      const design = await deps.designs.authorise(actor, designId, 'read');
      const eyes = await core.eyesOf(actor);
      const found = await repo.list({ designId, seq, limit: mostListed }, eyes);
      const items = await core.view(actor, designId, found);
      return { items, means: meansOf(items), rubric: await core.rubricOf(design, eyes.userId) };
    },

    async byPerson(actor: Actor, { userId, cursor, limit }: CritiquesByPerson): Promise<PersonCritiques> {
      const { averse } = await core.eyesOf(actor);
      if (averse.includes(userId)) return { items: [], nextCursor: null, given: 0, helpful: 0 };
      const rows = await repo.byPerson(userId, { before: cursor, limit: limit + 1 });
      const page = rows.slice(0, limit);
      return {
        items: page.map(({ critique, design }) => ({
          id: critique.id,
          design,
          summary: critique.summary,
          mean: meanOf(critique.scores),
          helpfulCount: critique.helpfulCount,
          createdAt: critique.createdAt.toISOString(),
        })),
        nextCursor: rows.length > limit ? (page.at(-1)?.critique.id ?? null) : null,
        ...(await repo.figures(userId)),
      };
    },
  };
}

/** By criterion, in the order in which they are met first; those that others may not see do not count. */
function meansOf(items: readonly Critique[]): CritiqueList['means'] {
  const sums = new Map<string, { name: string; total: number; count: number }>();
  for (const { criteria, scores, standing } of items) {
    if (standing !== 'visible') continue;
    for (const { criterionId, score } of scores) {
      const name = criteria.find(({ id }) => id === criterionId)?.name ?? criterionId;
      const { total, count } = sums.get(criterionId) ?? { total: 0, count: 0 };
      sums.set(criterionId, { name, total: total + score, count: count + 1 });
    }
  }
  return [...sums].map(([criterionId, { name, total, count }]) => ({ criterionId, name, mean: total / count, count }));
}

function meanOf(scores: readonly StoredScore[]): number {
  return scores.reduce((total, { score }) => total + score, 0) / Math.max(1, scores.length);
}
