import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { showPanel } from '../session/room-view.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { useConnection, useFollowers, usePeopleHere } from '../session/use-room-session.ts';
import { nameOf } from '../tree/tree-model.ts';
import { LanguageMark } from './LanguageMark.tsx';
import styles from './room.module.css';

export function StatusBar({ entries }: { entries: ReadonlyMap<string, Entry> }) {
  const { session, view } = useRoom();
  const here = usePeopleHere(session);
  const followers = useFollowers(session);
  const active = useStore(view, (state) => state.active);
  const place = useStore(view, (state) => state.place);
  const entry = active === null ? undefined : entries.get(active);
  return (
    <footer className={styles.status} data-region>
      <ConnectionMark />
      <UnstyledButton className={styles.statusButton} onClick={() => showPanel(view, 'people')}>
        {t('room.hereCount', { count: Math.max(1, here.length) })}
      </UnstyledButton>
      {followers.length > 0 && (
        <span role="status" title={followers.map((person) => person.name).join(', ')}>
          {t('room.followYou', { count: followers.length })}
        </span>
      )}
      <span className={styles.space} />
      {entry !== undefined && <span className={styles.statusFile}>{nameOf(entry.path)}</span>}
      {entry?.kind === 'document' && place !== null && (
        <>
          <span className={styles.statusPlace}>{t('room.place', { line: place.line, column: place.column })}</span>
          {place.selected > 0 && <span>{t('room.selected', { count: place.selected })}</span>}
          <LanguageMark key={entry.id} entry={entry} />
          <span>LF</span>
        </>
      )}
    </footer>
  );
}

function ConnectionMark() {
  const { session } = useRoom();
  const connection = useConnection(session);
  const [, tick] = useState(0);
  const waiting = connection.state === 'waiting';
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, [waiting]);

  if (connection.state === 'open') return <span data-tone="ok">{t('room.connected')}</span>;
  if (connection.state === 'connecting') return <span>{t('room.connecting')}</span>;
  const again = (
    <UnstyledButton className={styles.statusButton} onClick={() => session.connection.retry()}>
      {t('room.retryNow')}
    </UnstyledButton>
  );
  if (connection.state === 'stopped') {
    return (
      <span data-tone="danger">
        {t('room.disconnected')} · {again}
      </span>
    );
  }
  const seconds = Math.max(1, Math.ceil((connection.retryAt - Date.now()) / 1_000));
  return (
    <span data-tone="warning">
      {t('room.retryIn', { count: seconds })} · {again}
    </span>
  );
}
