import { Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react';
import { errorText, t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { useSaved } from '../session/use-room-session.ts';
import styles from './room.module.css';

/** Says in words what is safe. Only the hub's acknowledgement makes it say *saved*. */
export function SavedMark() {
  const { session } = useRoom();
  const saved = useSaved(session);
  const { icon, text, more, tone } = marks(saved);
  return (
    <Popover width={300} position="bottom-end" shadow="md">
      <Popover.Target>
        <UnstyledButton className={styles.saved} data-tone={tone} aria-label={t('room.savedMark', { state: text })}>
          {icon}
          <span role="status">{text}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={styles.savedMore}>{more}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

function marks(saved: ReturnType<typeof useSaved>) {
  const icon = { size: 18, stroke: 1.5, 'aria-hidden': true };
  switch (saved.state) {
    case 'saved':
      return { icon: <IconCheck {...icon} />, text: t('room.saved'), more: t('room.savedMore'), tone: 'ok' };
    case 'saving':
      return { icon: <IconLoader2 {...icon} />, text: t('room.saving'), more: t('room.savingMore'), tone: 'plain' };
    case 'offline': {
      const text = saved.changes === 0 ? t('room.offline') : t('room.offlineChanges', { count: saved.changes });
      return { icon: <IconCloudOff {...icon} />, text, more: t('room.offlineMore'), tone: 'warning' };
    }
    case 'notSaved': {
      const reason = saved.code === 'unreachable' ? saved.message : (errorText(saved.code) ?? saved.message);
      const more = saved.draft === null ? reason : `${reason} ${t('room.notSavedMore')}`;
      return { icon: <IconAlertTriangle {...icon} />, text: t('room.notSaved'), more, tone: 'danger' };
    }
  }
}
