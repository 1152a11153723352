import type { ReactNode } from 'react';
import styles from './versions.module.css';

/** What the two sides of a comparison are: above them, or, where they are shown as one text, with the marks of its lines. */
export function CompareSides({ original, modified }: { original: ReactNode; modified: ReactNode }) {
  return (
    <div className={styles.compareSides}>
      <p className={styles.compareHint}>
        <span>{original}</span>
        <span>{modified}</span>
      </p>
    </div>
  );
}
