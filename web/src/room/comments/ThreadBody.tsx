import type { SeenThread } from '@draftroom/core/schema/comments';
import type { AnchorState } from '@draftroom/drizzle/enums';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Composer } from '../../kit/compose/Composer.tsx';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { threadQuery } from '../session/room-queries.ts';
import { CommentItem } from './CommentItem.tsx';
import styles from './comments.module.css';
import { Quote } from './Quote.tsx';
import { useMarkRead, useMayResolve, useNameable, useOffline, usePutThread } from './use-commenting.ts';

interface ThreadBodyProps {
  thread: SeenThread;
  /** How its place is now; null where its document is not in front. */
  state: AnchorState | null;
  onShowPlace: (() => void) | undefined;
}

export function ThreadBody({ thread: listed, state, onShowPlace }: ThreadBodyProps) {
  const { hub, room } = useRoom();
  const partial = listed.comments.length < listed.commentCount;
  const whole = useQuery({ ...threadQuery(hub, room.id, listed.id), enabled: partial });
  const thread = partial && whole.data !== undefined ? whole.data : listed;
  const standing = thread.comments.filter((comment) => !comment.removed).length;
  useMarkRead(thread);
  return (
    <div className={styles.body}>
      <PlaceNote thread={thread} state={state} />
      {thread.comments.map((comment) => (
        <CommentItem key={comment.id} comment={comment} thread={thread} last={standing === 1} />
      ))}
      {thread.resolved !== null && (
        <p className={styles.note}>
          {t('comments.resolvedBy', { name: thread.resolved.by?.name ?? t('room.someoneGone') })}
        </p>
      )}
      {room.rights.comment && <Reply threadId={thread.id} />}
      <ThreadActions thread={thread} state={state} onShowPlace={onShowPlace} />
    </div>
  );
}

/** What became of the text, told as it is. */
function PlaceNote({ thread, state }: { thread: SeenThread; state: AnchorState | null }) {
  if (state === null || state === 'attached') return null;
  return (
    <div className={styles.note} data-lost={state === 'orphaned'}>
      <p>{thread.anchor.surface === 'text' ? t(`comments.${state}`) : t('board.orphaned')}</p>
      {state === 'orphaned' && thread.anchor.surface === 'text' && <Quote text={thread.anchor.quote} lost />}
    </div>
  );
}

function Reply({ threadId }: { threadId: string }) {
  const { hub, desk } = useRoom();
  const people = useNameable();
  const offline = useOffline();
  return (
    <div className={styles.reply}>
      <Composer
        people={people}
        list="below"
        placeholder={t('comments.reply')}
        sendLabel={t('comments.send')}
        start={desk.unsent.get(threadId) ?? ''}
        disabled={offline}
        onSend={(text) => act(() => hub.trpc.comments.create.mutate({ threadId, text }))}
        onWriting={(text) => void (text === '' ? desk.unsent.delete(threadId) : desk.unsent.set(threadId, text))}
      />
      {offline && <p className={styles.note}>{t('comments.offline')}</p>}
    </div>
  );
}

function ThreadActions({ thread, state, onShowPlace }: ThreadBodyProps) {
  const { hub, desk } = useRoom();
  const may = useMayResolve(thread);
  const put = usePutThread();
  const threadId = thread.id;
  const { threads } = hub.trpc.comments;
  const reopen = async (): Promise<void> => put(await threads.reopen.mutate({ threadId }));
  const resolve = async (): Promise<void> => {
    put(await threads.resolve.mutate({ threadId }));
    if (desk.get().open === threadId) desk.set({ open: null });
  };
  /** To what is selected now, for a thread that has lost its text. */
  const attach = async (): Promise<void> => {
    const anchor = desk.get().editor?.makeAnchor() ?? null;
    if (anchor === null) return;
    const text =
      anchor.surface === 'text'
        ? t('comments.attachedToast', { line: anchor.fallback.line + 1 })
        : t('board.attachedToast');
    const before = thread.anchor;
    const undo = async (): Promise<void> => put(await threads.setAnchor.mutate({ threadId, anchor: before }));
    await act(async () => put(await threads.setAnchor.mutate({ threadId, anchor })), { text, undo });
  };
  return (
    <div className={styles.actions}>
      {onShowPlace !== undefined && (
        <Button size="compact-sm" variant="subtle" onClick={onShowPlace}>
          {t('comments.showPlace')}
        </Button>
      )}
      {may && (state === 'orphaned' || state === 'fallback') && (
        <Button size="compact-sm" variant="subtle" onClick={() => void attach()}>
          {t(thread.anchor.surface === 'text' ? 'comments.attach' : 'board.attach')}
        </Button>
      )}
      {may && thread.resolved === null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCheck size={14} stroke={2} aria-hidden="true" />}
          onClick={() => void act(resolve, { text: t('comments.resolvedToast'), undo: reopen })}
        >
          {t('comments.resolve')}
        </Button>
      )}
      {may && thread.resolved !== null && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void act(reopen, { text: t('comments.reopenedToast') })}
        >
          {t('comments.reopen')}
        </Button>
      )}
    </div>
  );
}
