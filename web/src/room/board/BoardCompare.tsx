import type { Version } from '@draftroom/core/schema/documents';
import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { useRoom } from '../session/room-context.ts';
import type { Entry } from '../session/use-entries.ts';
import { CompareDialog } from '../versions/CompareDialog.tsx';
import { titleOf, useVersionContent } from '../versions/use-version-content.ts';
import { VersionActions } from '../versions/VersionActions.tsx';
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
  const { room } = useRoom();
  const now = useDrawingNow(entry.id);
  const content = useVersionContent(version);
  const text = content.data?.text;
  const files = now?.files;
  const then = useMemo(
    () => (text === undefined || files === undefined ? null : versionDrawing(text, files)),
    [text, files],
  );
  const title = titleOf(version);
  const same = now !== null && then !== null && sameDrawing(now, then);
  const words = same ? 'board.sameDrawing' : room.rights.write ? 'board.otherDrawing' : 'board.compareDrawing';
  return (
    <CompareDialog
      title={t('room.compareTitle', { version: title })}
      onClose={onClose}
      actions={
        <>
          <p className={styles.compareWords}>{now !== null && then !== null && t(words)}</p>
          <VersionActions version={version} restorable={then !== null && !same} onClose={onClose} />
        </>
      }
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
    </CompareDialog>
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
