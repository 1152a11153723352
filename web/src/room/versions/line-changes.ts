/** What a comparison says in words. Pure. */
import type { Version } from '@draftroom/core/schema/documents';

/** A stretch of lines on both sides; an end of 0 means that the side has none. As Monaco gives it. */
export interface LineChange {
  originalStartLineNumber: number;
  originalEndLineNumber: number;
  modifiedStartLineNumber: number;
  modifiedEndLineNumber: number;
}

export interface LineCounts {
  added: number;
  removed: number;
}

export function countLines(changes: readonly LineChange[]): LineCounts {
  const length = (start: number, end: number): number => (end === 0 ? 0 : end - start + 1);
  let added = 0;
  let removed = 0;
  for (const change of changes) {
    added += length(change.modifiedStartLineNumber, change.modifiedEndLineNumber);
    removed += length(change.originalStartLineNumber, change.originalEndLineNumber);
  }
  return { added, removed };
}

/** The version that was put aside when a restore made the state `seq`. The list comes newest first. */
export function stateBefore(versions: readonly Pick<Version, 'id' | 'kind' | 'seq'>[], seq: number): string | null {
  return versions.find((version) => version.kind === 'before_restore' && version.seq <= seq)?.id ?? null;
}
