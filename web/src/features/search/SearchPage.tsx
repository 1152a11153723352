import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { EndlessDesigns } from '../feed/EndlessDesigns.tsx';
import { keptList, nextCursor, useCards, useFreshOnArrival } from '../feed/feed-list.ts';
import { filterCount } from '../feed/filter-params.ts';
import { FilterLine } from '../feed/filters/FilterLine.tsx';
import { countWords, facetCap } from '../feed/filters/facet-count.ts';
import { useFacets } from '../feed/filters/use-facets.ts';
import { SavedSearches } from './SavedSearches.tsx';
import { SearchBox } from './SearchBox.tsx';
import styles from './SearchPage.module.css';
import {
  askedSearch,
  isEmpty,
  readSearch,
  type SearchOrder,
  type SearchPlace,
  searchOrders,
  writeSearch,
} from './search-place.ts';

const route = getRouteApi('/pages/search');

export function SearchPage() {
  const place = readSearch(route.useSearch());
  usePageTitle(place.q === '' ? t('search.title') : t('search.of', { query: place.q }));
  const { user } = useMe();
  const navigate = useNavigate({ from: '/search' });
  const go = (change: Partial<SearchPlace>, replace = false) =>
    void navigate({ search: writeSearch({ ...place, ...change }), replace, resetScroll: false });
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t('search.title')}</h1>
        <SearchBox q={place.q} autoFocus={isEmpty(place)} onSearch={(q) => go({ q })} />
      </div>
      {user !== null && <SavedSearches place={place} />}
      <div className={styles.narrow}>
        <FilterLine q={place.q} filter={place.filter} counted onChange={(filter) => go({ filter })} />
        <OrderSelect order={place.order} onChange={(order) => go({ order }, true)} />
      </div>
      {isEmpty(place) ? (
        <EmptyState title={t('search.start')} text={t('search.startWhat')} />
      ) : (
        <Results key={JSON.stringify(place)} place={place} />
      )}
    </div>
  );
}

function OrderSelect({ order, onChange }: { order: SearchOrder; onChange(order: SearchOrder): void }) {
  return (
    <select
      className={styles.order}
      aria-label={t('search.order')}
      value={order}
      onChange={(event) => onChange(event.currentTarget.value as SearchOrder)}
    >
      {searchOrders.map((each) => (
        <option key={each} value={each}>
          {each === 'relevance' ? t('search.relevance') : label(`order.${each}`)}
        </option>
      ))}
    </select>
  );
}

function Results({ place }: { place: SearchPlace }) {
  const options = trpc.search.run.infiniteQueryOptions(askedSearch(place), {
    getNextPageParam: nextCursor,
    ...keptList,
  });
  useFreshOnArrival(options.queryKey);
  const list = useInfiniteQuery(options);
  const cards = useCards(list.data);
  const total = useFacets(place.q, place.filter, true)?.total;
  const other = list.data?.pages[0]?.didYouMean ?? null;
  return (
    <>
      <p className={styles.said} role="status">
        {/* What was found by forgiving a mistake is not counted. */}
        {total !== undefined && total >= cards.length && !list.isPending && <span>{totalWords(total)}</span>}
        {other !== null && (
          <span>
            {t('search.didYouMean')}{' '}
            <Link to="/search" search={writeSearch({ ...place, q: other })}>
              {other}
            </Link>
          </span>
        )}
      </p>
      <EndlessDesigns list={list} cards={cards} label={t('search.results')} empty={<NothingFound place={place} />} />
    </>
  );
}

function NothingFound({ place }: { place: SearchPlace }) {
  const filtered = filterCount(place.filter) > 0;
  return (
    <EmptyState
      title={filtered ? t('search.noneFiltered') : t('search.none', { query: place.q })}
      text={t('search.noneWhat')}
      action={
        filtered && (
          <Link to="/search" search={{ q: place.q === '' ? undefined : place.q }}>
            {t('filter.clear')}
          </Link>
        )
      }
    />
  );
}

function totalWords(total: number): string {
  return total < facetCap ? t('search.total', { count: total }) : t('search.totalMany', { number: countWords(total) });
}
