import type { DocumentSession } from '@draftroom/core/client/document-session';
import type { Draft } from '@draftroom/core/client/draft';
import { useEffect, useReducer } from 'react';
import { errorText } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';

export interface RefusedWork {
  readonly draft: Draft;
  /** Why the hub refused it, in words. */
  readonly reason: string;
  discard(): void;
}

/** What the hub refused of a document; null when there is nothing. */
export function useDraft(documentId: string): RefusedWork | null {
  const { session } = useRoom();
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    session.on('saved', refresh);
    return () => session.off('saved', refresh);
  }, [session]);
  const open: DocumentSession | undefined = session.sessions.find((one) => one.documentId === documentId);
  const draft = open?.draft ?? null;
  if (open === undefined || draft === null) return null;
  const reason = draft.code === 'unreachable' ? draft.message : (errorText(draft.code) ?? draft.message);
  return { draft, reason, discard: () => void act(() => open.discardDraft()) };
}
