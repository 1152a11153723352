/** What differs between two releases, in the order in which it is looked at. Pure. */
import type { ReleaseDiff } from '@draftroom/core/schema/designs';
import { viewerOf } from '../viewers/viewer-of.ts';

export type ComparedFile = ReleaseDiff['files'][number];
export type Change = ComparedFile['change'];

/** What changed first: what stayed the same is no news. */
const order: readonly Change[] = ['changed', 'added', 'removed', 'same'];

export function inOrder(files: readonly ComparedFile[]): ComparedFile[] {
  return files.toSorted(
    (one, other) => order.indexOf(one.change) - order.indexOf(other.change) || (one.path < other.path ? -1 : 1),
  );
}

export function countChanges(files: readonly ComparedFile[]): Readonly<Record<Change, number>> {
  const counts = { added: 0, removed: 0, changed: 0, same: 0 };
  for (const { change } of files) counts[change]++;
  return counts;
}

/** The one that the address names, else the first that can be looked at. */
export function shownChange(files: readonly ComparedFile[], path: string | undefined): ComparedFile | null {
  const seen = (file: ComparedFile): boolean => viewerOf(file.after ?? file.before ?? nothing) !== null;
  return files.find((file) => file.path === path) ?? files.find(seen) ?? files[0] ?? null;
}

const nothing = { kind: 'other', mediaType: '', size: 0 } as const;
