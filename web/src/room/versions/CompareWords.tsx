import { t } from '../../kit/messages/language.ts';
import type { LineCounts } from './line-changes.ts';
import styles from './versions.module.css';

const means = { restore: 'room.restoreMeans', compare: 'room.compareMeans', draft: 'room.draftMeans' } as const;
type CompareKind = keyof typeof means;

/** “12 lines added, 3 lines removed”; nothing before both texts were compared. */
export function CompareWords({ counts, what }: { counts: LineCounts | null; what: CompareKind }) {
  return (
    <p className={styles.words} role="status">
      {counts !== null && wordsFor(counts, what)}
    </p>
  );
}

function wordsFor({ added, removed }: LineCounts, what: CompareKind): string {
  if (added === 0 && removed === 0) return t(what === 'draft' ? 'room.draftSame' : 'room.compareSame');
  const parts = [
    ...(added > 0 ? [t('room.linesAdded', { count: added })] : []),
    ...(removed > 0 ? [t('room.linesRemoved', { count: removed })] : []),
  ];
  return t(means[what], { what: parts.join(', ') });
}
