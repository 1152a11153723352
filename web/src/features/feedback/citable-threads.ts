/** Which threads a score can point at, and how they are told apart. Pure. */
import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { DesignThread } from '@draftroom/core/schema/comments';
import { plainWords } from '../../kit/compose/plain-words.ts';

export interface CitableThread {
  readonly id: string;
  /** The number that its pin has. */
  readonly mark: number;
  readonly anchor: DesignAnchor;
  /** Who began it; null when the account is gone. */
  readonly by: string | null;
  readonly words: string;
}

const wordsLength = 100;

/** Those that have a place and are not cited yet, in the order of the list. */
export function citableThreads(threads: readonly DesignThread[], cited: ReadonlySet<string>): CitableThread[] {
  return threads.flatMap(({ id, anchor, startedBy, comments }, index) => {
    if (anchor === null || cited.has(id)) return [];
    const first = comments.find(({ removed }) => !removed);
    const words = plainWords(first?.text ?? '').slice(0, wordsLength);
    return [{ id, mark: threads.length - index, anchor, by: startedBy?.name ?? null, words }];
  });
}
