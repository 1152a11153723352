import type { Draft } from '@draftroom/core/client/draft';
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { copyText } from '../session/act.ts';
import { CompareSides } from './CompareSides.tsx';
import { CompareWords } from './CompareWords.tsx';
import type { LineCounts } from './line-changes.ts';
import { TextDiff } from './TextDiff.tsx';
import { useDocumentText } from './use-document-text.ts';
import styles from './versions.module.css';

interface DraftCompareProps {
  draft: Draft;
  language: string;
  onDiscard: () => void;
  onClose: () => void;
}

/** The refused text beside what the hub has, so that nothing is thrown away unseen. */
export function DraftCompare({ draft, language, onDiscard, onClose }: DraftCompareProps) {
  const [counts, setCounts] = useState<LineCounts | null>(null);
  const now = useDocumentText(draft.documentId) ?? draft.before ?? '';
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      size="min(1100px, 96vw)"
      title={t('room.draftCompareTitle')}
    >
      <CompareSides original={t('room.draftHubs')} modified={t('room.draftYours')} />
      <TextDiff
        original={now}
        modified={draft.refused}
        language={language}
        names={{ original: t('room.draftHubs'), modified: t('room.draftYours') }}
        onCounted={setCounts}
      />
      <div className={styles.compareActions}>
        <CompareWords counts={counts} what="draft" />
        <Button variant="default" onClick={onDiscard}>
          {t('room.draftDiscard')}
        </Button>
        <Button onClick={() => void copyText(draft.refused)}>{t('room.draftCopy')}</Button>
      </div>
    </Modal>
  );
}
