import type { Profile } from '@draftroom/core/schema/profiles';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { ProfileList } from './ProfileList.tsx';
import styles from './people.module.css';

export function ProfileRooms({ profile: { person } }: { profile: Profile }) {
  const list = useInfiniteQuery(
    trpc.profiles.rooms.infiniteQueryOptions(
      { userId: person.userId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <ProfileList
      list={list}
      className={styles.rows}
      empty={<EmptyState title={t('people.noRooms')} text={t('people.noRoomsWhat', { name: person.name })} />}
    >
      {list.data?.pages.flatMap(({ items }) =>
        items.map((room) => (
          <li key={room.id} className={styles.row}>
            <div className={styles.rowHead}>
              <Link to="/rooms/$roomId" params={{ roomId: room.id }}>
                {room.name}
              </Link>
              <span className={styles.quiet}>
                {label(`role.${room.role}`)} · {t('people.members', { count: room.memberCount })} ·{' '}
                <RelativeTime at={room.changedAt} />
              </span>
            </div>
            {room.description !== '' && <p className={styles.summary}>{room.description}</p>}
          </li>
        )),
      )}
    </ProfileList>
  );
}
