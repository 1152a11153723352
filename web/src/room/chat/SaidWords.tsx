import { splitMentions } from '@draftroom/core/contract/mentions';
import type { ReactNode } from 'react';
import styles from './chat.module.css';

/** What somebody said, with the people it names. */
export function SaidWords({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <p className={styles.text}>
      {splitMentions(text).map((part, index) =>
        'userId' in part ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
          <span key={index} className={styles.mention}>
            @{part.name}
          </span>
        ) : (
          part.text
        ),
      )}
      {children}
    </p>
  );
}
