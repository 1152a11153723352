import type { DocumentSession } from '@draftroom/core/client/document-session';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import { useRoom } from '../session/room-context.ts';

export interface BoardDocument {
  session: DocumentSession;
  /** Another one after refused work was set aside. */
  doc: Y.Doc;
}

/** A drawing of the room; null until there is something to show. */
export function useBoardDocument(documentId: string): BoardDocument | null {
  const { session: room, keeper } = useRoom();
  const [document, setDocument] = useState<BoardDocument | null>(null);
  useEffect(() => {
    const session = room.acquire(documentId);
    keeper.keep(documentId, () => {
      room.acquire(documentId);
      return () => room.release(documentId);
    });
    const show = (): void => setDocument({ session, doc: session.doc });
    const replaced = (doc: Y.Doc): void => setDocument({ session, doc });
    session.on('loaded', show);
    session.on('replaced', replaced);
    if (session.loaded) show();
    return () => {
      session.off('loaded', show);
      session.off('replaced', replaced);
      setDocument(null);
      room.release(documentId);
    };
  }, [room, keeper, documentId]);
  return document?.session.documentId === documentId ? document : null;
}
