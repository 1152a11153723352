/** What came of an import, sorted for people. Pure. */
import { alreadyThere, type ImportResult } from '@draftroom/core/schema/documents';
import { inFolder } from '../tree/tree-model.ts';
import { type Collected, singleZip } from './dropped-entries.ts';

export function existingPaths({ skipped }: ImportResult): ReadonlySet<string> {
  return new Set(skipped.filter(({ reason }) => reason === alreadyThere).map(({ path }) => path));
}

/** What could not be taken for another reason than that it is there. */
export function otherSkips({ skipped }: ImportResult): ImportResult['skipped'] {
  return skipped.filter(({ reason }) => reason !== alreadyThere);
}

/** The part of what was sent that was in the way; a zip only goes as a whole. */
export function onlyExisting(
  { collected, folder }: { collected: Collected; folder: string },
  existing: ReadonlySet<string>,
): Collected {
  if (singleZip(collected) !== null) return { ...collected, leftOut: [] };
  const entries = collected.entries.filter(({ path }) => existing.has(inFolder(folder, path).normalize()));
  return { entries: entries.length === 0 ? collected.entries : entries, leftOut: [] };
}
