import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import styles from './FeedPage.module.css';
import type { FeedPlace } from './feed-place.ts';
import { askedFilter } from './filter-params.ts';

/** Milliseconds between looks for new designs, while the page is in front. */
const interval = 60_000;
const mostCounted = 30;

interface NewDesignsProps {
  place: FeedPlace;
  known: readonly { id: string }[];
  /** Loads the list anew. */
  onShow(): void;
}

/**
 * Says that there are new designs, and shows them when asked: nothing is put above what somebody looks at. New are those
 * that were not there at the first look.
 */
export function NewDesigns({ place: { order, filter }, known, onShow }: NewDesignsProps) {
  const asked = order === 'following' ? order : 'new';
  const newest = useQuery(
    trpc.feed.list.queryOptions(
      { order: asked, filter: askedFilter(filter), limit: mostCounted },
      { enabled: order === 'hot' || order === asked, refetchInterval: interval, staleTime: 0, gcTime: 0 },
    ),
  );
  const [first, setFirst] = useState<ReadonlySet<string>>();
  if (first === undefined && newest.data !== undefined) setFirst(new Set(newest.data.items.map(({ id }) => id)));
  const shown = new Set(known.map(({ id }) => id));
  const fresh = (newest.data?.items ?? []).filter(({ id }) => first?.has(id) === false && !shown.has(id));
  const words = fresh.length < mostCounted ? t('feed.new', { count: fresh.length }) : t('feed.newMany');
  return (
    <div className={styles.news} role="status">
      {fresh.length > 0 && (
        <button
          type="button"
          onClick={() => {
            setFirst(undefined);
            onShow();
          }}
        >
          {words}
        </button>
      )}
    </div>
  );
}
