import { UnstyledButton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { label, t } from '../../kit/messages/language.ts';
import { ChatPanel } from '../chat/ChatPanel.tsx';
import { countUnread, messagesIn } from '../chat/chat-pages.ts';
import { ThreadsPanel } from '../comments/ThreadsPanel.tsx';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import { useRoom } from '../session/room-context.ts';
import { chatQuery, threadCountsQuery } from '../session/room-queries.ts';
import { type Panel, panels, showPanel } from '../session/room-view.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { VersionsPanel } from '../versions/VersionsPanel.tsx';
import styles from './room.module.css';

interface SidePanelProps {
  entries: ReadonlyMap<string, Entry>;
  onInvite: () => void;
}

export function SidePanel({ entries, onInvite }: SidePanelProps) {
  const { view } = useRoom();
  const panel = useStore(view, (state) => state.panel);
  return (
    <section className={styles.side} aria-label={t('room.side')}>
      <div className={styles.sideTabs} role="tablist" aria-label={t('room.side')}>
        {panels.map((name) => (
          <SideTab key={name} name={name} selected={name === panel} />
        ))}
      </div>
      <div className={styles.sideBody} role="tabpanel" id="room-side" aria-labelledby={`side-${panel}`}>
        <PanelBody panel={panel} entries={entries} onInvite={onInvite} />
      </div>
    </section>
  );
}

export function PanelBody({ panel, entries, onInvite }: SidePanelProps & { panel: Panel }) {
  if (panel === 'people') return <PeoplePanel entries={entries} onInvite={onInvite} />;
  if (panel === 'threads') return <ThreadsPanel entries={entries} />;
  return panel === 'versions' ? <VersionsPanel entries={entries} /> : <ChatPanel />;
}

function SideTab({ name, selected }: { name: Panel; selected: boolean }) {
  const { room, view } = useRoom();
  const marks = { chat: useUnread(), threads: useUnreadComments(), people: 0, versions: 0 };
  const mark = name === 'people' ? room.openRequests : selected ? 0 : marks[name];
  return (
    <UnstyledButton
      className={styles.sideTab}
      role="tab"
      id={`side-${name}`}
      aria-selected={selected}
      aria-controls="room-side"
      tabIndex={selected ? 0 : -1}
      onClick={() => showPanel(view, name)}
      onKeyDown={(event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step === undefined) return;
        const next = panels[(panels.indexOf(name) + step + panels.length) % panels.length] ?? name;
        showPanel(view, next);
        document.getElementById(`side-${next}`)?.focus();
      }}
    >
      {label(`room.${name}`)}
      {mark > 0 && <span className={styles.badge}>{mark > 99 ? '99+' : mark}</span>}
    </UnstyledButton>
  );
}

/** What others wrote and this person has not seen. */
export function useUnread(): number {
  const { hub, room, me } = useRoom();
  const chat = useInfiniteQuery(chatQuery(hub, room.id));
  if (me === null || room.role === null) return 0;
  return countUnread(messagesIn(chat.data), chat.data?.pages[0]?.readMessageId ?? null, me.id);
}

/** Comments of others that this person has not seen. */
export function useUnreadComments(): number {
  const { hub, room } = useRoom();
  return useQuery(threadCountsQuery(hub, room.id)).data?.unread ?? 0;
}
