/** A critique that is being written, and what is still missing in it. Pure. */
import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { Criterion, Critique, ScoreInput } from '@draftroom/core/schema/critiques';

/** A place that a thread begins at, or a thread that is there already. */
export interface DraftPin {
  readonly anchor: DesignAnchor;
  readonly threadId: string | null;
}

export interface DraftScore {
  readonly score: number | null;
  readonly words: string;
  readonly pins: readonly DraftPin[];
}

export interface CritiqueDraft {
  readonly scores: Readonly<Record<string, DraftScore>>;
  readonly summary: string;
}

export type Missing =
  | { readonly what: 'score' | 'pin'; readonly criterion: Criterion }
  | { readonly what: 'summary'; readonly criterion: null };

const noScore: DraftScore = { score: null, words: '', pins: [] };

export function emptyDraft(): CritiqueDraft {
  return { scores: {}, summary: '' };
}

/** To change one that was given: its pins are the threads that are left of them. */
export function draftOf({ scores, summary }: Critique): CritiqueDraft {
  return {
    summary,
    scores: Object.fromEntries(
      scores.map(({ criterionId, score, words, pins }) => [
        criterionId,
        { score, words, pins: pins.map(({ threadId, anchor }) => ({ threadId, anchor })) },
      ]),
    ),
  };
}

export function scoreIn(draft: CritiqueDraft, criterionId: string): DraftScore {
  return Object.hasOwn(draft.scores, criterionId) ? (draft.scores[criterionId] ?? noScore) : noScore;
}

export function withScore(draft: CritiqueDraft, criterionId: string, change: Partial<DraftScore>): CritiqueDraft {
  return { ...draft, scores: { ...draft.scores, [criterionId]: { ...scoreIn(draft, criterionId), ...change } } };
}

/** The first thing in the order of the form. */
export function firstMissing(draft: CritiqueDraft, criteria: readonly Criterion[]): Missing | null {
  for (const criterion of criteria) {
    const { score, pins } = scoreIn(draft, criterion.id);
    if (score === null) return { what: 'score', criterion };
    if (pins.length === 0) return { what: 'pin', criterion };
  }
  return draft.summary.trim() === '' ? { what: 'summary', criterion: null } : null;
}

/** As the hub takes it; `wordless` says what a thread begins with where the score has no words. */
export function toScores(
  draft: CritiqueDraft,
  criteria: readonly Criterion[],
  wordless: (criterion: Criterion) => string,
): ScoreInput[] {
  return criteria.map((criterion) => {
    const { score, words, pins } = scoreIn(draft, criterion.id);
    const text = words.trim() === '' ? wordless(criterion) : words;
    return {
      criterionId: criterion.id,
      score: score ?? 0,
      words,
      threadIds: pins.flatMap(({ threadId }) => threadId ?? []),
      pins: pins.flatMap(({ threadId, anchor }) => (threadId === null ? [{ anchor, text }] : [])),
    };
  });
}
