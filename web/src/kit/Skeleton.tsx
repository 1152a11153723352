import { t } from './messages/language.ts';
import styles from './Skeleton.module.css';

/** A grey line where text will be. `width` as in CSS. */
export function SkeletonLine({ width = '100%', height = 12 }: { width?: string; height?: number }) {
  return <span className={styles.line} style={{ inlineSize: width, blockSize: height }} />;
}

/** Around the grey shapes of a screen: they appear after 200 ms, and are one word to screen readers. */
export function Skeleton({ children }: { children: React.ReactNode }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className={styles.word}>{t('list.loading')}</span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
