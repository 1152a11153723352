import { t } from '../../kit/messages/language.ts';
import styles from './comments.module.css';

/** What a thread is on, as it was when it began. */
export function Quote({ text, lost = false }: { text: string; lost?: boolean }) {
  if (text.trim() === '') return <span className={styles.quoteNone}>{t('comments.emptyLine')}</span>;
  return (
    <span className={styles.quote} data-lost={lost}>
      {outdented(text)}
    </span>
  );
}

/** Without the blanks that all of its lines begin with. The first line may begin in the middle of one. */
function outdented(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const blanks = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const cut = Math.min(...blanks, Number.MAX_SAFE_INTEGER);
  return [first.trimStart(), ...rest.map((line) => line.slice(cut))].join('\n');
}
