import type { ReactNode } from 'react';
import styles from './FormPage.module.css';
import { usePageTitle } from './page.ts';

interface FormPageProps {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  /** Other ways to go, below. */
  below?: ReactNode;
}

/** One narrow column with one thing to do. */
export function FormPage({ title, text, children, below }: FormPageProps) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <h1>{title}</h1>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      <div className={styles.body}>{children}</div>
      {below !== undefined && <div className={styles.below}>{below}</div>}
    </div>
  );
}
