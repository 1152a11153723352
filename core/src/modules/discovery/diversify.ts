/** Chooses from what was scored so that a page is not ten times the same (maximal marginal relevance). */
import type { Features } from './features.ts';
import { overlap } from './likeness.ts';

export interface Scored {
  readonly features: Features;
  /** Larger is better; only the relation to the best one matters. */
  readonly score: number;
}

/** How much the score counts against being like what is chosen already. */
const lambda = 0.7;

export function diversify<Candidate extends Scored>(candidates: readonly Candidate[], limit: number): Candidate[] {
  const best = Math.max(...candidates.map(({ score }) => score), Number.MIN_VALUE);
  const left = candidates.map((candidate) => ({ candidate, likest: 0 }));
  const chosen: Candidate[] = [];
  while (chosen.length < limit && left.length > 0) {
    const value = (index: number): number => {
      const { candidate, likest } = left[index] as (typeof left)[number];
      return (lambda * candidate.score) / best - (1 - lambda) * likest;
    };
    let next = 0;
    for (let index = 1; index < left.length; index++) if (value(index) > value(next)) next = index;
    const [taken] = left.splice(next, 1);
    if (taken === undefined) break;
    chosen.push(taken.candidate);
    for (const other of left) {
      other.likest = Math.max(other.likest, alike(other.candidate.features, taken.candidate.features));
    }
  }
  return chosen;
}

function alike(a: Features, b: Features): number {
  const sameAuthor = a.authorId !== null && a.authorId === b.authorId ? 0.5 : 0;
  return Math.min(1, overlap(a.tags, b.tags) + sameAuthor);
}
