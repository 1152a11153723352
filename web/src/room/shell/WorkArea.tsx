import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { currentLocale, label, t } from '../../kit/messages/language.ts';
import { fileSize } from '../../kit/time.ts';
import { LoadingLines } from '../code/LoadingLines.tsx';
import { useRoom } from '../session/room-context.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { nameOf } from '../tree/tree-model.ts';
import { loadCodeArea } from './load-code-area.ts';
import styles from './room.module.css';

const CodeArea = lazy(async () => ({ default: (await loadCodeArea()).CodeArea }));
const BoardArea = lazy(async () => ({ default: (await import('../board/BoardArea.tsx')).BoardArea }));

interface WorkAreaProps {
  entries: ReadonlyMap<string, Entry>;
  narrow: boolean;
  onNew: (kind: 'document' | 'drawing') => void;
  onImport: () => void;
}

export function WorkArea({ entries, narrow, onNew, onImport }: WorkAreaProps) {
  const { view } = useRoom();
  const active = useStore(view, (state) => state.active);
  const entry = active === null ? undefined : entries.get(active);
  const isText = entry?.kind === 'document' && entry.document.kind === 'text';
  const isDrawing = entry?.kind === 'document' && entry.document.kind === 'drawing';
  return (
    <div
      className={styles.work}
      id="room-work"
      tabIndex={-1}
      role="tabpanel"
      aria-labelledby={entry === undefined ? undefined : `tab-${entry.id}`}
    >
      {isText && (
        <Suspense
          fallback={
            <div className={styles.blank}>
              <LoadingLines />
            </div>
          }
        >
          <CodeArea entry={entry} narrow={narrow} />
        </Suspense>
      )}
      {isDrawing && (
        <Suspense fallback={<div className={styles.blank} />}>
          <BoardArea entry={entry} narrow={narrow} />
        </Suspense>
      )}
      {entry?.kind === 'file' && <FileView file={entry.file} />}
      {entry?.kind === 'document' && !isText && !isDrawing && <OtherKind entry={entry} />}
      {entry === undefined && <NothingOpen empty={entries.size === 0} onNew={onNew} onImport={onImport} />}
    </div>
  );
}

function NothingOpen({ empty, onNew, onImport }: Pick<WorkAreaProps, 'onNew' | 'onImport'> & { empty: boolean }) {
  const { room } = useRoom();
  if (!empty) return <Centred title={t('room.nothingOpen')} text={t('room.nothingOpenWhat')} />;
  if (!room.rights.write) return <Centred title={t('room.emptyTitle')} text={t('room.emptyReader')} />;
  return (
    <Centred
      title={t('room.emptyTitle')}
      text={t('room.emptyWhat')}
      action={
        <div className={styles.actions}>
          <Button onClick={() => onNew('document')}>{t('room.newDocument')}</Button>
          <Button variant="default" onClick={() => onNew('drawing')}>
            {t('room.newDrawing')}
          </Button>
          <Button variant="default" onClick={onImport}>
            {t('room.importFiles')}
          </Button>
        </div>
      }
    />
  );
}

function Centred(props: { title: string; text: string; action?: React.ReactNode }) {
  return (
    <div className={styles.centred}>
      <EmptyState {...props} />
    </div>
  );
}

const shownTypes = /^image\/(png|jpeg|gif|webp|avif)$/;

/** A file that is not text: shown when it is a picture, else offered for download. */
function FileView({ file }: { file: Extract<Entry, { kind: 'file' }>['file'] }) {
  const { hub, room } = useRoom();
  const url = `${hub.hub}/api/v1/rooms/${room.id}/files/${file.id}`;
  const name = nameOf(file.path);
  return (
    <div className={styles.file}>
      {shownTypes.test(file.mediaType) && <img src={url} alt={name} />}
      <p>
        {name} · {file.mediaType} · {fileSize(file.size, currentLocale())}
      </p>
      <Button component="a" href={url} download={name} variant="default">
        {t('room.downloadFile')}
      </Button>
    </div>
  );
}

function OtherKind({ entry }: { entry: Extract<Entry, { kind: 'document' }> }) {
  const { hub } = useRoom();
  const { kind, id } = entry.document;
  if (kind === 'text') return null;
  return (
    <Centred
      title={label(`room.kind.${kind}`)}
      text={t('room.kindLater')}
      action={
        <Button
          component="a"
          href={`${hub.hub}/api/v1/documents/${id}/content`}
          download={nameOf(entry.path)}
          variant="default"
        >
          {t('room.downloadFile')}
        </Button>
      }
    />
  );
}
