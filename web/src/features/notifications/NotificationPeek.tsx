import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { MarkAllRead } from './MarkAllRead.tsx';
import { NotificationList, NotificationSkeleton } from './NotificationList.tsx';
import { listQuery } from './notification-queries.ts';
import styles from './notifications.module.css';

/** The newest ones, under the bell. */
export function NotificationPeek({ onLeave }: { onLeave(): void }) {
  const list = useInfiniteQuery(listQuery('all', true));
  const items = list.data?.pages[0]?.items ?? [];
  return (
    <>
      <div className={styles.peekHead}>
        <h2>{t('told.title')}</h2>
        <MarkAllRead items={items} />
      </div>
      <div className={styles.peekBody}>
        {list.isPending && <NotificationSkeleton />}
        {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && <EmptyState title={t('told.empty')} text={t('told.emptyWhat')} />}
        <NotificationList items={items} heading="h3" onOpen={onLeave} />
      </div>
      <div className={styles.peekFoot}>
        <Button variant="subtle" renderRoot={(props) => <Link to="/notifications" {...props} />} onClick={onLeave}>
          {t('told.all')}
        </Button>
      </div>
    </>
  );
}
