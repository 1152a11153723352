import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { useActions } from '../../kit/palette/actions.ts';
import { FirstRoom } from './FirstRoom.tsx';
import styles from './HomePage.module.css';
import { JoinField } from './JoinField.tsx';
import { NewRoomDialog } from './NewRoomDialog.tsx';
import { RemovedRooms } from './RemovedRooms.tsx';
import { RoomList, RoomListSkeleton } from './RoomList.tsx';

const route = getRouteApi('/pages/home');

/** How often “here now” is read again while the page is looked at. */
const refreshInterval = 15_000;

export function HomePage() {
  usePageTitle(t('home.title'));
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/home' });
  const { user } = useMe();
  const show = search.show ?? 'mine';
  const setNew = (open: boolean) =>
    void navigate({ search: (old) => ({ ...old, new: open ? true : undefined }), replace: true });
  useActions(() =>
    user === null ? [] : [{ id: 'room.new', title: t('home.new'), group: 'actions', run: () => setNew(true) }],
  );

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t('home.title')}</h1>
        {user !== null && <Button onClick={() => setNew(true)}>{t('home.new')}</Button>}
      </div>
      <div className={styles.tools}>
        <nav className={styles.scopes} aria-label={t('home.scope')}>
          {user !== null && <Scope show={undefined} title={t('home.mine')} />}
          <Scope show="public" title={t('home.public')} />
          {user !== null && <Scope show="archived" title={t('home.archived')} />}
        </nav>
        <SearchField key={show} />
        {user !== null && <JoinField />}
      </div>
      <Rooms show={show} query={search.q} onNew={() => setNew(true)} />
      {show === 'archived' && <RemovedRooms />}
      {user !== null && <NewRoomDialog opened={search.new === true} onClose={() => setNew(false)} />}
    </div>
  );
}

function Scope({ show, title }: { show: 'public' | 'archived' | undefined; title: string }) {
  return (
    <Link
      to="/home"
      search={{ show }}
      className={styles.scope}
      activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
      aria-current={route.useSearch().show === show ? 'page' : undefined}
    >
      {title}
    </Link>
  );
}

/** What is typed goes into the address, so that it can be shared and the way back works. */
function SearchField() {
  const { q } = route.useSearch();
  const navigate = useNavigate({ from: '/home' });
  const [text, setText] = useState(q ?? '');
  useEffect(() => setText(q ?? ''), [q]);
  useEffect(() => {
    const wanted = text.trim() === '' ? undefined : text.trim();
    if (wanted === q) return;
    const timer = setTimeout(() => void navigate({ search: (old) => ({ ...old, q: wanted }), replace: true }), 250);
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  return (
    <TextInput
      className={styles.search}
      type="search"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      placeholder={t('home.search')}
      aria-label={t('home.search')}
      maxLength={100}
    />
  );
}

interface RoomsProps {
  show: 'mine' | 'public' | 'archived';
  query: string | undefined;
  onNew(): void;
}

function Rooms({ show, query, onNew }: RoomsProps) {
  const rooms = useInfiniteQuery(
    trpc.rooms.list.infiniteQueryOptions(
      {
        scope: show === 'public' ? 'public' : 'mine',
        ...(show === 'archived' ? { archived: true } : {}),
        ...(query === undefined ? {} : { query }),
      },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        refetchInterval: refreshInterval,
        placeholderData: (before, query) =>
          query?.queryHash.includes(show === 'public' ? '"public"' : '"mine"') ? before : undefined,
      },
    ),
  );
  if (rooms.isPending) return <RoomListSkeleton rows={6} />;
  if (rooms.isError && rooms.data === undefined) {
    return <ErrorPanel error={rooms.error} onRetry={() => void rooms.refetch()} />;
  }
  const items = rooms.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <NoRooms show={show} query={query} onNew={onNew} />;
  return (
    <>
      <RoomList rooms={items} show={show} />
      {rooms.hasNextPage ? (
        <Button
          variant="default"
          className={styles.more}
          loading={rooms.isFetchingNextPage}
          onClick={() => void rooms.fetchNextPage()}
        >
          {t('action.showMore')}
        </Button>
      ) : (
        rooms.data.pages.length > 1 && <p className={styles.end}>{t('list.end', { count: items.length })}</p>
      )}
    </>
  );
}

function NoRooms({ show, query, onNew }: RoomsProps) {
  if (query !== undefined) {
    return (
      <EmptyState
        title={t('home.noMatch', { query })}
        text={t('home.noMatchWhat')}
        action={
          <Link to="/home" search={(old) => ({ ...old, q: undefined })}>
            {t('home.clearSearch')}
          </Link>
        }
      />
    );
  }
  if (show === 'public') return <EmptyState title={t('home.noPublic')} text={t('home.noPublicWhat')} />;
  if (show === 'archived') return <EmptyState title={t('home.noArchived')} text={t('home.noArchivedWhat')} />;
  return <FirstRoom onNew={onNew} />;
}
