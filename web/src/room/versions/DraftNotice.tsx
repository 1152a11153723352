import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useReducer, useState } from 'react';
import { errorText, t } from '../../kit/messages/language.ts';
import { act, copyText } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './versions.module.css';

const DraftCompare = lazy(async () => ({ default: (await import('./DraftCompare.tsx')).DraftCompare }));

/** What the hub refused is offered before it goes: compared, copied, or discarded. */
export function DraftNotice({ documentId, language }: { documentId: string; language: string }) {
  const { session } = useRoom();
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  const [comparing, setComparing] = useState(false);
  useEffect(() => {
    session.on('saved', refresh);
    return () => session.off('saved', refresh);
  }, [session]);
  const open = session.sessions.find((one) => one.documentId === documentId);
  const draft = open?.draft ?? null;
  if (open === undefined || draft === null) return null;
  const reason = draft.code === 'unreachable' ? draft.message : (errorText(draft.code) ?? draft.message);
  const discard = (): void => {
    setComparing(false);
    void act(() => open.discardDraft());
  };
  return (
    <div className={styles.draft} role="alert">
      <p>
        <strong>{t('room.draftTitle')}</strong> {reason} {t('room.draftWhat')}
      </p>
      <div className={styles.draftActions}>
        <Button size="compact-sm" variant="default" onClick={() => setComparing(true)}>
          {t('room.draftCompare')}
        </Button>
        <Button size="compact-sm" onClick={() => void copyText(draft.refused)}>
          {t('room.draftCopy')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={discard}>
          {t('room.draftDiscard')}
        </Button>
      </div>
      {comparing && (
        <Suspense>
          <DraftCompare draft={draft} language={language} onDiscard={discard} onClose={() => setComparing(false)} />
        </Suspense>
      )}
    </div>
  );
}
