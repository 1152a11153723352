import { t } from '../../kit/messages/language.ts';
import styles from './code.module.css';

const widths = [42, 68, 30, 0, 55, 74, 61, 25, 0, 48];

/** Where lines of text will be; seen after 200 ms only. */
export function LoadingLines() {
  return (
    <div className={styles.loading} role="status" aria-label={t('room.loadingDocument')}>
      {widths.map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <span key={line} style={{ inlineSize: `${width}%` }} />
      ))}
    </div>
  );
}
