import type { Version } from '@draftroom/core/schema/documents';
import { ActionIcon, Menu, TextInput, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Avatar } from '../../kit/Avatar.tsx';
import { confirm } from '../../kit/confirm.ts';
import { currentLocale, label, t } from '../../kit/messages/language.ts';
import { fullTime, shortTime } from '../../kit/time.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { roomKeys } from '../session/room-queries.ts';
import styles from './versions.module.css';

export function VersionRow({ version, onCompare }: { version: Version; onCompare: () => void }) {
  const { room } = useRoom();
  const [naming, setNaming] = useState(false);
  const at = Date.parse(version.createdAt);
  const time = shortTime(at, currentLocale());
  const names = version.authors.map((author) => author.name).join(', ');
  if (naming) {
    return (
      <li>
        <VersionName version={version} onDone={() => setNaming(false)} />
      </li>
    );
  }
  return (
    <li className={styles.row}>
      <UnstyledButton className={styles.version} onClick={onCompare} data-named={version.name !== null}>
        <time dateTime={version.createdAt} title={fullTime(at, currentLocale())}>
          {time}
        </time>
        <bdi className={styles.title}>{version.name ?? label(`room.version.${version.kind}`)}</bdi>
        <span className={styles.authors}>
          {version.authors.slice(0, 3).map((author) => (
            <Avatar key={author.id} person={{ ...author, avatarId: null }} size={20} />
          ))}
          <span className={styles.names}>{names}</span>
        </span>
      </UnstyledButton>
      {room.rights.write && <VersionMenu version={version} time={time} onName={() => setNaming(true)} />}
    </li>
  );
}

interface VersionMenuProps {
  version: Version;
  time: string;
  onName: () => void;
}

function VersionMenu({ version, time, onName }: VersionMenuProps) {
  const { hub, room } = useRoom();
  const queries = useQueryClient();
  /** The hub forgets a removed version for good, so this asks. */
  const remove = async (): Promise<void> => {
    const title = t('room.versionRemoveTitle', { name: version.name ?? '' });
    const text = t('room.versionRemoveWhat');
    if (!(await confirm({ title, text, yes: t('room.remove') }))) return;
    const work = async (): Promise<void> => {
      await hub.trpc.documents.versions.remove.mutate({ versionId: version.id });
      await queries.invalidateQueries({ queryKey: roomKeys.versions(room.id, version.documentId) });
    };
    await act(work, { text: t('room.removed', { name: version.name ?? '' }) });
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon className={styles.more} variant="subtle" color="gray" aria-label={t('room.versionMenu', { time })}>
          <IconDots size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onName}>{t(version.name === null ? 'room.versionGiveName' : 'room.rename')}</Menu.Item>
        {version.kind === 'named' && (
          <Menu.Item color="danger" onClick={() => void remove()}>
            {t('room.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Typed in place. Enter takes it, Esc leaves it; a name keeps an automatic version for good. */
function VersionName({ version, onDone }: { version: Version; onDone: () => void }) {
  const { hub, room } = useRoom();
  const queries = useQueryClient();
  const [name, setName] = useState(version.name ?? '');
  const save = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === '' || wanted === version.name) return onDone();
    const done = await act(async () => {
      await hub.trpc.documents.versions.rename.mutate({ versionId: version.id, name: wanted });
      await queries.invalidateQueries({ queryKey: roomKeys.versions(room.id, version.documentId) });
    });
    if (done) onDone();
  };
  return (
    <form
      className={styles.rowForm}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        size="xs"
        maxLength={120}
        autoFocus
        aria-label={t('room.versionNewName')}
        placeholder={t('room.versionNewName')}
        value={name}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={onDone}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onDone();
        }}
      />
    </form>
  );
}
