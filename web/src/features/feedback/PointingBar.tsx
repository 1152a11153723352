import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../../kit/messages/language.ts';
import styles from './feedback.module.css';
import type { Feedback } from './use-feedback.ts';

/** While somebody points, wherever on the page they are: what to do, and the way out of it, which Escape is, too. */
export function PointingBar({ feedback: { pointing, point } }: { feedback: Feedback }) {
  const active = pointing !== null;
  const from = useRef<Element | null>(null);
  const stop = (): void => {
    point(null);
    // Back to where it was begun, which may be far from the work.
    if (from.current instanceof HTMLElement) from.current.focus();
  };
  const latest = useRef(stop);
  latest.current = stop;
  useEffect(() => {
    if (!active) return;
    from.current = document.activeElement;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') latest.current();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [active]);
  if (!active) return null;
  return (
    <div className={styles.pointing} role="status">
      <span>{t('feedback.pointing')}</span>
      <Button size="compact-sm" variant="default" onClick={stop}>
        {t('feedback.stopPointing')}
      </Button>
    </div>
  );
}
