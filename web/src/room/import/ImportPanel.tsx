import { ActionIcon, Button, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { reasonText, t } from '../../kit/messages/language.ts';
import { useStore } from '../session/store.ts';
import styles from './import.module.css';
import { existingPaths, otherSkips } from './import-result.ts';
import { cancelImport, type ImportState, importState } from './import-state.ts';

/** What an import does and what came of it, at the edge of the room; work goes on meanwhile. */
export function ImportPanel() {
  const progress = useStore(importState, (state) => state.progress);
  const result = useStore(importState, (state) => state.result);
  const again = useStore(importState, (state) => state.again);
  if (progress !== null) return <Running progress={progress} />;
  if (result !== null) return <Done result={result} again={again} />;
  return null;
}

function Running({ progress }: { progress: NonNullable<ImportState['progress']> }) {
  const share = progress.phase === 'sending' ? null : (100 * progress.done) / Math.max(1, progress.total);
  return (
    <section className={styles.panel} aria-label={t('room.import')}>
      <p role="status">{phaseText(progress)}</p>
      <Progress value={share ?? 100} striped={share === null} animated={share === null} aria-label={t('room.import')} />
      <Button size="compact-sm" variant="default" onClick={cancelImport}>
        {t('action.cancel')}
      </Button>
    </section>
  );
}

function phaseText(progress: NonNullable<ImportState['progress']>): string {
  switch (progress.phase) {
    case 'packing':
      return t('room.importPacking', { done: progress.done, total: progress.total });
    case 'sending':
      return t('room.importSending');
    case 'unpacking':
      return t('room.importUnpacking', { done: progress.done, total: progress.total });
  }
}

const shownSkips = 100;

interface DoneProps {
  result: NonNullable<ImportState['result']>;
  again: ImportState['again'];
}

function Done({ result, again }: DoneProps) {
  const existing = existingPaths(result).size;
  const skipped = otherSkips(result);
  return (
    <section className={styles.panel} aria-label={t('room.import')}>
      <header className={styles.head}>
        <p role="status">{doneText(result)}</p>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('action.close')}
          onClick={() => importState.set({ result: null, again: null })}
        >
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      {existing > 0 && (
        <div className={styles.existing}>
          <p>{t('room.importExisting', { count: existing })}</p>
          {again !== null && (
            <Button size="compact-sm" variant="default" onClick={again}>
              {t('room.importReplace')}
            </Button>
          )}
        </div>
      )}
      {skipped.length > 0 && (
        <details>
          <summary>{t('room.importSkipped', { count: skipped.length })}</summary>
          <ul className={styles.skipped}>
            {skipped.slice(0, shownSkips).map(({ path, reason }) => (
              <li key={path}>
                <code>{path}</code> {reason === '' ? t('room.importLeftOut') : reasonText(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function doneText({ documents, files, replaced }: DoneProps['result']): string {
  const parts = [
    ...(documents > 0 ? [t('room.importDocuments', { count: documents })] : []),
    ...(files > 0 ? [t('room.importFilesDone', { count: files })] : []),
    ...(replaced > 0 ? [t('room.importReplaced', { count: replaced })] : []),
  ];
  return parts.length === 0 ? t('room.importNothingNew') : t('room.importDone', { what: parts.join(', ') });
}
