/** What waits for moderators, and taking it on. */
import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { allowedKinds, authoriseClaim, authoriseModerator, type Case } from '../policy.ts';
import type { ReviewRow } from '../repo/review-repo.ts';
import type { ListReview, ReviewDetail, ReviewItem, ReviewPage, Waiting } from '../schema.ts';
import { waitingCap } from '../schema.ts';
import type { ModerationCore, ModerationWork } from './deps.ts';
import { emitReview } from './told.ts';
import {
  type Looked,
  lookAt,
  pageOf,
  pictureOf,
  readPlace,
  shown,
  toActions,
  toReviewItems,
  writePlace,
} from './view.ts';

const shownActions = 50;

export function toCase({ item, owner, claimer }: ReviewRow, looked: Looked): Case {
  return {
    itemId: item.id,
    targetType: item.targetType,
    owner,
    stands: looked !== null,
    closedAt: item.closedAt,
    claim:
      claimer === null || item.claimedAt === null
        ? null
        : { userId: claimer.userId, name: claimer.name, at: item.claimedAt },
  };
}

/** With the thing that it is about, to the end of the transaction. */
export async function lockedCase(core: ModerationCore, work: ModerationWork, itemId: string): Promise<ReviewRow> {
  const row = await work.repo.reviews.find(itemId);
  if (row === undefined) throw new HubError('not_found');
  await core.deps.contents[row.item.targetType].hold(work.tx, row.item.targetId);
  return await lockedRow(work, itemId);
}

/** Under its lock, to the end of the transaction. */
async function lockedRow({ repo }: Pick<ModerationWork, 'repo'>, itemId: string): Promise<ReviewRow> {
  await repo.reviews.lock(itemId);
  const row = await repo.reviews.find(itemId);
  if (row === undefined) throw new HubError('not_found');
  return row;
}

export function createReviewUseCases(core: ModerationCore) {
  const { repo } = core;

  async function itemOf(itemId: string): Promise<ReviewItem> {
    const row = await repo.reviews.find(itemId);
    const [item] = row === undefined ? [] : await toReviewItems(core, [row]);
    if (item === undefined) throw new HubError('not_found');
    return item;
  }

  async function setClaim(actor: SignedInActor, itemId: string, on: boolean): Promise<ReviewItem> {
    const moderator = authoriseModerator(actor);
    await core.work(async (work) => {
      const row = await lockedRow(work, itemId);
      const looked = await core.deps.contents[row.item.targetType].look(work.tx, row.item.targetId, null);
      const question = authoriseClaim(moderator, toCase(row, looked), work.now.getTime());
      await work.repo.reviews.claim(question, on ? { by: moderator.userId, at: work.now } : null);
      emitReview(work, itemId);
    });
    return await itemOf(itemId);
  }

  return {
    async queue(actor: SignedInActor, input: ListReview): Promise<ReviewPage> {
      const moderator = authoriseModerator(actor);
      const after = readPlace(input.cursor);
      const limit = input.limit + 1;
      const rows =
        input.scope === 'closed'
          ? await repo.reviews.listClosed({ after, limit })
          : await repo.reviews.listOpen({
              after,
              limit,
              ...(input.scope === 'mine' ? { claimedBy: moderator.userId } : {}),
            });
      const { page, nextCursor } = pageOf(rows, input.limit, ({ item }) =>
        writePlace(input.scope === 'closed' ? (item.closedAt?.getTime() ?? 0) : item.weight, item.id),
      );
      return { items: await toReviewItems(core, page), nextCursor };
    },

    async item(actor: SignedInActor, itemId: string): Promise<ReviewDetail> {
      const moderator = authoriseModerator(actor);
      const row = await repo.reviews.find(itemId);
      if (row === undefined) throw new HubError('not_found');
      const { item, owner } = row;
      const looked = await lookAt(core, item);
      const reports = await repo.reports.list(item.id);
      return {
        item: await itemOf(itemId),
        snapshot: shown(item.snapshot),
        picture: pictureOf(core, item.id, item.snapshot),
        currentPicture: looked === null ? null : pictureOf(core, item.id, looked.snapshot),
        current: looked === null ? null : shown(looked.snapshot),
        reports: reports.map(({ id, reason, words, weight, snapshot, createdAt, agreed }) => ({
          id,
          reason,
          words,
          weight,
          snapshot: shown(snapshot),
          createdAt: createdAt.toISOString(),
          agreed: agreed === null ? null : agreed === 1,
        })),
        actions: await toActions(
          core,
          await repo.actions.listAbout({ type: item.targetType, id: item.targetId }, shownActions),
        ),
        ownerHistory: owner === null ? null : await historyOf(owner.userId),
        allowed: allowedKinds(moderator, toCase(row, looked), core.deps.clock.now()),
        mayBePermanent: moderator.siteRole === 'admin',
      };
    },

    claim: (actor: SignedInActor, itemId: string) => setClaim(actor, itemId, true),
    release: (actor: SignedInActor, itemId: string) => setClaim(actor, itemId, false),

    async waiting(actor: SignedInActor): Promise<Waiting> {
      authoriseModerator(actor);
      const items = await repo.reviews.countOpen(waitingCap);
      return { items, appeals: await repo.appeals.countOpen(waitingCap) };
    },
  };

  async function historyOf(userId: string): Promise<ReviewDetail['ownerHistory']> {
    const person = await repo.people.find(userId);
    if (person === undefined) return null;
    return {
      joinedAt: person.createdAt.toISOString(),
      trust: await core.deps.trust.of(userId),
      actions: await toActions(core, await repo.actions.listOf(userId, { before: null, limit: shownActions })),
    };
  }
}
