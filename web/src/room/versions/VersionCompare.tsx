import type { Version } from '@draftroom/core/schema/documents';
import { useState } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import codeStyles from '../code/code.module.css';
import { useRoom } from '../session/room-context.ts';
import type { Entry } from '../session/use-entries.ts';
import { CompareDialog } from './CompareDialog.tsx';
import { CompareSides } from './CompareSides.tsx';
import { CompareWords } from './CompareWords.tsx';
import type { LineCounts } from './line-changes.ts';
import { TextDiff } from './TextDiff.tsx';
import { useDocumentText } from './use-document-text.ts';
import { titleOf, useVersionContent } from './use-version-content.ts';
import { VersionActions } from './VersionActions.tsx';

interface VersionCompareProps {
  version: Version;
  entry: Extract<Entry, { kind: 'document' }>;
  onClose: () => void;
}

/** What restoring would change: the document now beside the version. Restoring is one more edit that all can see. */
export function VersionCompare({ version, entry, onClose }: VersionCompareProps) {
  const { room } = useRoom();
  const [counts, setCounts] = useState<LineCounts | null>(null);
  const now = useDocumentText(entry.id);
  const content = useVersionContent(version);
  const title = titleOf(version);
  const same = counts !== null && counts.added === 0 && counts.removed === 0;
  return (
    <CompareDialog
      title={t('room.compareTitle', { version: title })}
      onClose={onClose}
      actions={
        <>
          <CompareWords counts={counts} what={room.rights.write ? 'restore' : 'compare'} />
          <VersionActions version={version} restorable={content.isSuccess && !same} onClose={onClose} />
        </>
      }
    >
      <CompareSides
        original={t('room.compareNow')}
        modified={
          <>
            {title}, <RelativeTime at={version.createdAt} />
          </>
        }
      />
      {content.isError && <ErrorPanel error={content.error} onRetry={() => void content.refetch()} />}
      {content.isSuccess && now !== null ? (
        <TextDiff
          original={now}
          modified={content.data.text}
          language={entry.document.language}
          names={{ original: t('room.compareNow'), modified: title }}
          onCounted={setCounts}
        />
      ) : (
        !content.isError && <div className={codeStyles.diff} />
      )}
    </CompareDialog>
  );
}
