import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { label, t } from '../../../kit/messages/language.ts';
import { useStore } from '../../session/store.ts';
import styles from '../board.module.css';
import { useBoard } from '../board-context.ts';

/** Work that is done sooner needs no word. In milliseconds. */
const patience = 1_000;

/** That nothing is recognised, and why; or how far the making of clean shapes has come. */
export function RecognitionNotice() {
  const { board } = useBoard();
  const off = useStore(board.pen.state, (state) => state.off);
  const cleaning = useStore(board.pen.state, (state) => state.cleaning !== null);
  if (cleaning) return <Cleaning />;
  if (off === null) return null;
  return (
    <div className={styles.notice} role="status">
      <span>
        {label(`board.off.${off}`)} {t('board.off.safe')}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => void board.pen.wake()}>
        {t('board.tryAgain')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => board.pen.state.set({ off: null })}>
        {t('action.close')}
      </Button>
    </div>
  );
}

function Cleaning() {
  const { board } = useBoard();
  const cleaning = useStore(board.pen.state, (state) => state.cleaning);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  if (!late || cleaning === null) return null;
  const { done, total, cancel } = cleaning;
  const what = t('board.clean.working', { count: total });
  return (
    <div className={styles.notice}>
      <span role="status">{what}</span>
      <Progress className={styles.progress} value={(100 * done) / total} aria-label={what} />
      <Button size="compact-xs" variant="default" onClick={cancel}>
        {t('board.cancel')}
      </Button>
    </div>
  );
}
