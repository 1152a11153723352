/** How like each other two designs are by what they hold, from 0 to about 1. */
import type { Features } from './features.ts';

/** How much a shared tag says, by how many designs carry it: a rare one says more. */
export type TagWeight = (tag: string) => number;

const parts = { tags: 0.5, title: 0.15, kinds: 0.1, colours: 0.1, author: 0.05, liked: 0.3 };

export function tagWeights(counts: ReadonlyMap<string, number>): TagWeight {
  return (tag) => 1 / Math.log2(2 + (counts.get(tag) ?? 0));
}

/** `likedTogether`: how often the same people like both, as the nightly job found; 0 where it found nothing. */
export function likeness(a: Features, b: Features, weightOf: TagWeight, likedTogether = 0): number {
  const sameAuthor = a.authorId !== null && a.authorId === b.authorId ? 1 : 0;
  return (
    parts.tags * overlap(a.tags, b.tags, weightOf) +
    parts.title * overlap(titleWords(a.title), titleWords(b.title)) +
    parts.kinds * overlap(a.kinds, b.kinds) +
    parts.colours * overlap(a.colours.slice(0, 3), b.colours.slice(0, 3)) +
    parts.author * sameAuthor +
    parts.liked * Math.min(1, likedTogether)
  );
}

/** Cosine of two sets whose members weigh differently. */
export function overlap(a: readonly string[], b: readonly string[], weightOf: TagWeight = () => 1): number {
  if (a.length === 0 || b.length === 0) return 0;
  const others = new Set(b);
  const sum = (members: readonly string[]) => members.reduce((total, member) => total + weightOf(member) ** 2, 0);
  return sum(a.filter((member) => others.has(member))) / Math.sqrt(sum(a) * sum(b));
}

function titleWords(title: string): string[] {
  return [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu))];
}
