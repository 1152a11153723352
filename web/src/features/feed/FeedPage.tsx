import type { FeedItem } from '@draftroom/core/schema/discovery';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { queryClient, trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { showToast } from '../../kit/toasts.ts';
import { setDismissed, useDismissed } from './dismissed.ts';
import { EndlessDesigns } from './EndlessDesigns.tsx';
import { FeedEmpty } from './FeedEmpty.tsx';
import { FeedOrders } from './FeedOrders.tsx';
import styles from './FeedPage.module.css';
import { keptList, nextCursor, useCards, useFreshOnArrival } from './feed-list.ts';
import { type FeedPlace, personal, readPlace } from './feed-place.ts';
import { askedFilter, type Filter, writeFilter } from './filter-params.ts';
import { FilterLine } from './filters/FilterLine.tsx';
import type { ShownCard } from './masonry/Masonry.tsx';
import { NewDesigns } from './NewDesigns.tsx';

const route = getRouteApi('/pages/explore');

export function FeedPage() {
  usePageTitle(t('explore.title'));
  const { user } = useMe();
  const place = readPlace(route.useSearch());
  const navigate = useNavigate({ from: '/explore' });
  const setFilter = (filter: Filter) =>
    void navigate({ search: (old) => ({ ...old, ...writeFilter(filter) }), resetScroll: false });
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t('explore.title')}</h1>
        <FeedOrders place={place} signedIn={user !== null} />
        <FilterLine q="" filter={place.filter} onChange={setFilter} />
      </div>
      {user === null && personal(place.order) ? <FeedEmpty place={place} /> : <Feed key={keyOf(place)} place={place} />}
    </div>
  );
}

function Feed({ place }: { place: FeedPlace }) {
  const { order, window: since, filter } = place;
  const asked = { order, ...(order === 'top' ? { window: since } : {}), filter: askedFilter(filter) };
  const options = trpc.feed.list.infiniteQueryOptions(asked, { getNextPageParam: nextCursor, ...keptList });
  useFreshOnArrival(options.queryKey);
  const list = useInfiniteQuery(options);
  const dismissed = useDismissed();
  const all = useCards<FeedItem>(list.data);
  const cards = order === 'forYou' ? all.filter((card) => !dismissed.has(card.id)) : all;
  const dismiss = ({ id, title }: ShownCard) => {
    void setDismissed(id, true);
    const undo = { label: t('action.undo'), run: () => void setDismissed(id, false) };
    showToast({ text: t('why.dismissed', { title }), action: undo });
  };
  const showNew = async () => {
    await queryClient.resetQueries({ queryKey: options.queryKey, exact: true });
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      {list.data !== undefined && <NewDesigns place={place} known={all} onShow={() => void showNew()} />}
      <EndlessDesigns
        list={list}
        cards={cards}
        label={label(`order.${order}`)}
        empty={<FeedEmpty place={place} />}
        {...(order === 'forYou' ? { reasons: true, onDismiss: dismiss } : {})}
      />
    </>
  );
}

const keyOf = (place: FeedPlace) => JSON.stringify(place);
