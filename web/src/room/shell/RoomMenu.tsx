import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBrandVscode,
  IconDownload,
  IconFolderUp,
  IconKeyboard,
  IconLayoutGrid,
  IconMenu2,
  IconRestore,
  IconSearch,
  IconSettings,
  IconUpload,
  IconUser,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { t } from '../../kit/messages/language.ts';
import { openRootDialog } from '../../kit/palette/open-state.ts';
import { useRoom } from '../session/room-context.ts';
import type { RoomDialog } from './room-dialogs.ts';
import { vscodeLink } from './vscode-link.ts';

const icon = { size: 18, stroke: 1.5 };

interface RoomMenuProps {
  onDialog: (dialog: RoomDialog) => void;
  onImportFolder: () => void;
}

/** What can be done with the work as a whole, and the ways out. What concerns the room itself is under its name. */
export function RoomMenu({ onDialog, onImportFolder }: RoomMenuProps) {
  const { hub, room, me } = useRoom();
  return (
    <Menu width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('room.menu')}>
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
        <Menu.Item leftSection={<IconKeyboard {...icon} />} onClick={() => openRootDialog('shortcuts')}>
          {t('shortcuts.title')}
        </Menu.Item>
        <Menu.Divider />
        {room.rights.write && (
          <Menu.Item leftSection={<IconFolderUp {...icon} />} onClick={onImportFolder}>
            {t('room.importFolder')}
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
        {room.rights.write && (
          <Menu.Item
            leftSection={<IconUpload {...icon} />}
            renderRoot={(props) => <Link to="/publish" search={{ room: room.id }} {...props} />}
          >
            {t('room.publish')}
          </Menu.Item>
        )}
        {me !== null && (
          <Menu.Item leftSection={<IconBrandVscode {...icon} />} component="a" href={vscodeLink(hub.hub, room.id)}>
            {t('room.openInVsCode')}
          </Menu.Item>
        )}
        {me !== null && room.role !== null && (
          <Menu.Item leftSection={<IconRestore {...icon} />} onClick={() => onDialog('removed')}>
            {t('room.removedList')}
          </Menu.Item>
        )}
        {room.rights.manage && (
          <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => onDialog('settings')}>
            {t('room.settings')}
          </Menu.Item>
        )}
        {me !== null && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconLayoutGrid {...icon} />}
              renderRoot={(props) => <Link to="/home" {...props} />}
            >
              {t('menu.rooms')}
            </Menu.Item>
            <Menu.Item leftSection={<IconUser {...icon} />} renderRoot={(props) => <Link to="/account" {...props} />}>
              {t('menu.account')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
