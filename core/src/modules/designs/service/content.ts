/** Designs and collections as moderation sees and changes them. */
import type { Database } from '@draftroom/drizzle/client';
import type { Content } from '../../../platform/community-ports.ts';
import { createDesignsRepo } from '../repo.ts';
import { publishIfListed } from './change.ts';
import { collectionSnapshot } from './collection-words.ts';
import { type DesignsCore, type DesignWork, streamOf } from './deps.ts';
import { inspected } from './release-parts.ts';
import { destroyDesign } from './settle.ts';

export function createContents(core: DesignsCore): { designContent: Content; collectionContent: Content } {
  const within = (work: { tx: Database; emit(stream: string, type: string, payload: unknown): void }): DesignWork => ({
    work,
    repo: createDesignsRepo(work.tx),
    now: core.now(),
    emit: (designId, type, payload) => work.emit(streamOf(designId), type, payload),
  });

  return {
    designContent: {
      async look(tx, id, viewerId) {
        const repo = createDesignsRepo(tx);
        const design = await repo.designs.find(id);
        if (design === undefined || design.removedAt !== null) return null;
        const own = viewerId !== null && viewerId === design.authorId;
        const seen = design.visibility !== 'private' && design.standing === 'visible';
        if (viewerId !== null && !own && !seen) return null;
        const release = await repo.releases.find(id, { seq: design.releaseCount });
        const files = release === undefined ? [] : await repo.releases.files(release.id);
        return {
          ownerId: design.authorId,
          title: design.title,
          path: `/designs/${id}`,
          snapshot: inspected(id, design, { files, previewId: design.previewId }).snapshot,
          standing: design.standing,
        };
      },

      async hold(tx, id) {
        await createDesignsRepo(tx).designs.lock(id);
      },

      async setStanding(work, id, standing) {
        const held = within(work);
        const design = await held.repo.designs.lock(id);
        if (design === undefined || design.standing === standing) return;
        await held.repo.designs.setStanding(id, standing);
        await publishIfListed(held, id);
        held.emit(id, 'standing.changed', { by: null });
        settleAfter(id);
      },

      async remove(work, id) {
        const held = within(work);
        const design = await held.repo.designs.lock(id);
        if (design === undefined) return;
        await destroyDesign(held, design);
        held.emit(id, 'design.removed', { by: null });
      },
    },

    collectionContent: {
      async look(tx, id, viewerId) {
        const repo = createDesignsRepo(tx);
        const collection = await repo.collections.find(id);
        if (collection === undefined || collection.removedAt !== null) return null;
        const { ownerId, title, visibility, standing } = collection;
        const seen = visibility !== 'private' && standing === 'visible';
        if (viewerId !== null && viewerId !== ownerId && !seen) return null;
        return {
          ownerId,
          title,
          path: `/collections/${id}`,
          snapshot: await collectionSnapshot(repo, collection),
          standing,
        };
      },

      async hold(tx, id) {
        await createDesignsRepo(tx).collections.lock(id);
      },

      async setStanding(work, id, standing) {
        await within(work).repo.collections.setStanding(id, standing);
      },

      async remove(work, id) {
        await within(work).repo.collections.destroy(id);
      },
    },
  };

  /**
   * The caller's transaction is still open: nobody waits for the job to be queued, and it starts late enough to see what
   * was written. Undone work costs an idle run.
   */
  function settleAfter(designId: string): void {
    void core.deps.queue.send('design.settle', { designId }, { key: designId, delayMs: 2_000 }).catch(() => undefined);
  }
}
