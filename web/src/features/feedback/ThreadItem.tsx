import type { ResolvedAnchor } from '@draftroom/core/model/design-anchors/resolve-anchor';
import type { DesignThread } from '@draftroom/core/schema/comments';
import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { Avatar } from '../../kit/Avatar.tsx';
import { plainWords } from '../../kit/compose/plain-words.ts';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import styles from './feedback.module.css';
import { placeName } from './place-name.ts';
import { ThreadBody } from './ThreadBody.tsx';
import { useArrival } from './use-arrival.ts';
import type { Feedback } from './use-feedback.ts';

interface ThreadItemProps {
  feedback: Feedback;
  thread: DesignThread;
  /** Undefined about the whole, and while its file is read. */
  place: ResolvedAnchor | undefined;
  /** The number that its pin has. */
  mark: number;
}

export function ThreadItem({ feedback, thread, place, mark }: ThreadItemProps) {
  const { setOpen, release } = feedback;
  const open = feedback.open === thread.id;
  const item = useRef<HTMLLIElement>(null);
  const head = useRef<HTMLButtonElement>(null);
  const bodyId = useId();
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const anchored = thread.anchor !== null;
  const sought = feedback.sought?.kind === 'thread' && feedback.sought.id === thread.id;
  useArrival(head, sought && (!anchored || place !== undefined), () => {
    // With its place on the work, now that it is known.
    setOpen(thread.id);
    feedback.arrive();
  });
  return (
    <li ref={item} className={styles.thread} data-open={open} data-thread={thread.id}>
      <UnstyledButton
        ref={head}
        className={styles.head}
        aria-expanded={open}
        aria-controls={open ? bodyId : undefined}
        onClick={() => setOpen(open ? null : thread.id)}
      >
        <span className={styles.where}>
          {anchored && <span className={styles.mark}>{mark}</span>}
          <bdi className={styles.name}>{placeName(place?.anchor ?? thread.anchor)}</bdi>
          {thread.unread > 0 && <span className={styles.new}>{t('feedback.unread', { count: thread.unread })}</span>}
          {thread.resolved !== null && (
            <span className={styles.done}>
              <IconCheck size={14} stroke={2} aria-hidden="true" />
              {t('feedback.resolvedFilter')}
            </span>
          )}
        </span>
        <PlaceChip place={place} thread={thread} seq={release.seq} />
        {!open && <Summary thread={thread} />}
      </UnstyledButton>
      {open && (
        <div id={bodyId}>
          <ThreadBody feedback={feedback} thread={thread} />
        </div>
      )}
    </li>
  );
}

/** What became of the place, in words; nothing where it is as it was. */
function PlaceChip({ place, thread, seq }: { place: ResolvedAnchor | undefined; thread: DesignThread; seq: number }) {
  const other = thread.release.seq !== seq;
  if (place === undefined || place.state === 'attached') {
    return other ? <span className={styles.chip}>{t('feedback.onRelease', { seq: thread.release.seq })}</span> : null;
  }
  return (
    <span className={styles.chip} data-state={place.state}>
      {place.state === 'moved' ? t('feedback.moved', { seq }) : t(`feedback.${place.state}`)}
    </span>
  );
}

/** Who began it and with what, and how many have answered. */
function Summary({ thread }: { thread: DesignThread }) {
  const first = thread.comments.find(({ removed }) => !removed) ?? thread.comments[0];
  if (first === undefined) return null;
  const author = first.author ?? { name: t('feedback.someone'), colour: 'slate', avatarId: null };
  const replies = thread.commentCount - 1;
  return (
    <>
      <span className={styles.by}>
        <Avatar person={author} size={20} />
        <strong>{author.name}</strong>
        <RelativeTime at={first.createdAt} />
      </span>
      <span className={styles.excerpt}>{plainWords(first.text)}</span>
      {replies > 0 && <span className={styles.replies}>{t('feedback.replies', { count: replies })}</span>}
    </>
  );
}
