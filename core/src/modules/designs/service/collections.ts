/** Collections of designs: made, found, described. */
import { HubError } from '../../../contract/errors.ts';
import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { afterKey, afterMoment, pageOf } from '../pages.ts';
import type {
  Collection,
  CollectionList,
  CollectionPage,
  Contained,
  CreateCollection,
  GetCollection,
  ListCollections,
  UpdateCollection,
} from '../schema.ts';
import { collectable } from './collection-items.ts';
import { allowedCollection, heldCollection, oneCollection, toCollections } from './collection-view.ts';
import { standingOfCollection } from './collection-words.ts';
import { type DesignsCore, readerId } from './deps.ts';
import { toCards } from './view.ts';

export function createCollectionReads(core: DesignsCore) {
  const { deps, repo } = core;
  return {
    async list(actor: Actor, { userId, cursor, limit }: ListCollections): Promise<CollectionList> {
      const viewerId = readerId(actor);
      const name = `collections:${userId}`;
      const after = afterMoment(deps.cursors, name, cursor);
      if ((await deps.safety.averse(viewerId)).has(userId)) return { items: [], nextCursor: null };
      const rows = await repo.collections.listOf(userId, viewerId, { after, limit: limit + 1 });
      const { page, nextCursor } = pageOf(rows, limit, ({ collection }) =>
        deps.cursors.issue(name, [collection.changedAt.getTime(), collection.id]),
      );
      return { items: await toCollections(core, page, viewerId), nextCursor };
    },

    async get(actor: Actor, { collectionId, cursor, limit }: GetCollection): Promise<CollectionPage> {
      const { id, standing } = await allowedCollection(core, actor, collectionId, 'read');
      const viewerId = readerId(actor);
      const after = afterKey(deps.cursors, `in:${id}`, cursor);
      const rows = await repo.collections.items(id, viewerId, { after, limit: limit + 1 });
      const { page, nextCursor } = pageOf(rows, limit, ({ position }) => deps.cursors.issue(`in:${id}`, [position]));
      const ids = page.map(({ designId }) => designId);
      const averse = await deps.safety.averse(viewerId);
      const cards = await toCards(core, await repo.cards.cards(viewerId, ids));
      const byId = new Map(cards.map((card) => [card.id, card]));
      const items = page.flatMap(({ designId, note }) => {
        const design = byId.get(designId);
        return design === undefined || averse.has(design.author?.userId ?? '') ? [] : [{ design, note }];
      });
      const statementId = standing === 'visible' ? null : await deps.safety.statementOf('collection', id);
      return { collection: await oneCollection(core, id, viewerId), statementId, items, nextCursor };
    },

    async containing(actor: SignedInActor, designId: string): Promise<Contained> {
      await collectable(core, actor, designId);
      return { items: await repo.collections.containing(actor.userId, designId) };
    },
  };
}

export function createCollectionChanges(core: DesignsCore) {
  const { deps, repo } = core;
  return {
    async create(actor: SignedInActor, input: CreateCollection): Promise<Collection> {
      const { hold } = await deps.safety.admit(actor, 'collect');
      const most = deps.limits.collectionsPerUser;
      if ((await repo.collections.countOf(actor.userId)) >= most) {
        throw new HubError('too_many', { limit: `${most} collections` });
      }
      const id = core.newId();
      await core.transaction(async (held) => {
        const standing = await standingOfCollection(core, held, actor, {
          collection: { id, ...input },
          opened: false,
          hold,
        });
        const at = { createdAt: held.now, changedAt: held.now };
        await held.repo.collections.insert({ id, ownerId: actor.userId, ...input, standing, ...at });
      });
      return await oneCollection(core, id, actor.userId);
    },

    async update(actor: SignedInActor, { collectionId, ...change }: UpdateCollection): Promise<Collection> {
      await allowedCollection(core, actor, collectionId, 'edit');
      const { hold } = await deps.safety.admit(actor, 'collect');
      await heldCollection(core, { actor, collectionId, action: 'edit' }, async (held, collection) => {
        const after = {
          title: change.title ?? collection.title,
          description: change.description ?? collection.description,
          visibility: change.visibility ?? collection.visibility,
        };
        const standing =
          collection.standing === 'visible'
            ? await standingOfCollection(core, held, actor, {
                collection: { id: collectionId, ...after },
                opened: collection.visibility === 'private',
                hold,
              })
            : collection.standing;
        await held.repo.collections.change(collection, { ...after, standing, changedAt: held.now });
      });
      return await oneCollection(core, collectionId, actor.userId);
    },

    async remove(actor: SignedInActor, collectionId: string): Promise<{ collectionId: string }> {
      await allowedCollection(core, actor, collectionId, 'edit');
      await heldCollection(core, { actor, collectionId, action: 'edit' }, (held, collection) =>
        held.repo.collections.setRemoved(collection, held.now),
      );
      return { collectionId };
    },

    async restore(actor: SignedInActor, collectionId: string): Promise<Collection> {
      await heldCollection(core, { actor, collectionId, action: 'restore' }, (held, collection) =>
        held.repo.collections.setRestored(collection),
      );
      return await oneCollection(core, collectionId, actor.userId);
    },
  };
}
