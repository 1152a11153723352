/**
 * A person's steps of undo in the drawings of a room. A canvas goes when another tab comes to the front; the steps, and
 * the document that they are steps of, stay until the drawing's own tab is closed.
 */
import type { RoomSession } from '@draftroom/core/client/room-session';
import type * as Y from 'yjs';
import { BoardUndo } from '../../kit/board/board-undo.ts';
import type { RoomView } from '../session/room-view.ts';

const undos = new WeakMap<Y.Doc, BoardUndo>();
const held = new WeakMap<RoomSession, Set<string>>();

export function undoOf(doc: Y.Doc): BoardUndo {
  const known = undos.get(doc) ?? new BoardUndo(doc);
  undos.set(doc, known);
  return known;
}

/** Keeps the document of a drawing that has a tab. */
export function holdWhileOpen(room: RoomSession, view: RoomView, documentId: string): void {
  const ids = held.get(room) ?? new Set();
  held.set(room, ids);
  if (ids.has(documentId)) return;
  ids.add(documentId);
  room.acquire(documentId);
  const stop = view.subscribe(() => {
    if (view.get().tabs.includes(documentId)) return;
    stop();
    ids.delete(documentId);
    room.release(documentId);
  });
}
