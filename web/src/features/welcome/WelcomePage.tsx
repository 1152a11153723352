import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { trpc } from '../../app/hub.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { loadMessages, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { RoomList, RoomListSkeleton } from '../rooms/RoomList.tsx';
import { RoomPicture } from './RoomPicture.tsx';
import styles from './WelcomePage.module.css';

const NewestDesigns = lazy(async () => {
  const [{ NewestDesigns }] = await Promise.all([import('./NewestDesigns.tsx'), loadMessages('discover')]);
  return { default: NewestDesigns };
});

export function WelcomePage() {
  usePageTitle('Draftroom');
  return (
    <div className={styles.page}>
      <section className={styles.intro}>
        <h1>{t('welcome.title')}</h1>
        <p>{t('welcome.what')}</p>
        <div className={styles.actions}>
          <Button
            size="md"
            renderRoot={(props) => <Link to="/sign-up" search={{ next: '/home?new=true' }} {...props} />}
          >
            {t('welcome.start')}
          </Button>
          <Button size="md" variant="default" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
            {t('welcome.signIn')}
          </Button>
        </div>
      </section>
      <RoomPicture />
      <Newest />
      <PublicRooms />
    </div>
  );
}

function Newest() {
  const designs = useQuery(trpc.feed.list.queryOptions({ order: 'new', limit: 9 }, { staleTime: 60_000 }));
  // Nothing to show is no news, and neither is a hub that failed: the page is about more.
  if (designs.isError || designs.data?.items.length === 0) return null;
  return (
    <section className={styles.newest} aria-labelledby="newest-designs" data-waiting={designs.isPending}>
      <div className={styles.publicHead}>
        <h2 id="newest-designs">{t('welcome.newest')}</h2>
        <Link to="/explore" search={{ order: 'new' }}>
          {t('welcome.allDesigns')}
        </Link>
      </div>
      <Suspense fallback={null}>
        <NewestDesigns cards={designs.data?.items} />
      </Suspense>
    </section>
  );
}

function PublicRooms() {
  const rooms = useQuery(trpc.rooms.list.queryOptions({ scope: 'public', limit: 6 }));
  return (
    <section className={styles.public} aria-labelledby="public-rooms">
      <div className={styles.publicHead}>
        <h2 id="public-rooms">{t('welcome.public')}</h2>
        <p>{t('welcome.publicHint')}</p>
        {(rooms.data?.items.length ?? 0) > 0 && (
          <Link to="/home" search={{ show: 'public' }}>
            {t('welcome.all')}
          </Link>
        )}
      </div>
      {rooms.isPending && <RoomListSkeleton rows={3} />}
      {rooms.isError && <ErrorPanel error={rooms.error} onRetry={() => void rooms.refetch()} />}
      {rooms.data?.items.length === 0 && <p className={styles.none}>{t('welcome.noPublic')}</p>}
      {(rooms.data?.items.length ?? 0) > 0 && <RoomList rooms={rooms.data?.items ?? []} show="public" />}
    </section>
  );
}
