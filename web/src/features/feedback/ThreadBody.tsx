import type { DesignThread } from '@draftroom/core/schema/comments';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { Composer } from '../../kit/compose/Composer.tsx';
import { t } from '../../kit/messages/language.ts';
import { act, copyText } from '../../room/session/act.ts';
import { CommentItem } from './CommentItem.tsx';
import styles from './feedback.module.css';
import { keepWords, keptWords } from './kept-words.ts';
import { refreshFeedback } from './refresh-feedback.ts';
import type { Feedback } from './use-feedback.ts';
import { useMentionable } from './use-mentionable.ts';

interface ThreadBodyProps {
  feedback: Feedback;
  thread: DesignThread;
}

export function ThreadBody({ feedback, thread: listed }: ThreadBodyProps) {
  const partial = listed.comments.length < listed.commentCount;
  const whole = useQuery(trpc.comments.onDesigns.get.queryOptions({ threadId: listed.id }, { enabled: partial }));
  const thread = partial && whole.data !== undefined ? whole.data : listed;
  const standing = thread.comments.filter(({ removed }) => !removed).length;
  useMarkRead(thread);
  return (
    <div className={styles.body}>
      {thread.comments.map((comment) => (
        <CommentItem key={comment.id} designId={thread.designId} comment={comment} last={standing === 1} />
      ))}
      <Resolution thread={thread} />
      {feedback.design.rights.comment && <Reply designId={thread.designId} threadId={thread.id} />}
      <ThreadActions feedback={feedback} thread={thread} />
    </div>
  );
}

function Resolution({ thread: { resolved } }: { thread: DesignThread }) {
  if (resolved === null) return null;
  const name = resolved.by?.name ?? t('feedback.someone');
  return (
    <p className={styles.note}>
      {resolved.resolvedIn === null
        ? t('feedback.resolvedBy', { name })
        : t('feedback.resolvedIn', { name, seq: resolved.resolvedIn })}
    </p>
  );
}

/** What is in front of somebody's eyes is read. */
function useMarkRead({ id: threadId, unread, comments }: DesignThread): void {
  const { user } = useMe();
  const commentId = comments.at(-1)?.id;
  const news = user !== null && unread > 0;
  useEffect(() => {
    if (!news || commentId === undefined) return;
    const mark = (): void => {
      if (document.visibilityState !== 'visible') return;
      api.comments.onDesigns.markRead.mutate({ threadId, commentId }).then(refreshFeedback, () => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [threadId, news, commentId]);
}

function Reply({ designId, threadId }: { designId: string; threadId: string }) {
  const people = useMentionable(designId);
  const key = `${designId}:${threadId}`;
  return (
    <Composer
      people={people}
      list="below"
      placeholder={t('feedback.reply')}
      sendLabel={t('feedback.send')}
      start={keptWords(key)}
      onSend={(text) =>
        act(async () => {
          await api.comments.onDesigns.reply.mutate({ threadId, text });
          await refreshFeedback();
        })
      }
      onWriting={(text) => keepWords(key, text)}
    />
  );
}

function ThreadActions({ feedback, thread }: ThreadBodyProps) {
  const threadId = thread.id;
  const { onDesigns } = api.comments;
  const reopen = async (): Promise<void> => {
    await onDesigns.reopen.mutate({ threadId });
    await refreshFeedback();
  };
  const resolve = async (): Promise<void> => {
    await onDesigns.resolve.mutate({ threadId });
    await refreshFeedback();
  };
  const place = feedback.places.get(threadId);
  return (
    <div className={styles.actions}>
      {place !== undefined && place.state !== 'orphaned' && (
        <Button size="compact-sm" variant="subtle" onClick={() => feedback.setOpen(threadId)}>
          {t('feedback.show')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => void copyText(`${location.origin}/designs/${thread.designId}?thread=${threadId}`)}
      >
        {t('feedback.copyLink')}
      </Button>
      {thread.rights.resolve && thread.resolved === null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCheck size={14} stroke={2} aria-hidden="true" />}
          onClick={() => void act(resolve, { text: t('feedback.resolvedToast'), undo: reopen })}
        >
          {t('feedback.resolve')}
        </Button>
      )}
      {thread.rights.resolve && thread.resolved !== null && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void act(reopen, { text: t('feedback.reopenedToast') })}
        >
          {t('feedback.reopen')}
        </Button>
      )}
    </div>
  );
}
