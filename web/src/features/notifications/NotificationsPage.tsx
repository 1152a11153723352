import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { MarkAllRead } from './MarkAllRead.tsx';
import { NotificationList, NotificationSkeleton } from './NotificationList.tsx';
import { listQuery } from './notification-queries.ts';
import styles from './notifications.module.css';

export function NotificationsPage() {
  usePageTitle(t('told.title'));
  const [show, setShow] = useState<'all' | 'unread'>('all');
  const list = useInfiniteQuery(listQuery(show));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.page}>
      <div className={styles.pageHead}>
        <h1>{t('told.title')}</h1>
        <MarkAllRead items={items} />
      </div>
      <div className={styles.pageTools}>
        <SegmentedControl
          aria-label={t('told.filter')}
          value={show}
          onChange={(value) => setShow(value === 'unread' ? 'unread' : 'all')}
          data={[
            { value: 'all', label: t('told.everything') },
            { value: 'unread', label: t('told.onlyUnread') },
          ]}
        />
        <Link to="/account" hash="choices">
          {t('told.choose')}
        </Link>
      </div>
      {list.isPending && <NotificationSkeleton />}
      {list.isError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && !list.hasNextPage && (
        <EmptyState
          title={show === 'unread' ? t('told.noneUnread') : t('told.empty')}
          text={show === 'unread' ? t('told.noneUnreadWhat') : t('told.emptyWhat')}
        />
      )}
      <NotificationList items={items} heading="h2" />
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('told.more')}
        </Button>
      )}
    </div>
  );
}
