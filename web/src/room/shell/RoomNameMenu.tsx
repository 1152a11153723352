import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowsExchange,
  IconChevronDown,
  IconLogout,
  IconPencil,
  IconSettings,
  IconUserPlus,
} from '@tabler/icons-react';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { useArchive } from '../settings/use-archive.ts';
import styles from './room.module.css';
import type { RoomDialog } from './room-dialogs.ts';

const icon = { size: 18, stroke: 1.5 };

/** The room's name, and below it what can be done with the room itself. A reader has nothing to do: only the name. */
export function RoomNameMenu({ onDialog }: { onDialog: (dialog: RoomDialog) => void }) {
  const { room, me } = useRoom();
  const archive = useArchive();
  const { manage } = room.rights;
  const name = <bdi className={styles.nameText}>{room.name}</bdi>;
  if (me === null || room.role === null) {
    return (
      <span className={styles.namePlain} title={room.name}>
        {name}
      </span>
    );
  }
  const archived = room.archivedAt !== null;
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.nameButton} title={room.name}>
          {name}
          <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {manage && (
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => onDialog('rename')}>
            {t('room.renameRoom')}
          </Menu.Item>
        )}
        {manage && (
          <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => onDialog('settings')}>
            {t('room.settings')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconUserPlus {...icon} />} onClick={() => onDialog('invite')}>
          {t('room.invite')}
        </Menu.Item>
        <Menu.Divider />
        {manage && (
          <Menu.Item leftSection={<IconArrowsExchange {...icon} />} onClick={() => onDialog('handOver')}>
            {t('room.handOverShort')}
          </Menu.Item>
        )}
        {manage && (
          <Menu.Item
            leftSection={archived ? <IconArchiveOff {...icon} /> : <IconArchive {...icon} />}
            onClick={() => void archive()}
          >
            {t(archived ? 'room.unarchive' : 'room.archive')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout {...icon} />} onClick={() => onDialog('leave')}>
          {t('room.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
