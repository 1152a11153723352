import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { copyText } from '../session/act.ts';
import { useDraft } from './use-draft.ts';
import styles from './versions.module.css';

const DraftCompare = lazy(async () => ({ default: (await import('./DraftCompare.tsx')).DraftCompare }));

/** What the hub refused is offered before it goes: compared, copied, or discarded. */
export function DraftNotice({ documentId, language }: { documentId: string; language: string }) {
  const [comparing, setComparing] = useState(false);
  const refused = useDraft(documentId);
  if (refused === null) return null;
  const { draft, reason } = refused;
  const discard = (): void => {
    setComparing(false);
    refused.discard();
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
