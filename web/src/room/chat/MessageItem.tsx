import type { RoomMember } from '@draftroom/core/schema/rooms';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { ReportDialog } from '../../features/moderation/lazy.tsx';
import { Avatar } from '../../kit/Avatar.tsx';
import { toWritten } from '../../kit/compose/mention-query.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { fullTime, shortTime } from '../../kit/time.ts';
import { act, copyText } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './chat.module.css';
import type { MessageRow } from './chat-pages.ts';
import { MessageComposer } from './MessageComposer.tsx';
import { SaidWords } from './SaidWords.tsx';

interface MessageItemProps {
  row: MessageRow;
  members: RoomMember[];
}

export function MessageItem({ row, members }: MessageItemProps) {
  const { me } = useRoom();
  const [editing, setEditing] = useState(false);
  const { message } = row;
  const at = Date.parse(message.createdAt);
  const mentionsMe = me !== null && message.mentions.includes(me.id);
  const author = message.author ?? { name: t('room.someoneGone'), colour: 'slate', avatarId: null };
  return (
    <>
      {row.startsDay && <p className={styles.day}>{dayName(at)}</p>}
      {row.firstUnread && <p className={styles.unread}>{t('room.newMessages')}</p>}
      <article className={styles.message} data-continues={row.continues} data-mine={mentionsMe}>
        {!row.continues && <Avatar person={author} size={24} />}
        <div className={styles.body}>
          {!row.continues && (
            <header>
              <strong>{author.name}</strong>
              <time dateTime={message.createdAt} title={fullTime(at, currentLocale())}>
                {shortTime(at, currentLocale())}
              </time>
            </header>
          )}
          {editing ? (
            <MessageComposer members={members} editing={message} onDone={() => setEditing(false)} />
          ) : (
            <MessageText row={row} />
          )}
        </div>
        {!message.removed && !editing && <MessageMenu row={row} onEdit={() => setEditing(true)} />}
      </article>
    </>
  );
}

function MessageText({ row: { message } }: { row: MessageRow }) {
  if (message.removed) return <p className={styles.gone}>{t('room.messageRemoved')}</p>;
  return (
    <SaidWords text={message.text}>
      {message.editedAt !== null && (
        <span className={styles.edited} title={fullTime(Date.parse(message.editedAt), currentLocale())}>
          {' '}
          {t('room.edited')}
        </span>
      )}
    </SaidWords>
  );
}

function MessageMenu({ row: { message }, onEdit }: { row: MessageRow; onEdit: () => void }) {
  const { hub, room, me } = useRoom();
  const [reporting, setReporting] = useState(false);
  const mine = me !== null && message.author?.userId === me.id;
  const { chat } = hub.trpc.rooms;
  const title = toWritten(message.text).text.slice(0, 80);
  return (
    <Menu>
      {reporting && (
        <ReportDialog target={{ type: 'message', id: message.id, title }} opened onClose={() => setReporting(false)} />
      )}
      <Menu.Target>
        <ActionIcon
          className={styles.messageMenu}
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('room.messageMenu')}
        >
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void copyText(toWritten(message.text).text)}>{t('action.copy')}</Menu.Item>
        {mine && room.rights.chat && <Menu.Item onClick={onEdit}>{t('room.editMessage')}</Menu.Item>}
        {me !== null && !mine && message.author !== null && (
          <Menu.Item onClick={() => setReporting(true)}>{t('room.report')}</Menu.Item>
        )}
        {(mine || room.rights.manage) && (
          <Menu.Item color="danger" onClick={() => void act(() => chat.remove.mutate({ messageId: message.id }))}>
            {t('room.removeMessage')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function dayName(at: number): string {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  const language = currentLocale();
  if (days < 2) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(at);
}
