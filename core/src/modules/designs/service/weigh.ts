/** What people's doings add to a design's place in the hot order; under the design's lock. */
import type { Trust } from '../../../platform/community-ports.ts';
import { rankOf, startOfDay, type WeighedKind, weighedPerDay, weightOf } from '../ranking.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import type { DesignsRepo } from '../repo.ts';

type Weighed = Pick<DesignRecord, 'id' | 'authorId' | 'weight' | 'publishedAt' | 'createdAt'>;

/** Nothing for one's own designs, nor beyond what one may add to an author within a day. */
export async function weightNow(
  repo: DesignsRepo,
  design: Pick<Weighed, 'authorId'>,
  by: { userId: string; trust: Trust; kind: WeighedKind; now: Date },
): Promise<number> {
  if (design.authorId === null || design.authorId === by.userId) return 0;
  const today = await repo.reactions.weighedSince(by.userId, design.authorId, startOfDay(by.now));
  return today >= weighedPerDay ? 0 : weightOf(by.kind, by.trust);
}

export async function addWeight(repo: DesignsRepo, design: Weighed, more: number): Promise<void> {
  if (more === 0) return;
  const weight = design.weight + more;
  await repo.designs.setWeight(design.id, { weight, rank: rankOf(weight, design.publishedAt ?? design.createdAt) });
}

/** A remix or a critique counts once for a person. */
export async function setContribution(
  repo: DesignsRepo,
  design: Weighed,
  by: { userId: string; trust: Trust; kind: 'remix' | 'critique'; on: boolean; now: Date },
): Promise<boolean> {
  const { userId, kind, now } = by;
  if (!by.on) {
    const weighed = await repo.reactions.takeContribution(design.id, userId, kind);
    if (weighed !== null) await addWeight(repo, design, -weighed);
    return weighed !== null;
  }
  const weight = await weightNow(repo, design, by);
  const added = await repo.reactions.addContribution({ designId: design.id, userId, kind, weight, createdAt: now });
  if (added) await addWeight(repo, design, weight);
  return added;
}
