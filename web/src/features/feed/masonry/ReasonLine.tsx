import type { Reason } from '@draftroom/core/schema/discovery';
import { IconX } from '@tabler/icons-react';
import { label, t } from '../../../kit/messages/language.ts';
import styles from './Masonry.module.css';

/** Why this is suggested, and the way to say that it should not be. */
export function ReasonLine({ reason, title, onDismiss }: { reason: Reason; title: string; onDismiss?: () => void }) {
  const words = reasonWords(reason);
  return (
    <div className={styles.reason}>
      <span title={words}>{words}</span>
      {onDismiss !== undefined && (
        <button type="button" onClick={onDismiss} aria-label={t('why.dismiss', { title })} title={t('why.not')}>
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function reasonWords({ code, title, person }: Reason): string {
  if (code === 'similar' && title !== undefined) return t('why.similar', { title });
  if (code === 'followed' && person !== undefined) return t('why.followed', { name: person.name });
  return label(code === 'new' || code === 'popular' ? `why.${code}` : 'why.hot');
}
