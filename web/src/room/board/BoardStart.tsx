import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { t } from '../../kit/messages/language.ts';
import { useStore } from '../session/store.ts';
import styles from './board.module.css';
import { useBoard } from './board-context.ts';
import { TemplateList } from './TemplateList.tsx';

/** An empty board: how to begin. It steps back as soon as somebody draws, and never stands in the way of a stroke. */
export function BoardStart() {
  const { board, ui, mayWrite, chooseFile } = useBoard();
  const empty = useStore(board.view, (state) => state.empty);
  const busy = useStore(board.view, (state) => state.busy);
  const importing = useStore(ui, (state) => state.importing);
  if (!empty || busy || importing) return null;
  return (
    <section className={styles.start} aria-label={t('board.startLabel')}>
      <h2>{t('board.startTitle')}</h2>
      <p>{t(mayWrite ? 'board.startWhat' : 'board.startReader')}</p>
      {mayWrite && (
        <>
          <TemplateList />
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconFileImport size={16} stroke={1.5} aria-hidden="true" />}
            onClick={chooseFile}
          >
            {t('board.import')}
          </Button>
        </>
      )}
    </section>
  );
}
