/** What is in a collection, and in which order. */
import { HubError } from '../../../contract/errors.ts';
import { keyBetween, keysBetween } from '../../../model/drawing/order-keys.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { EditableCollection } from '../repo/collection-repo.ts';
import type { AddedItem, AddItem, CollectionItem, CollectionItemId, MoveItem, UpdateItem } from '../schema.ts';
import { allowedCollection, heldCollection } from './collection-view.ts';
import { holdForNote } from './collection-words.ts';
import { type DesignsCore, type DesignWork, there } from './deps.ts';
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
    /** Behind the last one, or where somebody wants it. What is in there already stays as it is. */
    async addItem(actor: SignedInActor, { collectionId, designId, note, after }: AddItem): Promise<AddedItem> {
      await allowedCollection(core, actor, collectionId, 'edit');
      await collectable(core, actor, designId);
      const { hold } = await deps.safety.admit(actor, 'collect');
      const noteThere = await heldCollection(
        core,
        { actor, collectionId, action: 'edit' },
        async (inside, collection) => {
          const { collections } = inside.repo;
          const places = await collections.places(collectionId);
          if (places.some((place) => place.designId === designId))
            return await collections.noteOf(collectionId, designId);
          const most = deps.limits.itemsPerCollection;
          if (places.length >= most) throw new HubError('too_many', { limit: `${most} designs` });
          const position = there(keyBetween(places.at(-1)?.position ?? null, null) ?? undefined);
          await collections.addItem(collection, { designId, note, position, addedAt: inside.now });
          const known = after === null || places.some((place) => place.designId === after);
          if (after !== undefined && known) await putBehind(inside, collection, { designId, after });
          await collections.touch(collectionId, inside.now);
          await holdForNote(core, inside, actor, { collection, note, hold });
          return null;
        },
      );
      return { ...(await item(actor, designId, noteThere ?? note)), added: noteThere === null };
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
        await putBehind(inside, collection, { designId, after });
        await inside.repo.collections.touch(collectionId, inside.now);
      });
      return { collectionId, designId };
    },
  };
}

/**
 * Of what somebody may read, what they can also find there: their own, and what everybody finds. An address that somebody
 * was given puts nothing into a list.
 */
export async function collectable(core: DesignsCore, actor: SignedInActor, designId: string): Promise<void> {
  const design = await core.allowed(actor, designId, 'read');
  if (design.listed || design.authorId === actor.userId) return;
  throw new HubError(design.visibility === 'unlisted' ? 'unlisted_design' : 'not_found');
}

/** `after`: what it comes behind; null: to the front. Throws `not_found` unless both are in there. */
async function putBehind(
  { repo: { collections } }: DesignWork,
  collection: EditableCollection,
  { designId, after }: { designId: string; after: string | null },
): Promise<void> {
  const places = await collections.places(collection.id);
  const others = places.filter((place) => place.designId !== designId);
  const at = after === null ? 0 : others.findIndex((place) => place.designId === after) + 1;
  if (others.length === places.length || (after !== null && at === 0)) throw new HubError('not_found');
  const key = keyBetween(others[at - 1]?.position ?? null, others[at]?.position ?? null);
  if (key !== null && key.length <= longestKey) {
    await collections.setPlace(collection, designId, key);
  } else {
    const order = others.map((place) => place.designId).toSpliced(at, 0, designId);
    for (const [place, position] of keysBetween(null, null, order.length).entries()) {
      await collections.setPlace(collection, order[place] ?? '', position);
    }
  }
}
