import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconLayoutSidebar, IconLayoutSidebarRight, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { NotificationBell } from '../../features/notifications/lazy.tsx';
import { BrandMark } from '../../kit/BrandMark.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { PeopleStack } from './PeopleStack.tsx';
import { RoomMenu } from './RoomMenu.tsx';
import { RoomNameMenu } from './RoomNameMenu.tsx';
import styles from './room.module.css';
import type { RoomDialog } from './room-dialogs.ts';
import { SavedMark } from './SavedMark.tsx';

interface RoomHeaderProps {
  narrow: boolean;
  onDialog: (dialog: RoomDialog) => void;
  onImportFolder: () => void;
}

export function RoomHeader({ narrow, onDialog, onImportFolder }: RoomHeaderProps) {
  const { room, me } = useRoom();
  return (
    <header className={styles.header} data-region>
      <Link to={me === null ? '/' : '/home'} className={styles.home} aria-label={t('app.home')}>
        <BrandMark />
        {!narrow && <span>Draftroom</span>}
      </Link>
      <span className={styles.slash} aria-hidden="true" />
      <h1 className={styles.roomName}>
        <RoomNameMenu onDialog={onDialog} />
      </h1>
      {!narrow && room.archivedAt !== null && <span className={styles.tag}>{t('room.archived')}</span>}
      {!narrow && room.role !== null && room.role !== 'owner' && room.role !== 'editor' && (
        <span className={styles.tag}>{label(`role.${room.role}`)}</span>
      )}
      <div className={styles.space} />
      <PeopleStack most={narrow ? 2 : 6} />
      {!narrow && me !== null && room.role !== null && (
        <Button
          size="xs"
          variant="default"
          className={styles.invite}
          leftSection={<IconUserPlus size={18} stroke={1.5} />}
          onClick={() => onDialog('invite')}
        >
          {t('room.invite')}
        </Button>
      )}
      <SavedMark />
      {!narrow && <PanelToggles />}
      {me !== null && <NotificationBell />}
      <RoomMenu onDialog={onDialog} onImportFolder={onImportFolder} />
    </header>
  );
}

function PanelToggles() {
  const { view } = useRoom();
  const left = useStore(view, (state) => state.left);
  const right = useStore(view, (state) => state.right);
  return (
    <div className={styles.toggles}>
      <Tooltip label={`${t('room.toggleLeft')} (Ctrl+B)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('room.toggleLeft')}
          aria-pressed={left}
          onClick={() => view.set({ left: !left })}
        >
          <IconLayoutSidebar size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('room.toggleRight')} (Ctrl+J)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('room.toggleRight')}
          aria-pressed={right}
          onClick={() => view.set({ right: !right })}
        >
          <IconLayoutSidebarRight size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
