import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import styles from './moderation.module.css';

interface EndlessListProps<Item> {
  /** What `useInfiniteQuery` gives back. */
  list: {
    readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    refetch(): Promise<unknown>;
    fetchNextPage(): Promise<unknown>;
  };
  empty: { title: string; text: string };
  keyOf(item: Item): string;
  row(item: Item): ReactNode;
}

/** Rows that load page by page, with what stands there before, instead and when it fails. */
export function EndlessList<Item>({ list, empty, keyOf, row }: EndlessListProps<Item>) {
  if (list.data === undefined) {
    return list.error === null ? (
      <RowsSkeleton />
    ) : (
      <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState {...empty} />;
  return (
    <>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={keyOf(item)} className={styles.row}>
            {row(item)}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          variant="default"
          className={styles.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('action.showMore')}
        </Button>
      )}
    </>
  );
}

export function RowsSkeleton() {
  return (
    <Skeleton>
      {[38, 52, 44].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={`${width}%`} height={16} />
          <SkeletonLine width={`${width + 20}%`} />
        </div>
      ))}
    </Skeleton>
  );
}
