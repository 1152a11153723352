import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { useState } from 'react';
import { keepWords, keptWords } from './kept-words.ts';
import type { Feedback } from './use-feedback.ts';

export interface Draft {
  readonly anchor: DesignAnchor | null;
}

/** The thread that is being begun. Its place and words outlast a reload. */
export function useDraft({ design, point }: Pick<Feedback, 'design' | 'point'>) {
  const key = `${design.id}:draft`;
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(keptWords(key)));
  const set = (next: Draft | null): void => {
    point(null);
    setDraft(next);
    keepWords(key, next === null ? '' : JSON.stringify(next));
  };
  return {
    draft,
    begin: (anchor: DesignAnchor | null) => set({ anchor }),
    leave: () => set(null),
  };
}

/** Written by this page in this tab; anything else is no draft. */
function readDraft(text: string): Draft | null {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Draft;
  } catch {
    return null;
  }
}
