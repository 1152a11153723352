import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import { takeLeft } from '../feed/arrival.ts';
import { keptList, useFreshOnArrival } from '../feed/feed-list.ts';
import { Masonry, MasonrySkeleton } from '../feed/masonry/Masonry.tsx';
import styles from './design.module.css';

/** Two rows where there is room for five columns. */
const most = 10;

/** Nothing at all where nothing is alike, or where that cannot be found out: the page is about something else. */
export function AlikeDesigns({ designId }: { designId: string }) {
  const options = trpc.feed.similar.queryOptions({ designId, limit: most }, keptList);
  useFreshOnArrival(options.queryKey);
  const { data, isPending } = useQuery(options);
  // Back from one of them, the keyboard goes on from its card.
  const [left] = useState(takeLeft);
  const cards = data?.items ?? [];
  if (!isPending && cards.length === 0) return null;
  return (
    <section className={styles.alike} aria-labelledby="alike">
      <h2 id="alike">{t('designPage.alike')}</h2>
      {isPending ? (
        <MasonrySkeleton count={most} />
      ) : (
        <Masonry cards={cards} label={t('designPage.alike')} startAt={left} />
      )}
    </section>
  );
}
