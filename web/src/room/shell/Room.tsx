import type { HubClient } from '@draftroom/core/client/hub-client';
import type { RoomSession } from '@draftroom/core/client/room-session';
import type { Account } from '@draftroom/core/schema/accounts';
import type { Room as RoomFacts } from '@draftroom/core/schema/rooms';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLed } from '../../app/led.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { createThreadDesk, openThread, type ThreadDesk } from '../comments/thread-desk.ts';
import { RoomContext, type RoomValue } from '../session/room-context.ts';
import { treeQuery } from '../session/room-queries.ts';
import { createRoomView, dropTabs, isFirstVisit, openTab, type RoomView, showPanel } from '../session/room-view.ts';
import { TabKeeper } from '../session/tab-keeper.ts';
import { firstDocument, useEntries } from '../session/use-entries.ts';
import { useRoomEvents } from '../session/use-room-events.ts';
import { useRoomSession } from '../session/use-room-session.ts';
import { useShortcuts } from '../session/use-shortcuts.ts';
import { RoomScreen } from './RoomScreen.tsx';
import { RoomSkeleton } from './RoomSkeleton.tsx';

interface RoomProps {
  hub: HubClient;
  room: RoomFacts;
  me: Account | null;
}

/** Opens the socket and the store, and keeps what is loaded in step with the room. */
export function Room({ hub, room, me }: RoomProps) {
  const session = useRoomSession(hub, room.id, me?.id ?? null);
  const [view] = useState(() => createRoomView(room.id, addressed().doc));
  const [desk] = useState(() => {
    const made = createThreadDesk();
    showAddressed(made, view, addressed());
    return made;
  });
  if (session === null) return <RoomSkeleton />;
  return <OpenRoom hub={hub} room={room} me={me} session={session} view={view} desk={desk} />;
}

type OpenRoomProps = RoomProps & { session: RoomSession; view: RoomView; desk: ThreadDesk };

function OpenRoom({ hub, room, me, session, view, desk }: OpenRoomProps) {
  const navigate = useNavigate();
  const tree = useQuery(treeQuery(hub, room.id));
  const entries = useEntries(tree.data);
  const [keeper] = useState(() => new TabKeeper(view));
  useEffect(() => () => keeper.dispose(), [keeper]);
  const value = useMemo<RoomValue>(
    () => ({ hub, room, me, session, view, keeper, desk }),
    [hub, room, me, session, view, keeper, desk],
  );
  const gone = useCallback(() => {
    showToast({ text: t('room.goneToast') });
    void navigate({ to: '/home' });
  }, [navigate]);
  const myId = me?.id ?? null;
  useRoomEvents(hub, { id: room.id, myId }, gone);
  useShortcuts(view);
  useLedInside(
    { view, desk },
    useCallback((id) => entries.has(id), [entries]),
  );
  useAddress(view);
  useLeaveWarning(session);
  const loaded = tree.isSuccess;

  useEffect(() => {
    if (loaded) dropTabs(view, (id) => entries.has(id));
  }, [view, entries, loaded]);

  // Whoever comes for the first time sees the work, not an empty desk.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the room opens
  useEffect(() => {
    const first = loaded ? firstDocument([...entries.values()]) : undefined;
    if (first !== undefined && view.get().tabs.length === 0 && isFirstVisit(room.id)) openTab(view, first.id);
  }, [loaded]);

  return (
    <RoomContext value={value}>
      <RoomScreen tree={tree.data} entries={entries} />
    </RoomContext>
  );
}

/** What a link may name: a document, a thread on it, or the chat. */
function addressed() {
  const params = new URLSearchParams(location.search);
  return { doc: params.get('doc'), thread: params.get('thread'), chat: params.get('panel') === 'chat' };
}

function showAddressed(desk: ThreadDesk, view: RoomView, { thread, chat }: ReturnType<typeof addressed>): void {
  if (thread !== null) {
    openThread(desk, view, thread);
    desk.set({ jump: thread });
  } else if (chat) showPanel(view, 'chat');
}

/** Somebody who is led to a place of the room that they are in. */
function useLedInside({ view, desk }: { view: RoomView; desk: ThreadDesk }, isHere: (id: string) => boolean): void {
  const led = useLed();
  const { history } = useRouter();
  const known = useRef(led);
  useEffect(() => {
    if (led === undefined || led === known.current) return;
    known.current = led;
    // The router puts an address down a moment later than it tells of it.
    history.flush();
    // Read before the view changes, which writes what it shows into the address.
    const wanted = addressed();
    if (wanted.doc !== null && isHere(wanted.doc)) openTab(view, wanted.doc);
    showAddressed(desk, view, wanted);
  }, [led, history, desk, view, isHere]);
}

/** The document in front is in the address, so that a link leads to it. */
function useAddress(view: RoomView): void {
  useEffect(() => {
    const write = (): void => {
      const url = new URL(location.href);
      const { active } = view.get();
      const isPlain = !url.searchParams.has('thread') && !url.searchParams.has('panel');
      if (url.searchParams.get('doc') === active && isPlain) return;
      url.searchParams.delete('thread');
      url.searchParams.delete('panel');
      if (active === null) url.searchParams.delete('doc');
      else url.searchParams.set('doc', active);
      history.replaceState(history.state, '', url);
    };
    write();
    return view.subscribe(write);
  }, [view]);
}

/** Asks before the window closes only where something would be lost with it. */
function useLeaveWarning(session: RoomSession): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (session.atRisk) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [session]);
}
