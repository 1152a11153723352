/** What other modules may ask of designs. */
import { authorise, viewerOf } from '../policy.ts';
import type { DesignsPort, HeldDesign, ReadDesign } from '../ports.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import { createDesignsRepo, type DesignsRepo } from '../repo.ts';
import { createContents } from './content.ts';
import { type DesignsCore, streamOf, there } from './deps.ts';
import { cardsByIds } from './view.ts';
import { setContribution } from './weigh.ts';

export function createDesignsPort(core: DesignsCore): DesignsPort {
  const { repo, deps } = core;
  const contents = createContents(core);

  async function toRead(within: DesignsRepo, design: DesignRecord): Promise<ReadDesign> {
    const { id, authorId, title, visibility, standing, listed, licence, rubricId, releaseCount } = design;
    const newest = there(await within.releases.find(id, { seq: releaseCount }));
    const release = { id: newest.id, seq: newest.seq };
    return { id, authorId, title, visibility, standing, listed, licence, rubricId, release };
  }

  async function toHeld(within: DesignsRepo, design: DesignRecord): Promise<HeldDesign> {
    const { id } = design;
    return {
      ...(await toRead(within, design)),
      adjust: ({ comments = 0, critiques = 0 }) =>
        within.designs.adjust(id, { commentCount: comments, critiqueCount: critiques }),
      // Looked at anew: it may have been weighed since it was locked.
      weigh: async (kind, by) => {
        await setContribution(within, there(await within.designs.find(id)), { ...by, kind, now: core.now() });
      },
    };
  }

  return {
    authorise: async (actor, designId, action) => toRead(repo, await core.allowed(actor, designId, action)),

    async hold(tx, actor, designId, action) {
      const within = createDesignsRepo(tx);
      const locked = await within.designs.lock(designId);
      return await toHeld(within, authorise({ viewer: viewerOf(actor), design: locked, blocked: false }, action));
    },

    async lock(tx, designId) {
      const within = createDesignsRepo(tx);
      const design = await within.designs.lock(designId);
      return design === undefined ? null : await toHeld(within, design);
    },

    readable: async (tx, userId, designId) => (await contents.designContent.look(tx, designId, userId)) !== null,

    async release(designId, which) {
      const release = await repo.releases.find(designId, which);
      if (release === undefined) return null;
      const { id, seq, licence } = release;
      return { id, designId, seq, licence, files: await repo.releases.files(id) };
    },

    cards: (viewerId, designIds) => cardsByIds(core, viewerId, designIds),

    async followers(authorId, viewerId) {
      return {
        following: viewerId !== null && (await repo.people.follows(viewerId, authorId)),
        followerCount: await repo.people.countFollowers(authorId),
      };
    },

    ...contents,
    assetUrl: deps.links.url,
    emit: (work, designId, type, payload) => work.emit(streamOf(designId), type, payload),
  };
}
