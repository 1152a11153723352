import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { t } from '../../kit/messages/language.ts';
import styles from './feedback.module.css';
import type { Feedback } from './use-feedback.ts';

/** While somebody points: what to do, and the way out of it, which Escape is, too. */
export function PointingBar({ feedback: { pointing, point } }: { feedback: Feedback }) {
  const active = pointing !== null;
  useEffect(() => {
    if (!active) return;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') point(null);
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [active, point]);
  if (!active) return null;
  return (
    <div className={styles.pointing} role="status">
      <span>{t('feedback.pointing')}</span>
      <Button size="compact-sm" variant="default" onClick={() => point(null)}>
        {t('feedback.stopPointing')}
      </Button>
    </div>
  );
}
