/** Lists of designs: what somebody may see of them, in pages that go on where they stopped. */
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { afterKey, afterMoment, pageOf } from '../pages.ts';
import type { CardRecord } from '../repo/card-repo.ts';
import type { AuthorList, DesignList, DesignPage, OwnList } from '../schema.ts';
import { type DesignsCore, readerId } from './deps.ts';
import { toCards } from './view.ts';

export function createLists(core: DesignsCore) {
  const { deps, repo } = core;
  const averse = async (userId: string | null) => [...(await deps.safety.averse(userId))];

  async function mine(actor: SignedInActor, { cursor, limit }: OwnList): Promise<DesignPage> {
    const after = afterKey(deps.cursors, 'mine', cursor);
    const rows = await repo.cards.own(actor.userId, { after, limit: limit + 1 });
    return await shown(rows, limit, ({ design }) => deps.cursors.issue('mine', [design.id]));
  }

  async function shown<Row extends CardRecord>(
    rows: readonly Row[],
    limit: number,
    cursorOf: (last: Row) => string,
  ): Promise<DesignPage> {
    const { page, nextCursor } = pageOf(rows, limit, cursorOf);
    return { items: await toCards(core, page), nextCursor };
  }

  return {
    mine,

    async byAuthor(actor: Actor, { userId, cursor, limit }: AuthorList): Promise<DesignPage> {
      if (actor.kind === 'user' && actor.userId === userId) return await mine(actor, { cursor, limit });
      const list = `by:${userId}`;
      const viewerId = readerId(actor);
      const without = await averse(viewerId);
      if (without.includes(userId)) return { items: [], nextCursor: null };
      const rows = await repo.cards.listedOf(userId, viewerId, {
        after: afterMoment(deps.cursors, list, cursor),
        limit: limit + 1,
        without,
      });
      return await shown(rows, limit, ({ design }) =>
        deps.cursors.issue(list, [(design.publishedAt ?? design.createdAt).getTime(), design.id]),
      );
    },

    async saved(actor: SignedInActor, { cursor, limit }: OwnList): Promise<DesignPage> {
      const rows = await repo.cards.saved(actor.userId, {
        after: afterMoment(deps.cursors, 'saved', cursor),
        limit: limit + 1,
        without: await averse(actor.userId),
      });
      return await shown(rows, limit, ({ design, savedAt }) =>
        deps.cursors.issue('saved', [savedAt.getTime(), design.id]),
      );
    },

    async remixes(actor: Actor, { designId, cursor, limit }: DesignList): Promise<DesignPage> {
      const { id } = await core.allowed(actor, designId, 'read');
      const list = `remixes:${id}`;
      const after = afterKey(deps.cursors, list, cursor);
      const viewerId = readerId(actor);
      const page = { after, limit: limit + 1, without: await averse(viewerId) };
      const rows = await repo.cards.remixesOf(id, viewerId, page);
      return await shown(rows, limit, ({ design }) => deps.cursors.issue(list, [design.id]));
    },
  };
}
