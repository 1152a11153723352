import type { SeenThread } from '@draftroom/core/schema/comments';
import { UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { Avatar } from '../../kit/Avatar.tsx';
import { toWritten } from '../../kit/compose/mention-query.ts';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { useRoom } from '../session/room-context.ts';
import { openTab } from '../session/room-view.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { stopFollowing } from '../session/use-shortcuts.ts';
import { nameOf } from '../tree/tree-model.ts';
import styles from './comments.module.css';
import { Quote } from './Quote.tsx';
import { ThreadBody } from './ThreadBody.tsx';

interface ThreadItemProps {
  thread: SeenThread;
  entries: ReadonlyMap<string, Entry>;
}

/** A thread in the list; pressed, it unfolds and its place is shown. */
export function ThreadItem({ thread, entries }: ThreadItemProps) {
  const { room, view, desk } = useRoom();
  const open = useStore(desk, (state) => state.open === thread.id);
  const place = useStore(desk, (state) => state.places.get(thread.id));
  // On a phone the panel covers the text: showing it is a step of its own.
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const item = useRef<HTMLLIElement>(null);
  const bodyId = useId();
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  const showPlace = (): void => {
    stopFollowing(view);
    desk.set({ jump: thread.id });
    openTab(view, thread.documentId);
  };
  const toggle = (): void => {
    desk.set({ open: open ? null : thread.id });
    if (!open && !narrow) showPlace();
  };

  const name = nameOf(entries.get(thread.documentId)?.path ?? thread.path);
  const unread = room.role === null ? 0 : thread.unread;
  return (
    <li
      ref={item}
      className={styles.thread}
      data-open={open}
      data-settled={thread.resolved !== null && !open}
      data-thread={thread.id}
    >
      <UnstyledButton
        className={styles.head}
        aria-expanded={open}
        aria-controls={open ? bodyId : undefined}
        onClick={toggle}
      >
        <span className={styles.where}>
          <bdi className={styles.name}>
            {place === undefined || thread.anchor.surface !== 'text'
              ? name
              : t('comments.where', { name, line: place.line })}
          </bdi>
          {unread > 0 && <span className={styles.new}>{t('comments.unread', { count: unread })}</span>}
          {thread.resolved !== null && (
            <span className={styles.done}>
              <IconCheck size={14} stroke={2} aria-hidden="true" />
              {t('comments.resolved')}
            </span>
          )}
        </span>
        {place?.name !== undefined && place.state !== 'orphaned' && <Quote text={place.name} />}
        {thread.anchor.surface === 'text' && place?.state !== 'orphaned' && <Quote text={quoteOf(thread)} />}
        {thread.anchor.surface === 'text' && place?.state === 'orphaned' && !open && (
          <Quote text={quoteOf(thread)} lost />
        )}
        {!open && <Summary thread={thread} />}
      </UnstyledButton>
      {open && (
        <div id={bodyId}>
          <ThreadBody thread={thread} state={place?.state ?? null} onShowPlace={narrow ? showPlace : undefined} />
        </div>
      )}
    </li>
  );
}

function quoteOf({ anchor }: SeenThread): string {
  return anchor.surface === 'text' ? anchor.quote : '';
}

/** Who began it and with what, and how many have answered. */
function Summary({ thread }: { thread: SeenThread }) {
  const first = thread.comments.find((comment) => !comment.removed) ?? thread.comments[0];
  if (first === undefined) return null;
  const author = first.author ?? { name: t('room.someoneGone'), colour: 'slate', avatarId: null };
  const replies = thread.commentCount - 1;
  return (
    <>
      <span className={styles.by}>
        <Avatar person={author} size={20} />
        <strong>{author.name}</strong>
        <RelativeTime at={first.createdAt} />
      </span>
      <span className={styles.excerpt}>{toWritten(first.text).text}</span>
      {replies > 0 && <span className={styles.replies}>{t('comments.replies', { count: replies })}</span>}
    </>
  );
}
