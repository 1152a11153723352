/** What is in a collection, and in which order. */
import { HubError } from '../../../contract/errors.ts';
import { keyBetween, keysBetween } from '../../../model/drawing/order-keys.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { AddItem, CollectionItem, CollectionItemId, MoveItem, UpdateItem } from '../schema.ts';
import { allowedCollection, heldCollection } from './collection-view.ts';
import { holdForNote } from './collection-words.ts';
import { type DesignsCore, there } from './deps.ts';
import { toCards } from './view.ts';

/** Keys grow where things are moved to the same place again and again; from here on all are written anew. */
const longestKey = 60;

export function createCollectionItems(core: DesignsCore) {
  const { deps, repo } = core;

  async function item(actor: SignedInActor, designId: string, note: string): Promise<CollectionItem> {
    const card = there(await repo.cards.card(designId, actor.userId));
    return { design: there((await toCards(core, [card]))[0]), note };
  }

  return {
    /** Behind the last one. What is in there already gets the new note. */
    async addItem(actor: SignedInActor, { collectionId, designId, note }: AddItem): Promise<CollectionItem> {
      await allowedCollection(core, actor, collectionId, 'edit');
      const design = await core.allowed(actor, designId, 'read');
      // Only what the owner will see there: an address alone puts nothing into a list.
      if (!design.listed && design.authorId !== actor.userId) throw new HubError('not_found');
      const { hold } = await deps.safety.admit(actor, 'collect');
      await heldCollection(core, { actor, collectionId, action: 'edit' }, async (inside, collection) => {
        const last = await inside.repo.collections.lastPlace(collectionId);
        const most = deps.limits.itemsPerCollection;
        if (last.count >= most) throw new HubError('too_many', { limit: `${most} designs` });
        const position = there(keyBetween(last.position, null) ?? undefined);
        const added = await inside.repo.collections.addItem(collection, {
          designId,
          note,
          position,
          addedAt: inside.now,
        });
        if (!added) await inside.repo.collections.setNote(collection, designId, note);
        await inside.repo.collections.touch(collectionId, inside.now);
        await holdForNote(core, inside, actor, { collection, note, hold });
      });
      return await item(actor, designId, note);
    },

    async updateItem(actor: SignedInActor, { collectionId, designId, note }: UpdateItem): Promise<CollectionItem> {
      const design = await core.allowed(actor, designId, 'read');
      const { hold } = await deps.safety.admit(actor, 'collect');
      await heldCollection(core, { actor, collectionId, action: 'edit' }, async (inside, collection) => {
        if (!(await inside.repo.collections.setNote(collection, design.id, note))) throw new HubError('not_found');
        await holdForNote(core, inside, actor, { collection, note, hold });
      });
      return await item(actor, designId, note);
    },

    /** Also what is not to be seen any more. */
    async removeItem(actor: SignedInActor, { collectionId, designId }: CollectionItemId): Promise<CollectionItemId> {
      await heldCollection(core, { actor, collectionId, action: 'edit' }, async (inside, collection) => {
        if (!(await inside.repo.collections.removeItem(collection, designId))) throw new HubError('not_found');
        await inside.repo.collections.touch(collectionId, inside.now);
      });
      return { collectionId, designId };
    },

    async moveItem(actor: SignedInActor, { collectionId, designId, after }: MoveItem): Promise<CollectionItemId> {
      await heldCollection(core, { actor, collectionId, action: 'edit' }, async (inside, collection) => {
        const places = await inside.repo.collections.places(collectionId);
        const others = places.filter((place) => place.designId !== designId);
        const at = after === null ? 0 : others.findIndex((place) => place.designId === after) + 1;
        if (others.length === places.length || (after !== null && at === 0)) throw new HubError('not_found');
        const key = keyBetween(others[at - 1]?.position ?? null, others[at]?.position ?? null);
        if (key !== null && key.length <= longestKey) {
          await inside.repo.collections.setPlace(collection, designId, key);
        } else {
          const order = others.map((place) => place.designId).toSpliced(at, 0, designId);
          for (const [place, position] of keysBetween(null, null, order.length).entries()) {
            await inside.repo.collections.setPlace(collection, order[place] ?? '', position);
          }
        }
        await inside.repo.collections.touch(collectionId, inside.now);
      });
      return { collectionId, designId };
    },
  };
}
