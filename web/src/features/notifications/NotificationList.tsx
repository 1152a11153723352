import type { Notification } from '@draftroom/core/schema/notifications';
import { ActionIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { leading } from '../../app/led.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { BrandMark } from '../../kit/BrandMark.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { byDay, dayName } from './days.ts';
import { markRead } from './notification-queries.ts';
import { excerptOf, notificationText } from './notification-text.ts';
import styles from './notifications.module.css';

interface NotificationListProps {
  items: readonly Notification[];
  /** Of the days: one below the heading that the list stands under. */
  heading: 'h2' | 'h3';
  onOpen?: () => void;
}

/** What was told, by day; opening one reads it. */
export function NotificationList({ items, heading: Heading, onOpen }: NotificationListProps) {
  const days = byDay(items, ({ changedAt }) => new Date(changedAt).getTime());
  return (
    <div className={styles.days}>
      {days.map((day) => (
        <section key={day.start} aria-label={nameOf(day.start)}>
          <Heading className={styles.day}>{nameOf(day.start)}</Heading>
          <ul className={styles.list}>
            {day.items.map((item) => (
              <Row key={item.id} item={item} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function nameOf(start: number): string {
  const name = dayName(start, Date.now(), currentLocale());
  if (name === 'today') return t('told.today');
  return name === 'yesterday' ? t('told.yesterday') : name.date;
}

/** A path of the hub as the router takes it. */
function placeOf(path: string) {
  const { pathname, searchParams } = new URL(path, location.origin);
  return { to: pathname as '/', search: Object.fromEntries(searchParams) };
}

function Row({ item, onOpen }: { item: Notification; onOpen: (() => void) | undefined }) {
  const text = notificationText(item);
  const here = useLocation({ select: ({ href }) => href });
  const excerpt = excerptOf(item);
  const read = () =>
    markRead(item.id).catch((error: unknown) => showToast({ text: shownError(error).text, tone: 'error' }));
  return (
    <li className={styles.row} data-unread={item.read ? undefined : ''}>
      <span className={styles.who} aria-hidden="true">
        {item.actor === null ? <BrandMark /> : <Avatar person={item.actor} size={32} />}
      </span>
      <div className={styles.words}>
        <Link
          {...placeOf(item.path)}
          state={leading}
          replace={item.path === here}
          className={styles.what}
          onClick={() => {
            if (!item.read) void read();
            onOpen?.();
          }}
        >
          {text}
        </Link>
        {excerpt !== '' && <p className={styles.excerpt}>{excerpt}</p>}
        <span className={styles.when}>
          <RelativeTime at={item.changedAt} />
          {!item.read && <span className={styles.mark}>{t('told.unread')}</span>}
        </span>
      </div>
      {!item.read && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('told.mark', { what: text })}
          onClick={() => void read()}
        >
          <IconCheck size={18} stroke={1.5} />
        </ActionIcon>
      )}
    </li>
  );
}

export function NotificationSkeleton() {
  return (
    <Skeleton>
      {[70, 55, 62].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width="32px" height={32} />
          <div className={styles.words}>
            <SkeletonLine width={`${width}%`} height={14} />
            <SkeletonLine width="30%" />
          </div>
        </div>
      ))}
    </Skeleton>
  );
}
