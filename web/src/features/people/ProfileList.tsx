import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import type { EndlessList } from '../feed/feed-list.ts';

interface ProfileListProps {
  list: EndlessList;
  className: string | undefined;
  empty: ReactNode;
  children: readonly ReactNode[] | undefined;
}

/** A list in a profile: its rows as they are loaded, or why there are none. */
export function ProfileList({ list, className, empty, children = [] }: ProfileListProps) {
  if (list.isPending) {
    return (
      <Skeleton>
        {[48, 62, 40].map((width) => (
          <SkeletonLine key={width} width={`${width}%`} height={40} />
        ))}
      </Skeleton>
    );
  }
  if (list.isError && children.length === 0) {
    return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (children.length === 0) return empty;
  return (
    <>
      <ul className={className}>{children}</ul>
      {list.hasNextPage && (
        <div>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('feed.more')}
          </Button>
        </div>
      )}
    </>
  );
}
