import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Column, Listed } from '../repo/feed-repo.ts';
import type { FeedItem, FeedOrder, FeedPage, FeedWindow, ListFeed } from '../schema.ts';
import type { DiscoveryCore, Viewer } from './deps.ts';
import { createForYou } from './for-you.ts';

const day = 86_400_000;
const windows: Readonly<Record<FeedWindow, number>> = {
  day,
  week: 7 * day,
  month: 30 * day,
  year: 365 * day,
  all: Number.POSITIVE_INFINITY,
};
const columns: Readonly<Record<Exclude<FeedOrder, 'forYou'>, Column>> = {
  hot: 'rank',
  new: 'published',
  top: 'weight',
  following: 'published',
};

export function createFeedList(core: DiscoveryCore) {
  const forYou = createForYou(core);
  return async (actor: Actor, input: ListFeed): Promise<FeedPage> => {
    const viewer = await core.viewer(actor);
    if (input.order === 'forYou') return await forYou(viewer, input);
    return await listFeed(core, viewer, { ...input, order: input.order });
  };
}

async function listFeed(
  { deps, repo }: DiscoveryCore,
  { userId, averse }: Viewer,
  input: ListFeed & { order: keyof typeof columns },
): Promise<FeedPage> {
  const { order, window, filter, limit } = input;
  if (order === 'following' && userId === null) throw new HubError('not_signed_in');
  const list = JSON.stringify(['feed', order, order === 'top' ? window : null, filter]);
  // The window stays where it was when the list began, however long somebody reads.
  const [key, id, began] = input.cursor === undefined ? [] : deps.cursors.read(list, input.cursor);
  const start = typeof began === 'number' ? began : deps.clock.now();
  const since = order === 'top' && window !== 'all' ? new Date(start - windows[window]) : undefined;
  const after: Listed | null = typeof key === 'number' && typeof id === 'string' ? { key, id } : null;
  const walk = { match: { sought: null, filter, averse }, by: columns[order], after, limit: limit + 1, since };
  const isShort = since !== undefined && window !== 'year';
  const found =
    order === 'following' && userId !== null
      ? await repo.walkFollowed(walk, userId)
      : await (isShort ? repo.walkYoung(walk) : repo.walk(walk));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const cards = await deps.designs.cards(
    userId,
    page.map((listed) => listed.id),
  );
  return {
    items: cards.map((card): FeedItem => ({ ...card, reason: null })),
    nextCursor:
      found.length > limit && last !== undefined ? deps.cursors.issue(list, [last.key, last.id, start]) : null,
  };
}
