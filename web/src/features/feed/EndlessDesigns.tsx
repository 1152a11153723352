import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { takeLeft } from './arrival.ts';
import styles from './EndlessDesigns.module.css';
import type { EndlessList } from './feed-list.ts';
import { Masonry, MasonrySkeleton, type ShownCard } from './masonry/Masonry.tsx';

interface EndlessDesignsProps {
  list: EndlessList;
  cards: readonly ShownCard[];
  label: string;
  empty: ReactNode;
  reasons?: boolean;
  onDismiss?: (card: ShownCard) => void;
}

/** The masonry of a list that loads its next page before one reaches its end, or by its button. */
export function EndlessDesigns({ list, cards, label, empty, reasons = false, onDismiss }: EndlessDesignsProps) {
  const end = useRef<HTMLDivElement>(null);
  // Back at the list, the keyboard goes on from the design that was opened.
  const [left] = useState(takeLeft);
  const mayLoad = list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError;
  const load = useRef(list.fetchNextPage);
  load.current = list.fetchNextPage;
  useEffect(() => {
    const element = end.current;
    if (element === null || !mayLoad) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load.current(), {
      rootMargin: '0px 0px 1500px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [mayLoad]);

  if (list.isPending) return <MasonrySkeleton />;
  if (list.isError && cards.length === 0) {
    return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (cards.length === 0 && !list.hasNextPage) return empty;
  return (
    <div className={styles.endless}>
      <Masonry
        cards={cards}
        label={label}
        busy={list.isFetchingNextPage}
        open={list.hasNextPage}
        startAt={left}
        reasons={reasons}
        onDismiss={onDismiss}
      />
      <div ref={end} className={styles.end}>
        {list.isFetchNextPageError && <ErrorPanel error={list.error} onRetry={() => void list.fetchNextPage()} />}
        {list.hasNextPage ? (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('feed.more')}
          </Button>
        ) : (
          <p>{t('feed.end', { count: cards.length })}</p>
        )}
      </div>
    </div>
  );
}
