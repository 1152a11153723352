import { type ReactNode, useContext } from 'react';
import { BrandMark } from '../kit/BrandMark.tsx';
import { InPageFrame } from './in-page-frame.ts';
import styles from './MessagePage.module.css';

interface MessagePageProps {
  title: string;
  text: string;
  action: ReactNode;
  children?: ReactNode;
}

/** Instead of a page: what happened and where to go. Stands inside the frame of pages or alone. */
export function MessagePage({ title, text, action, children }: MessagePageProps) {
  const Page = useContext(InPageFrame) ? 'div' : 'main';
  return (
    <Page id={Page === 'main' ? 'content' : undefined} className={styles.page}>
      <BrandMark size={32} />
      <h1>{title}</h1>
      <p>{text}</p>
      <div className={styles.action}>{action}</div>
      {children}
    </Page>
  );
}
