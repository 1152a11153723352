import type { Entry } from '../session/use-entries.ts';
import { parentOf } from '../tree/tree-model.ts';
import { Board } from './Board.tsx';
import { BoardDraftNotice } from './BoardDraftNotice.tsx';
import styles from './board.module.css';
import { LoadingBoard } from './LoadingBoard.tsx';
import { useBoardDocument } from './use-board-document.ts';

interface BoardAreaProps {
  entry: Extract<Entry, { kind: 'document' }>;
  narrow: boolean;
}

/** A drawing of the room. Loaded with the canvas when the first one is opened. */
export function BoardArea({ entry, narrow }: BoardAreaProps) {
  const document = useBoardDocument(entry.id);
  const folder = parentOf(entry.path);
  return (
    <div className={styles.area}>
      <BoardDraftNotice documentId={entry.id} path={entry.path} />
      {document === null ? (
        <LoadingBoard />
      ) : (
        <Board
          key={`${entry.id} ${document.doc.guid}`}
          documentId={entry.id}
          path={entry.path}
          folder={folder === '' ? '' : `${folder}/`}
          doc={document.doc}
          narrow={narrow}
        />
      )}
    </div>
  );
}
