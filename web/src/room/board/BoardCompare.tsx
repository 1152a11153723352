import type { Version } from '@draftroom/core/schema/documents';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { useRoom } from '../session/room-context.ts';
import type { Entry } from '../session/use-entries.ts';
import { useRestore } from '../versions/use-restore.ts';
import versions from '../versions/versions.module.css';
import { BoardPicture } from './BoardPicture.tsx';
import styles from './board.module.css';
import { useBoardDocument } from './use-board-document.ts';
import { drawingOf, type ShownDrawing, versionDrawing } from './version-drawing.ts';

interface BoardCompareProps {
  version: Version;
  entry: Extract<Entry, { kind: 'document' }>;
  onClose: () => void;
}

/** What restoring would change: a picture of the drawing now, beside one of the version. */
export function BoardCompare({ version, entry, onClose }: BoardCompareProps) {
  const { hub, room } = useRoom();
  const now = useDrawingNow(entry.id);
  const content = useQuery({
    queryKey: ['version', version.id],
    queryFn: () => hub.trpc.documents.versions.content.query({ versionId: version.id }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const text = content.data?.text;
  const files = now?.files;
  const then = useMemo(
    () => (text === undefined || files === undefined ? null : versionDrawing(text, files)),
    [text, files],
  );
  const restore = useRestore(version);
  const title = version.name ?? label(`room.version.${version.kind}`);
  const same = now !== null && then !== null && sameDrawing(now, then);
  const words = same ? 'board.sameDrawing' : room.rights.write ? 'board.otherDrawing' : 'board.compareDrawing';
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      size="min(1100px, 96vw)"
      title={t('room.compareTitle', { version: title })}
    >
      {content.isError && <ErrorPanel error={content.error} onRetry={() => void content.refetch()} />}
      <div className={styles.compare}>
        <figure>
          <figcaption>{t('room.compareNow')}</figcaption>
          {now !== null && <BoardPicture drawing={now} what={t('room.compareNow')} />}
        </figure>
        <figure>
          <figcaption>
            {title}, <RelativeTime at={version.createdAt} />
          </figcaption>
          {then !== null && <BoardPicture drawing={then} what={title} />}
        </figure>
      </div>
      <div className={versions.compareActions}>
        <p className={styles.compareWords}>{now !== null && then !== null && t(words)}</p>
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        {room.rights.write && (
          <Button disabled={then === null || same} onClick={() => void restore().then((done) => done && onClose())}>
            {t('room.versionRestore')}
          </Button>
        )}
      </div>
    </Modal>
  );
}

/** While others go on drawing. */
function useDrawingNow(documentId: string): ShownDrawing | null {
  const document = useBoardDocument(documentId);
  const [drawing, setDrawing] = useState<ShownDrawing | null>(null);
  useEffect(() => {
    if (document === null) return;
    const { doc } = document;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const read = (): void => setDrawing(drawingOf(doc as Y.Doc));
    const later = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(read, pictureDelay);
    };
    read();
    doc.on('update', later);
    return () => {
      clearTimeout(waiting);
      doc.off('update', later);
    };
  }, [document]);
  return drawing;
}

/** A picture is drawn when a stroke has come to rest, in milliseconds. */
const pictureDelay = 400;

/** Files and documents name properties in orders of their own; what order keys say is the order itself. */
function sorted(element: object): [string, unknown][] {
  return Object.entries(element)
    .filter(([key]) => key !== 'index')
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function sameDrawing(one: ShownDrawing, other: ShownDrawing): boolean {
  const written = ({ elements }: ShownDrawing) => JSON.stringify(elements.map((element) => sorted(element)));
  return written(one) === written(other);
}
