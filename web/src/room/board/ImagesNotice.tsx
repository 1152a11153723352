import { Button, Progress } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import { useStore } from '../session/store.ts';
import styles from './board.module.css';
import { useBoard } from './board-context.ts';

/** How far pictures are on their way, and which have not made it. */
export function ImagesNotice() {
  const { board } = useBoard();
  const uploads = useStore(board.images.sender.state, (state) => state.uploads);
  const unsent = useStore(board.images.sender.state, (state) => state.unsent);
  const missing = useStore(board.images.state, (state) => state.missing);
  const loading = useStore(board.images.state, (state) => state.loading);
  const failed = unsent.size + missing.size;
  if (uploads.size + failed + loading === 0) return null;
  const done = [...uploads.values()].reduce((sum, share) => sum + share, 0) / Math.max(1, uploads.size);
  return (
    <div className={styles.notice} role="status" data-failed={failed > 0}>
      {uploads.size > 0 && (
        <>
          <span>{t('board.sending', { count: uploads.size })}</span>
          <Progress
            className={styles.progress}
            value={done * 100}
            aria-label={t('board.sending', { count: uploads.size })}
          />
        </>
      )}
      {uploads.size === 0 && failed === 0 && <span>{t('board.loadingImages', { count: loading })}</span>}
      {unsent.size > 0 && <span>{t('board.unsent', { count: unsent.size })}</span>}
      {missing.size > 0 && <span>{t('board.missing', { count: missing.size })}</span>}
      {failed > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => board.images.retry()}>
          {t('board.tryAgain')}
        </Button>
      )}
    </div>
  );
}
