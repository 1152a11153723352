import type { Draft } from '@draftroom/core/client/draft';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { copyText } from '../session/act.ts';
import { CompareDialog } from './CompareDialog.tsx';
import { CompareSides } from './CompareSides.tsx';
import { CompareWords } from './CompareWords.tsx';
import type { LineCounts } from './line-changes.ts';
import { TextDiff } from './TextDiff.tsx';
import { useDocumentText } from './use-document-text.ts';

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
    <CompareDialog
      title={t('room.draftCompareTitle')}
      onClose={onClose}
      actions={
        <>
          <CompareWords counts={counts} what="draft" />
          <Button variant="default" onClick={onDiscard}>
            {t('room.draftDiscard')}
          </Button>
          <Button onClick={() => void copyText(draft.refused)}>{t('room.draftCopy')}</Button>
        </>
      }
    >
      <CompareSides original={t('room.draftHubs')} modified={t('room.draftYours')} />
      <TextDiff
        original={now}
        modified={draft.refused}
        language={language}
        names={{ original: t('room.draftHubs'), modified: t('room.draftYours') }}
        onCounted={setCounts}
      />
    </CompareDialog>
  );
}
