import { readText } from '@draftroom/core/model/text/text-document';
import { useEffect, useState } from 'react';
import { useRoom } from '../session/room-context.ts';

/** The text as it is now, while others go on writing. Null until it is loaded. */
export function useDocumentText(documentId: string): string | null {
  const { session } = useRoom();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const open = session.acquire(documentId);
    let doc = open.doc;
    const read = (): void => {
      if (open.loaded) setText(readText(doc));
    };
    const replaced = (next: typeof doc): void => {
      doc.off('update', read);
      doc = next;
      doc.on('update', read);
      read();
    };
    doc.on('update', read);
    open.on('loaded', read);
    open.on('replaced', replaced);
    read();
    return () => {
      doc.off('update', read);
      open.off('loaded', read);
      open.off('replaced', replaced);
      session.release(documentId);
    };
  }, [session, documentId]);
  return text;
}
