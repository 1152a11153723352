import { Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { countsQuery } from './notification-queries.ts';
import styles from './notifications.module.css';

const NotificationPeek = lazy(async () => ({ default: (await import('./NotificationPeek.tsx')).NotificationPeek }));

/** How many are unread, in every page's bar; what they are is loaded when somebody looks. */
export function NotificationBell() {
  const [open, setOpen] = useState(false);
  const unread = useQuery(countsQuery).data?.unread ?? 0;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width="min(420px, 100vw - 16px)"
      trapFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.bell}
          aria-label={t('told.bell', { count: unread })}
          aria-expanded={open}
          onClick={() => setOpen((before) => !before)}
        >
          <IconBell size={18} stroke={1.5} aria-hidden="true" />
          {unread > 0 && (
            <span className={styles.count} aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.peek} aria-label={t('told.title')}>
        <Suspense fallback={null}>
          <NotificationPeek onLeave={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
