import { HubError } from '../../../contract/errors.ts';
import { type Actor, moderates, type SignedInActor } from '../../../platform/actor.ts';
import type { ToldPerson, Trust, Work } from '../../../platform/community-ports.ts';
import type { Authorised } from '../policy.ts';
import type { HeldDesign, Pinned, ReadDesign } from '../ports.ts';
import { type CritiqueRecord, type CritiquesRepo, createCritiquesRepo, type Eyes, type SeenCritique } from '../repo.ts';
import type { Critique, Rubric } from '../schema.ts';
import type { CritiquesDeps } from '../service.ts';
import { toRubric, usualRubric } from './rubrics.ts';

export type CritiquesCore = ReturnType<typeof createCritiquesCore>;

export function createCritiquesCore(deps: CritiquesDeps, repo: CritiquesRepo) {
  async function eyesOf(actor: Actor): Promise<Eyes> {
    const userId = actor.kind === 'user' ? actor.userId : null;
    return { userId, moderates: moderates(actor), averse: [...(await deps.safety.averse(userId))] };
  }

  /** Unknown, out of this person's sight, and on a design that is: all alike. */
  async function seen(actor: Actor, critiqueId: string): Promise<{ found: SeenCritique; design: ReadDesign }> {
    const found = await repo.see(critiqueId, await eyesOf(actor));
    if (found === undefined) throw new HubError('not_found');
    return { found, design: await deps.designs.authorise(actor, found.critique.designId, 'read') };
  }

  /** Critiques of one design with the pins that they cite. */
  async function view(actor: Actor, designId: string, found: readonly SeenCritique[]): Promise<Critique[]> {
    const cited = found.flatMap(({ critique }) => critique.scores.flatMap(({ threadIds }) => threadIds));
    const pins = await deps.pins.among(actor, designId, [...new Set(cited)]);
    const byId = new Map(pins.map((pin) => [pin.threadId, pin]));
    const userId = actor.kind === 'user' ? actor.userId : null;
    return found.map((one) => toCritique(one, byId, userId));
  }

  function changed(work: Pick<Work, 'emit'>, critique: Pick<CritiqueRecord, 'id' | 'designId'>, by: string | null) {
    work.emit(`design:${critique.designId}`, 'critique.changed', { critiqueId: critique.id, by });
  }

  async function withdrawn(work: Work, held: HeldDesign, critique: CritiqueRecord): Promise<void> {
    await held.adjust({ critiques: -1 });
    if (critique.userId !== null) await held.weigh('critique', { userId: critique.userId, trust: 0, on: false });
    changed(work, critique, critique.userId);
  }

  return {
    deps,
    repo,
    eyesOf,
    seen,
    view,

    async get(actor: Actor, critiqueId: string): Promise<Critique> {
      const { found } = await seen(actor, critiqueId);
      const [critique] = await view(actor, found.critique.designId, [found]);
      if (critique === undefined) throw new HubError('not_found');
      return critique;
    },

    /** What a critique of this design scores, also when its author has removed that rubric since. */
    async rubricOf(design: ReadDesign, userId: string | null): Promise<Rubric> {
      const own = design.rubricId === null ? undefined : await repo.findRubric(design.rubricId, { removed: true });
      return own === undefined ? usualRubric : toRubric(own, userId);
    },

    changed,

    /** From now on it counts. `from`: who is named to the author as having written it; null: they are not told. */
    async shown(
      work: Work,
      held: HeldDesign,
      critique: Pick<CritiqueRecord, 'id' | 'designId' | 'userId'> & { trust: Trust; from: ToldPerson | null },
    ): Promise<void> {
      const { id, designId, userId, trust, from } = critique;
      await held.adjust({ critiques: 1 });
      if (userId !== null) await held.weigh('critique', { userId, trust, on: true });
      changed(work, critique, userId);
      if (held.authorId === null || from === null) return;
      const about = { title: held.title, path: critiquePath(designId, id) };
      await deps.notices.tell(work, [
        { userId: held.authorId, kind: 'critique', subject: `design:${designId}`, actor: from, about },
      ]);
    },

    /** It counts no more. */
    withdrawn,

    async takeAway(work: Work, held: HeldDesign, critique: Authorised<'change', CritiqueRecord>): Promise<void> {
      await createCritiquesRepo(work.tx).remove(critique);
      if (critique.standing === 'visible') await withdrawn(work, held, critique);
    },
  };
}

export function personOf({ userId, name, colour, avatarId }: SignedInActor): ToldPerson {
  return { userId, name, colour, avatarId };
}

export function critiquePath(designId: string, critiqueId: string): string {
  return `/designs/${designId}?critique=${critiqueId}`;
}

/** What moderators are shown. */
export function critiqueSnapshot({
  designId,
  summary,
  scores,
}: Pick<CritiqueRecord, 'designId' | 'summary' | 'scores'>) {
  return { designId, summary, scores: scores.map(({ criterionId, score, words }) => ({ criterionId, score, words })) };
}

/** Everything that was written in it. */
export function critiqueWords({ summary, scores }: Pick<CritiqueRecord, 'summary' | 'scores'>): string {
  return [summary, ...scores.map(({ words }) => words)].join('\n');
}

function toCritique(
  { critique, seq, author, helpful }: SeenCritique,
  pins: ReadonlyMap<string, Pinned>,
  userId: string | null,
): Critique {
  const { id, designId, releaseId, criteria, summary, standing, helpfulCount, createdAt, editedAt } = critique;
  return {
    id,
    designId,
    release: { id: releaseId, seq },
    author,
    criteria: [...criteria],
    scores: critique.scores.map(({ criterionId, score, words, threadIds }) => ({
      criterionId,
      score,
      words,
      pins: threadIds.flatMap((threadId) => pins.get(threadId) ?? []),
    })),
    summary,
    standing,
    helpfulCount,
    helpful,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    mine: userId !== null && critique.userId === userId,
  };
}
