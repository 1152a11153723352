import type { RoomSummary } from '@draftroom/core/schema/rooms';
import { Link } from '@tanstack/react-router';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import styles from './RoomList.module.css';

/** The hub counts unread messages up to here. */
const unreadCap = 100;

interface RoomListProps {
  rooms: readonly RoomSummary[];
  show: 'mine' | 'public' | 'archived';
}

/** Rooms as rows: the name is the link, and the whole row leads there. */
export function RoomList({ rooms, show }: RoomListProps) {
  return (
    <div className={styles.list} data-show={show}>
      <div className={styles.head} aria-hidden="true">
        <span>{t('home.name')}</span>
        <span>{t('home.here')}</span>
        <span>{show === 'public' ? '' : t('home.role')}</span>
        <span>{t('home.changed')}</span>
      </div>
      <ul>
        {rooms.map((room) => (
          <RoomRow key={room.id} room={room} show={show} />
        ))}
      </ul>
    </div>
  );
}

function RoomRow({ room, show }: { room: RoomSummary; show: RoomListProps['show'] }) {
  const others =
    show === 'public' ? t('home.members', { count: room.memberCount }) : label(`role.${room.role ?? 'none'}`);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <div className={styles.title}>
          <Link to="/rooms/$roomId" params={{ roomId: room.id }} className={styles.name}>
            {room.name}
          </Link>
          {room.visibility !== 'private' && show === 'mine' && (
            <span className={styles.tag}>{label(`visibility.${room.visibility}`)}</span>
          )}
          <Unread unread={room.unread} mentions={room.mentions} />
        </div>
        {room.description !== '' && <p className={styles.description}>{room.description}</p>}
      </div>
      <span className={styles.here} data-some={room.hereNow > 0}>
        {room.hereNow > 0 ? t('home.hereCount', { count: room.hereNow }) : t('home.nobody')}
      </span>
      <span className={styles.role}>{others}</span>
      <span className={styles.changed}>
        <RelativeTime at={room.changedAt} />
      </span>
    </li>
  );
}

function Unread({ unread, mentions }: { unread: number; mentions: number }) {
  if (unread === 0) return null;
  const many = unread >= unreadCap;
  const words = many ? t('home.unreadMany') : t('home.unread', { count: unread });
  const named = mentions > 0 ? `, ${t('home.mentions', { count: mentions })}` : '';
  return (
    <span
      className={styles.unread}
      data-named={mentions > 0}
      role="img"
      aria-label={words + named}
      title={words + named}
    >
      {mentions > 0 && '@'}
      {many ? '99+' : unread}
    </span>
  );
}

export function RoomListSkeleton({ rows }: { rows: number }) {
  return (
    <Skeleton>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no other name
        <div key={row} className={styles.skeleton}>
          <SkeletonLine width={`${[38, 26, 44, 31][row % 4]}%`} height={16} />
          <SkeletonLine width={`${[62, 54, 48, 70][row % 4]}%`} />
        </div>
      ))}
    </Skeleton>
  );
}
