import type { ReactNode } from 'react';
import styles from './Notice.module.css';

interface NoticeProps {
  tone?: 'plain' | 'ok' | 'error' | 'warning';
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
}

/** A marked paragraph inside a page. Errors are read out at once, the rest when it is its turn. */
export function Notice({ tone = 'plain', title, text, action }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'error' ? 'alert' : 'status'}>
      <p className={styles.title}>{title}</p>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {action !== undefined && action !== false && <div className={styles.action}>{action}</div>}
    </div>
  );
}
