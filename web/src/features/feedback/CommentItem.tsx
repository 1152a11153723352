import type { DesignComment } from '@draftroom/core/schema/comments';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { Composer } from '../../kit/compose/Composer.tsx';
import { toWritten } from '../../kit/compose/mention-query.ts';
import { confirm } from '../../kit/confirm.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { fullTime } from '../../kit/time.ts';
import { act, copyText } from '../../room/session/act.ts';
import { PersonAversions, ReportDialog } from '../moderation/lazy.tsx';
import styles from './feedback.module.css';
import { PersonName, PersonPicture } from './PersonName.tsx';
import { refreshFeedback } from './refresh-feedback.ts';
import { useMentionable } from './use-mentionable.ts';

// Markdown, which nobody needs before there is a comment to read.
const WrittenMarkdown = lazy(async () => ({
  default: (await import('../designs/WrittenMarkdown.tsx')).WrittenMarkdown,
}));

interface CommentItemProps {
  designId: string;
  comment: DesignComment;
  /** The only one that stands: its thread goes with it. */
  last: boolean;
}

export function CommentItem({ designId, comment, last }: CommentItemProps) {
  const people = useMentionable(designId);
  const [editing, setEditing] = useState(false);
  const [history, setHistory] = useState(false);
  const save = (text: string): Promise<boolean> =>
    act(async () => {
      await api.comments.onDesigns.edit.mutate({ commentId: comment.id, text });
      setEditing(false);
      await refreshFeedback();
    });
  return (
    <article className={styles.comment}>
      <PersonPicture person={comment.author} />
      <div className={styles.said}>
        <header>
          <PersonName person={comment.author} />
          <RelativeTime at={comment.createdAt} />
          {comment.rating !== null && <Stars count={comment.rating} />}
        </header>
        {comment.standing !== 'visible' && <p className={styles.note}>{t(`feedback.${comment.standing}`)}</p>}
        {editing ? (
          <Composer
            people={people}
            list="below"
            placeholder={t('feedback.edit')}
            sendLabel={t('feedback.save')}
            start={comment.text}
            autoFocus
            onSend={save}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <Words comment={comment} />
        )}
        {history && <History comment={comment} />}
      </div>
      {!comment.removed && !editing && (
        <CommentMenu
          comment={comment}
          last={last}
          onEdit={() => setEditing(true)}
          onHistory={() => setHistory(!history)}
        />
      )}
    </article>
  );
}

function Stars({ count }: { count: number }) {
  return (
    <span className={styles.stars} role="img" aria-label={t('feedback.rating', { count })}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <IconStarFilled key={index} size={12} aria-hidden="true" />
      ))}
    </span>
  );
}

function Words({ comment: { text, removed, editedAt } }: { comment: DesignComment }) {
  if (removed) return <p className={styles.gone}>{t('feedback.removed')}</p>;
  return (
    <div className={styles.words}>
      <Suspense fallback={<p>{toWritten(text).text}</p>}>
        <WrittenMarkdown text={text} small />
      </Suspense>
      {editedAt !== null && (
        <span className={styles.edited} title={fullTime(Date.parse(editedAt), currentLocale())}>
          {t('feedback.edited')}
        </span>
      )}
    </div>
  );
}

interface CommentMenuProps {
  comment: DesignComment;
  last: boolean;
  onEdit(): void;
  onHistory(): void;
}

function CommentMenu({ comment, last, onEdit, onHistory }: CommentMenuProps) {
  const { user } = useMe();
  const [reporting, setReporting] = useState(false);
  const mine = user !== null && comment.author?.userId === user.id;
  const remove = async (): Promise<void> => {
    const text = t(last ? 'feedback.removeLast' : 'feedback.removeWhat');
    const question = { title: t('feedback.removeTitle'), text, yes: t('feedback.remove'), danger: true };
    if (!(await confirm(question))) return;
    await act(async () => {
      await api.comments.onDesigns.remove.mutate({ commentId: comment.id });
      await refreshFeedback();
    });
  };
  const title = toWritten(comment.text).text.slice(0, 60);
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon className={styles.menu} size="sm" variant="subtle" color="gray" aria-label={t('feedback.menu')}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void copyText(toWritten(comment.text).text)}>{t('action.copy')}</Menu.Item>
          {comment.editedAt !== null && <Menu.Item onClick={onHistory}>{t('feedback.history')}</Menu.Item>}
          {mine && <Menu.Item onClick={onEdit}>{t('feedback.edit')}</Menu.Item>}
          {mine && (
            <Menu.Item color="danger" onClick={() => void remove()}>
              {t('feedback.remove')}
            </Menu.Item>
          )}
          {user !== null && !mine && <Menu.Item onClick={() => setReporting(true)}>{t('feedback.report')}</Menu.Item>}
          {user !== null && !mine && comment.author !== null && <PersonAversions person={comment.author} />}
        </Menu.Dropdown>
      </Menu>
      {reporting && (
        <ReportDialog target={{ type: 'comment', id: comment.id, title }} opened onClose={() => setReporting(false)} />
      )}
    </>
  );
}

function History({ comment: { id: commentId } }: { comment: DesignComment }) {
  const history = useQuery(trpc.comments.onDesigns.history.queryOptions({ commentId }));
  return (
    <ul className={styles.history} aria-label={t('feedback.history')}>
      {(history.data?.items ?? []).toReversed().map(({ text, writtenAt }) => (
        <li key={writtenAt}>
          <RelativeTime at={writtenAt} />
          <p>{toWritten(text).text}</p>
        </li>
      ))}
    </ul>
  );
}
