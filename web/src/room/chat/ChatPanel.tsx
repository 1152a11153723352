import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { useRoom } from '../session/room-context.ts';
import { chatQuery, membersQuery, roomKeys } from '../session/room-queries.ts';
import { usePeopleHere } from '../session/use-room-session.ts';
import styles from './chat.module.css';
import { type ChatData, messageRows, messagesIn, setRead } from './chat-pages.ts';
import { MessageComposer } from './MessageComposer.tsx';
import { MessageItem } from './MessageItem.tsx';

export function ChatPanel() {
  const { hub, room, me } = useRoom();
  const chat = useInfiniteQuery(chatQuery(hub, room.id));
  const members = useQuery({ ...membersQuery(hub, room.id), enabled: room.role !== null });
  const messages = messagesIn(chat.data);
  const readNow = chat.data?.pages[0]?.readMessageId ?? null;
  // Where reading stopped when the panel was opened: the mark stays there while one reads.
  const [mark, setMark] = useState<string | null | undefined>();
  const rows = messageRows(messages, mark ?? null, me?.id ?? null);
  const list = useStickToEnd(messages.at(-1)?.id);
  const newest = messages.at(-1)?.id;
  useMarkRead(newest, readNow);

  useEffect(() => {
    if (chat.data !== undefined) setMark((before) => (before === undefined ? readNow : before));
  }, [chat.data, readNow]);

  return (
    <div className={styles.panel}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <div className={styles.list} ref={list} role="log" aria-label={t('room.chat')} aria-live="polite" tabIndex={0}>
        {chat.isPending && <ChatSkeleton />}
        {chat.isError && <ErrorPanel error={chat.error} onRetry={() => void chat.refetch()} />}
        {chat.hasNextPage && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={chat.isFetchingNextPage}
            onClick={() => void chat.fetchNextPage()}
          >
            {t('room.chatOlder')}
          </Button>
        )}
        {chat.isSuccess && messages.length === 0 && (
          <div className={styles.empty}>
            <h3>{t('room.chatEmptyTitle')}</h3>
            <p>{t('room.chatEmpty')}</p>
          </div>
        )}
        {rows.map((row) => (
          <MessageItem key={row.message.id} row={row} members={members.data?.items ?? []} />
        ))}
      </div>
      <TypingMark />
      {room.rights.chat ? (
        <MessageComposer members={members.data?.items ?? []} />
      ) : (
        <p className={styles.cannot}>{t(me === null ? 'room.chatSignIn' : 'room.chatCannot')}</p>
      )}
    </div>
  );
}

/** Stays at the newest message unless the person has scrolled up to read. */
function useStickToEnd(newest: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is the reason
  useLayoutEffect(() => {
    if (atEnd.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [newest]);
  return list;
}

/** What is in front of somebody's eyes is read. */
function useMarkRead(newest: string | undefined, readNow: string | null): void {
  const { hub, room, me } = useRoom();
  const queries = useQueryClient();
  useEffect(() => {
    if (newest === undefined || me === null || room.role === null || (readNow !== null && newest <= readNow)) return;
    const mark = (): void => {
      if (document.visibilityState !== 'visible') return;
      queries.setQueryData<ChatData>(roomKeys.chat(room.id), (data) =>
        data === undefined ? data : setRead(data, newest),
      );
      void hub.trpc.rooms.chat.markRead.mutate({ roomId: room.id, messageId: newest }).catch(() => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [hub, queries, room.id, room.role, me, newest, readNow]);
}

function TypingMark() {
  const { session } = useRoom();
  const typing = usePeopleHere(session).filter((person) => person.typing && !person.isMe);
  const [first, second] = typing;
  let text = '';
  if (first !== undefined) text = t('room.typingOne', { name: first.name });
  if (first !== undefined && second !== undefined) text = t('room.typingTwo', { name: first.name, other: second.name });
  if (typing.length > 2) text = t('room.typingMany', { count: typing.length });
  return (
    <p className={styles.typing} role="status">
      {text}
    </p>
  );
}

function ChatSkeleton() {
  return (
    <Skeleton>
      <div className={styles.skeleton}>
        {['30%', '80%', '62%', '24%', '70%'].map((width) => (
          <SkeletonLine key={width} width={width} />
        ))}
      </div>
    </Skeleton>
  );
}
