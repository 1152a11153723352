import { mayEdit, mayRemove } from '@draftroom/core/contract/thread-rights';
import type { Comment, SeenThread } from '@draftroom/core/schema/comments';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Avatar } from '../../kit/Avatar.tsx';
import { Composer } from '../../kit/compose/Composer.tsx';
import { toWritten } from '../../kit/compose/mention-query.ts';
import { confirm } from '../../kit/confirm.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { fullTime } from '../../kit/time.ts';
import { SaidWords } from '../chat/SaidWords.tsx';
import { act, copyText } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './comments.module.css';
import { useNameable } from './use-commenting.ts';

interface CommentItemProps {
  comment: Comment;
  thread: SeenThread;
  /** The only one that stands: its thread goes with it. */
  last: boolean;
}

export function CommentItem({ comment, thread, last }: CommentItemProps) {
  const { hub } = useRoom();
  const people = useNameable();
  const [editing, setEditing] = useState(false);
  const [history, setHistory] = useState(false);
  const author = comment.author ?? { name: t('room.someoneGone'), colour: 'slate', avatarId: null };
  const save = async (text: string): Promise<boolean> => {
    const saved = await act(() => hub.trpc.comments.edit.mutate({ commentId: comment.id, text }));
    if (saved) setEditing(false);
    return saved;
  };
  return (
    <article className={styles.comment}>
      <Avatar person={author} size={24} />
      <div className={styles.said}>
        <header>
          <strong>{author.name}</strong>
          <RelativeTime at={comment.createdAt} />
        </header>
        {editing && (
          <Composer
            people={people}
            list="below"
            placeholder={t('comments.edit')}
            sendLabel={t('comments.save')}
            start={comment.text}
            autoFocus
            onSend={save}
            onCancel={() => setEditing(false)}
          />
        )}
        {!editing && <CommentText comment={comment} />}
        {history && <History comment={comment} />}
      </div>
      {!comment.removed && !editing && (
        <CommentMenu
          comment={comment}
          thread={thread}
          last={last}
          history={history}
          onHistory={() => setHistory(!history)}
          onEdit={() => setEditing(true)}
        />
      )}
    </article>
  );
}

function CommentText({ comment }: { comment: Comment }) {
  if (comment.removed) return <p className={styles.gone}>{t('comments.removed')}</p>;
  return (
    <SaidWords text={comment.text}>
      {comment.editedAt !== null && (
        <span className={styles.edited} title={fullTime(Date.parse(comment.editedAt), currentLocale())}>
          {' '}
          {t('room.edited')}
        </span>
      )}
    </SaidWords>
  );
}

interface CommentMenuProps extends CommentItemProps {
  history: boolean;
  onHistory: () => void;
  onEdit: () => void;
}

function CommentMenu({ comment, thread, last, history, onHistory, onEdit }: CommentMenuProps) {
  const { hub, room, me } = useRoom();
  const person = me === null || room.role === null || !room.rights.comment ? null : { userId: me.id, role: room.role };
  const author = comment.author?.userId ?? null;
  const remove = async (): Promise<void> => {
    const text = t(last ? 'comments.removeLast' : 'comments.removeWhat');
    if (!(await confirm({ title: t('comments.removeTitle'), text, yes: t('room.remove'), danger: true }))) return;
    await act(() => hub.trpc.comments.remove.mutate({ commentId: comment.id }));
  };
  const link = `${location.origin}/rooms/${room.id}?doc=${thread.documentId}&thread=${thread.id}`;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon className={styles.menu} size="sm" variant="subtle" color="gray" aria-label={t('comments.menu')}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void copyText(toWritten(comment.text).text)}>{t('action.copy')}</Menu.Item>
        <Menu.Item onClick={() => void copyText(link)}>{t('comments.copyLink')}</Menu.Item>
        {comment.editedAt !== null && (
          <Menu.Item onClick={onHistory}>{t(history ? 'comments.historyHide' : 'comments.history')}</Menu.Item>
        )}
        {person !== null && mayEdit(person, author) && <Menu.Item onClick={onEdit}>{t('comments.edit')}</Menu.Item>}
        {person !== null && mayRemove(person, author) && (
          <Menu.Item color="danger" onClick={() => void remove()}>
            {t('comments.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function History({ comment }: { comment: Comment }) {
  const { hub } = useRoom();
  const history = useQuery({
    queryKey: ['comment-history', comment.id, comment.editedAt],
    queryFn: () => hub.trpc.comments.history.query({ commentId: comment.id }),
  });
  return (
    <ul className={styles.history} aria-label={t('comments.history')}>
      {(history.data?.items ?? []).toReversed().map((revision) => (
        <li key={revision.writtenAt}>
          <RelativeTime at={revision.writtenAt} />
          <SaidWords text={revision.text} />
        </li>
      ))}
    </ul>
  );
}
