import { Button } from '@mantine/core';
import { useEffect, useReducer } from 'react';
import { errorText, t } from '../../kit/messages/language.ts';
import { act, copyText } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './versions.module.css';

/** What the hub refused is offered before it goes: copied, or discarded. */
export function DraftNotice({ documentId }: { documentId: string }) {
  const { session } = useRoom();
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    session.on('saved', refresh);
    return () => session.off('saved', refresh);
  }, [session]);
  const open = session.sessions.find((one) => one.documentId === documentId);
  const draft = open?.draft ?? null;
  if (open === undefined || draft === null) return null;
  const reason = draft.code === 'unreachable' ? draft.message : (errorText(draft.code) ?? draft.message);
  return (
    <div className={styles.draft} role="alert">
      <p>
        <strong>{t('room.draftTitle')}</strong> {reason} {t('room.draftWhat')}
      </p>
      <Button size="compact-sm" onClick={() => void copyText(draft.refused)}>
        {t('room.draftCopy')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => void act(() => open.discardDraft())}>
        {t('room.draftDiscard')}
      </Button>
    </div>
  );
}
