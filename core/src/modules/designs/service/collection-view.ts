import type { Actor, SignedInActor } from '../../../platform/actor.ts';
import { type Authorised, authoriseCollection, viewerOf } from '../policy.ts';
import type { CollectionRecord, ShownCollection } from '../repo/collection-repo.ts';
import type { Collection } from '../schema.ts';
import { type DesignsCore, type DesignWork, there } from './deps.ts';
import { toCards } from './view.ts';

const picturesShown = 4;

export async function toCollections(
  core: DesignsCore,
  rows: readonly ShownCollection[],
  viewerId: string | null,
): Promise<Collection[]> {
  const { repo } = core;
  const ids = rows.map(({ collection }) => collection.id);
  const first = await repo.collections.firstPictures(ids, viewerId, picturesShown);
  const records = await repo.cards.cards(viewerId, [...new Set(first.map(({ designId }) => designId))]);
  const cards = new Map((await toCards(core, records)).map((card) => [card.id, card]));
  return rows.map(({ collection, owner, itemCount }) => ({
    id: collection.id,
    title: collection.title,
    description: collection.description,
    owner,
    visibility: collection.visibility,
    standing: collection.standing,
    itemCount,
    pictures: first.flatMap(({ collectionId, designId }) =>
      collectionId === collection.id ? (cards.get(designId)?.picture ?? []) : [],
    ),
    changedAt: collection.changedAt.toISOString(),
    mine: collection.ownerId === viewerId,
  }));
}

export async function oneCollection(
  core: DesignsCore,
  collectionId: string,
  viewerId: string | null,
): Promise<Collection> {
  const shown = there(await core.repo.collections.show(collectionId, viewerId));
  return there((await toCollections(core, [shown], viewerId))[0]);
}

export async function allowedCollection<Action extends 'read' | 'edit'>(
  { repo, deps, now }: DesignsCore,
  actor: Actor,
  collectionId: string,
  action: Action,
): Promise<Authorised<Action, CollectionRecord>> {
  const collection = await repo.collections.find(collectionId);
  const viewer = viewerOf(actor);
  const ownerId = collection?.ownerId ?? null;
  const strangers = viewer.userId !== null && ownerId !== null && viewer.userId !== ownerId;
  const blocked = strangers && (await deps.safety.blocked(viewer.userId, ownerId));
  const kept = viewer.moderator && collection?.visibility === 'private';
  const underReview = kept && (await deps.safety.underReview('collection', collection.id));
  return authoriseCollection({ viewer, collection, blocked, underReview, now: now() }, action);
}

/** Under its lock, by its owner. */
export async function heldCollection<Action extends 'edit' | 'restore', Result>(
  core: DesignsCore,
  { actor, collectionId, action }: { actor: SignedInActor; collectionId: string; action: Action },
  work: (held: DesignWork, collection: Authorised<Action, CollectionRecord>) => Promise<Result>,
): Promise<Result> {
  const question = { viewer: viewerOf(actor), blocked: false, now: core.now() };
  // Before the lock: a stranger must not hold up others by what they may not touch.
  authoriseCollection({ ...question, collection: await core.repo.collections.find(collectionId) }, action);
  return await core.transaction(async (held) => {
    const collection = await held.repo.collections.lock(collectionId);
    return await work(held, authoriseCollection({ ...question, collection }, action));
  });
}
