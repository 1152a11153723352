/**
 * A person's steps of undo in the drawings of a room. A canvas goes when another tab comes to the front; the steps, and
 * the document that they are steps of, stay until the drawing's own tab is closed (`TabKeeper`).
 */
import type * as Y from 'yjs';
import { BoardUndo } from '../../kit/board/board-undo.ts';

const undos = new WeakMap<Y.Doc, BoardUndo>();

export function undoOf(doc: Y.Doc): BoardUndo {
  const known = undos.get(doc) ?? new BoardUndo(doc);
  undos.set(doc, known);
  return known;
}
