import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { useState } from 'react';
import { ErrorPanel } from '../../../kit/ErrorPanel.tsx';
import { t } from '../../../kit/messages/language.ts';
import { CompareSides } from '../../../room/versions/CompareSides.tsx';
import type { LineCounts } from '../../../room/versions/line-changes.ts';
import { TextDiff } from '../../../room/versions/TextDiff.tsx';
import { useReleaseText } from '../viewers/use-release-text.ts';
import styles from './compare.module.css';

interface CodeCompareProps {
  before: ReleaseFile;
  after: ReleaseFile;
  seqs: readonly [before: number, after: number];
}

export function CodeCompare({ before, after, seqs }: CodeCompareProps) {
  const [counts, setCounts] = useState<LineCounts | null>(null);
  const old = useReleaseText(before);
  const now = useReleaseText(after);
  const failed = [old, now].find((query) => query.isError);
  if (failed !== undefined) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />;
  if (old.data === undefined || now.data === undefined) return <div className={styles.room} />;
  const [original, modified] = [t('designPage.release', { seq: seqs[0] }), t('designPage.release', { seq: seqs[1] })];
  return (
    <div>
      <CompareSides original={original} modified={modified} />
      <TextDiff
        original={old.data}
        modified={now.data}
        language={after.facts.language ?? 'plaintext'}
        names={{ original, modified }}
        onCounted={setCounts}
      />
      {counts !== null && (
        <p className={styles.counts}>
          {t('designPage.linesAdded', { count: counts.added })},{' '}
          {t('designPage.linesRemoved', { count: counts.removed })}
        </p>
      )}
    </div>
  );
}
