import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArchive,
  IconDownload,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconLogout,
  IconMenu2,
  IconSearch,
  IconSettings,
  IconUserPlus,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { label, t } from '../../kit/messages/language.ts';
import { openRootDialog } from '../../kit/palette/open-state.ts';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import { PeopleStack } from './PeopleStack.tsx';
import styles from './room.module.css';
import type { RoomDialog } from './room-dialogs.ts';
import { SavedMark } from './SavedMark.tsx';

interface RoomHeaderProps {
  narrow: boolean;
  onDialog: (dialog: RoomDialog) => void;
}

export function RoomHeader({ narrow, onDialog }: RoomHeaderProps) {
  const { room, me } = useRoom();
  return (
    <header className={styles.header}>
      <Link to="/home" className={styles.home} aria-label={t('app.home')}>
        <Mark />
        {!narrow && <span>Draftroom</span>}
      </Link>
      {!narrow && <span className={styles.slash} aria-hidden="true" />}
      <h1 className={styles.roomName} title={room.name}>
        {room.name}
      </h1>
      {room.archivedAt !== null && <span className={styles.tag}>{t('room.archived')}</span>}
      {!narrow && room.role !== null && room.role !== 'owner' && room.role !== 'editor' && (
        <span className={styles.tag}>{label(`role.${room.role}`)}</span>
      )}
      <div className={styles.space} />
      <PeopleStack most={narrow ? 2 : 6} />
      {!narrow && me !== null && room.role !== null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUserPlus size={18} stroke={1.5} />}
          onClick={() => onDialog('invite')}
        >
          {t('room.invite')}
        </Button>
      )}
      <SavedMark />
      {!narrow && <PanelToggles />}
      <RoomMenu onDialog={onDialog} />
    </header>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className={styles.mark}>
      <path d="M4 4h16v16H4z M4 15h11V4" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 19l12-12" fill="none" stroke="var(--blue)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

function PanelToggles() {
  const { view } = useRoom();
  const left = useStore(view, (state) => state.left);
  const right = useStore(view, (state) => state.right);
  return (
    <>
      <Tooltip label={`${t('room.toggleLeft')} (Ctrl+B)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
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
          aria-label={t('room.toggleRight')}
          aria-pressed={right}
          onClick={() => view.set({ right: !right })}
        >
          <IconLayoutSidebarRight size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function RoomMenu({ onDialog }: { onDialog: (dialog: RoomDialog) => void }) {
  const { hub, room, me } = useRoom();
  const icon = { size: 18, stroke: 1.5 };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('room.menu')}>
          <IconMenu2 {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSearch {...icon} />}
          rightSection={<kbd>F1</kbd>}
          onClick={() => openRootDialog('palette')}
        >
          {t('app.commands')}
        </Menu.Item>
        {room.role !== null && (
          <Menu.Item leftSection={<IconUserPlus {...icon} />} onClick={() => onDialog('invite')}>
            {t('room.invite')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconDownload {...icon} />}
          component="a"
          href={`${hub.hub}/api/v1/rooms/${room.id}/export`}
          download
        >
          {t('room.download')}
        </Menu.Item>
        {me !== null && (
          <Menu.Item leftSection={<IconArchive {...icon} />} onClick={() => onDialog('removed')}>
            {t('room.removedList')}
          </Menu.Item>
        )}
        {room.rights.manage && (
          <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => onDialog('settings')}>
            {t('room.settings')}
          </Menu.Item>
        )}
        {room.role !== null && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout {...icon} />} onClick={() => onDialog('leave')}>
              {t('room.leave')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
