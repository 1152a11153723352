import type { Version } from '@draftroom/core/schema/documents';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import codeStyles from '../code/code.module.css';
import { useRoom } from '../session/room-context.ts';
import type { Entry } from '../session/use-entries.ts';
import { CompareSides } from './CompareSides.tsx';
import { CompareWords } from './CompareWords.tsx';
import type { LineCounts } from './line-changes.ts';
import { TextDiff } from './TextDiff.tsx';
import { useDocumentText } from './use-document-text.ts';
import { useRestore } from './use-restore.ts';
import styles from './versions.module.css';

interface VersionCompareProps {
  version: Version;
  entry: Extract<Entry, { kind: 'document' }>;
  onClose: () => void;
}

/** What restoring would change: the document now beside the version. Restoring is one more edit that all can see. */
export function VersionCompare({ version, entry, onClose }: VersionCompareProps) {
  const { hub, room } = useRoom();
  const [counts, setCounts] = useState<LineCounts | null>(null);
  const now = useDocumentText(entry.id);
  const content = useQuery({
    queryKey: ['version', version.id],
    queryFn: () => hub.trpc.documents.versions.content.query({ versionId: version.id }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const restore = useRestore(version);
  const title = version.name ?? label(`room.version.${version.kind}`);
  const same = counts !== null && counts.added === 0 && counts.removed === 0;
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      size="min(1100px, 96vw)"
      title={t('room.compareTitle', { version: title })}
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
      <div className={styles.compareActions}>
        <CompareWords counts={counts} what={room.rights.write ? 'restore' : 'compare'} />
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        {room.rights.write && (
          <Button
            disabled={!content.isSuccess || same}
            onClick={() => void restore().then((done) => done && onClose())}
          >
            {t('room.versionRestore')}
          </Button>
        )}
      </div>
    </Modal>
  );
}
