/** What an author changes of a design beside its releases. */
import type { SignedInActor } from '../../../platform/actor.ts';
import { authoriseRestore, viewerOf } from '../policy.ts';
import { rankOf } from '../ranking.ts';
import type { Design, RemovedDesign, UpdateDesign } from '../schema.ts';
import { type DesignsCore, type DesignWork, there } from './deps.ts';
import { takePicture } from './gather.ts';
import { checkRubric, standingAtFirst } from './release-parts.ts';
import { toDesign } from './view.ts';

export function createChanges(core: DesignsCore) {
  const { deps } = core;

  return {
    async update(actor: SignedInActor, input: UpdateDesign): Promise<Design> {
      const { designId, previewUploadId, ...change } = input;
      await core.allowed(actor, designId, 'edit');
      const { hold } = await deps.safety.admit(actor, 'publish');
      await checkRubric(core, actor, change.rubricId);
      await core.held(actor, { designId, action: 'edit' }, async (held, design) => {
        const { tx } = held.work;
        const picture =
          previewUploadId === undefined ? null : await takePicture(deps, tx, actor.userId, previewUploadId);
        const after = { ...design, ...given(change) };
        const files = await held.repo.releases.files(
          there(await held.repo.releases.find(designId, { seq: design.releaseCount })).id,
        );
        // Never better than it stands: what a moderator hid stays hidden whatever is written into it.
        const judged = design.standing === 'visible' && after.visibility !== 'private';
        const wider = after.visibility !== design.visibility;
        const { previewId } = picture ?? design;
        const judgement = { actor, id: designId, design: after, files, previewId, hold: hold && wider };
        const standing = judged ? await standingAtFirst(core, held, judgement) : design.standing;
        await held.repo.designs.change(design, { ...given(change), standing, changedAt: held.now });
        if (picture !== null) await held.repo.designs.setPicture(designId, picture);
        await publishIfListed(held, designId);
        held.emit(designId, 'design.changed', { by: actor.userId });
        if (standing !== design.standing) held.emit(designId, 'standing.changed', { by: null });
      });
      await core.settle(designId);
      return await toDesign(core, actor, designId);
    },

    async remove(actor: SignedInActor, designId: string): Promise<RemovedDesign> {
      const removedAt = await core.held(actor, { designId, action: 'edit' }, async (held, design) => {
        await held.repo.designs.setRemoved(design, held.now);
        held.emit(designId, 'design.removed', { by: actor.userId });
        return held.now;
      });
      await core.settle(designId);
      return { designId, removedAt: removedAt.toISOString() };
    },

    async restore(actor: SignedInActor, designId: string): Promise<Design> {
      // Before the lock: a stranger must not hold up others by what they may not touch.
      authoriseRestore(viewerOf(actor), await core.repo.designs.find(designId), core.now());
      await core.transaction(async (held) => {
        const found = await held.repo.designs.lock(designId);
        const design = authoriseRestore(viewerOf(actor), found, held.now);
        await held.repo.designs.setRestored(design);
        await publishIfListed(held, designId);
        held.emit(designId, 'design.restored', { by: actor.userId });
      });
      await core.settle(designId);
      return await toDesign(core, actor, designId);
    },
  };
}

/** Under the design's lock: from when strangers find it, its age counts. */
export async function publishIfListed({ repo, now }: DesignWork, designId: string): Promise<void> {
  const design = there(await repo.designs.find(designId));
  if (!design.listed || design.publishedAt !== null) return;
  await repo.designs.setPublished(designId, { publishedAt: now, rank: rankOf(design.weight, now) });
}

/** Without what was left out, so that it stays. */
function given<Change extends object>(change: Change): { [Key in keyof Change]?: Exclude<Change[Key], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}
