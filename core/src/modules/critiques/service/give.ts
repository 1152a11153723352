import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Trust, Work } from '../../../platform/community-ports.ts';
import { authoriseChange, authoriseJudge } from '../policy.ts';
import type { ReadDesign } from '../ports.ts';
import { type CritiqueRecord, createCritiquesRepo } from '../repo.ts';
import type { CreateCritique, Critique, UpdateCritique } from '../schema.ts';
import { type CritiquesCore, critiqueSnapshot, critiqueWords, personOf } from './core.ts';
import { createScoring } from './scores.ts';

export function createGiving(core: CritiquesCore) {
  const { deps } = core;
  const scoring = createScoring(deps.pins);

  async function admit(actor: SignedInActor, designId: string): Promise<{ design: ReadDesign; trust: Trust }> {
    const design = await deps.designs.authorise(actor, designId, 'comment');
    authoriseJudge(actor.userId, design);
    if (design.authorId !== null && (await deps.safety.blocked(actor.userId, design.authorId))) {
      throw new HubError('blocked');
    }
    const { trust } = await deps.safety.admit(actor, 'critique');
    return { design, trust };
  }

  const inspect = (
    work: Work,
    actor: SignedInActor,
    critique: Omit<CritiqueRecord, 'standing' | 'helpfulCount' | 'editedAt'>,
  ) =>
    deps.safety.inspect(work, actor, {
      type: 'critique',
      id: critique.id,
      words: critiqueWords(critique),
      snapshot: critiqueSnapshot(critique),
    });

  return {
    /** One per person and release. Of two at once the second is refused. */
    async create(actor: SignedInActor, input: CreateCritique): Promise<Critique> {
      const { designId, seq, summary } = input;
      const { design, trust } = await admit(actor, designId);
      const release = await deps.designs.release(designId, seq === undefined ? { id: design.release.id } : { seq });
      if (release === null) throw new HubError('not_found');
      const { criteria } = await core.rubricOf(design, actor.userId);
      const scores = await scoring.ready(actor, { designId, release, criteria }, input.scores);
      const id = newId(deps.clock.now());
      await deps.events.transaction(async (tx, emit) => {
        const work = { tx, emit };
        const held = await deps.designs.hold(tx, actor, designId, 'comment');
        const own = createCritiquesRepo(tx);
        if ((await own.findOwn(release.id, actor.userId)) !== undefined) throw new HubError('critique_given');
        const critique = {
          id,
          designId,
          releaseId: release.id,
          userId: actor.userId,
          criteria,
          scores: await scoring.begin(work, held, actor, scores),
          summary,
          createdAt: new Date(deps.clock.now()),
        };
        const standing = await inspect(work, actor, critique);
        await own.insert({ ...critique, standing });
        if (standing === 'visible')
          await core.shown(work, held, { id, designId, userId: actor.userId, trust, from: personOf(actor) });
      });
      return await core.get(actor, id);
    },

    /** By the criteria that it was given by. */
    async update(actor: SignedInActor, input: UpdateCritique): Promise<Critique> {
      const { critique: known } = (await core.seen(actor, input.critiqueId)).found;
      const { designId } = authoriseChange(actor.userId, known);
      await admit(actor, designId);
      const release = await deps.designs.release(designId, { id: known.releaseId });
      if (release === null) throw new HubError('not_found');
      const on = { designId, release, criteria: known.criteria, before: known.scores };
      const scores = await scoring.ready(actor, on, input.scores);
      await deps.events.transaction(async (tx, emit) => {
        const work = { tx, emit };
        const held = await deps.designs.hold(tx, actor, designId, 'comment');
        const own = createCritiquesRepo(tx);
        const found = await own.find(known.id);
        if (found === undefined) throw new HubError('not_found');
        const before = authoriseChange(actor.userId, found);
        const after = { ...before, scores: await scoring.begin(work, held, actor, scores), summary: input.summary };
        const looked = await inspect(work, actor, after);
        // What a moderator holds back stays so, whatever it says now.
        const standing = before.standing === 'visible' ? looked : before.standing;
        const editedAt = new Date(deps.clock.now());
        await own.update(before, { scores: after.scores, summary: after.summary, standing, editedAt });
        if (before.standing !== 'visible') return;
        if (standing === 'visible') core.changed(work, before, actor.userId);
        else await core.withdrawn(work, held, before);
      });
      return await core.get(actor, known.id);
    },

    /** One's own, also where one may not write any more. Its pins stay: they are threads. */
    async remove(actor: SignedInActor, critiqueId: string): Promise<{ done: true }> {
      const { critique: known } = (await core.seen(actor, critiqueId)).found;
      authoriseChange(actor.userId, known);
      await deps.events.transaction(async (tx, emit) => {
        const held = await deps.designs.lock(tx, known.designId);
        const found = await createCritiquesRepo(tx).find(critiqueId);
        if (held === null || found === undefined) throw new HubError('not_found');
        await core.takeAway({ tx, emit }, held, authoriseChange(actor.userId, found));
      });
      return { done: true };
    },
  };
}
