/** What is known of a file, for people. */
import type { FileFacts, Upload } from '@draftroom/core/schema/designs';
import { t } from '../../kit/messages/language.ts';
import type { UploadEntry } from './upload-list.ts';

/** More would be a list, not a sentence. */
const mostNamed = 5;

export function namesOf(files: readonly { readonly path: string }[]): string {
  const names = files.slice(0, mostNamed).map(({ path }) => path);
  return [...names, ...(files.length > mostNamed ? ['…'] : [])].join(', ');
}

export function factsOf({ kind, fileCount, facts }: Upload): string[] {
  if (kind === 'archive' && fileCount > 0) return [t('publish.holds', { count: fileCount })];
  if (facts === null) return [];
  const { width, height, triangles, lines, elements } = facts;
  return [
    ...(kind === 'image' && width !== undefined && height !== undefined
      ? [t('publish.pixels', { width, height })]
      : []),
    ...(triangles === undefined ? [] : [t('publish.triangles', { count: triangles })]),
    ...(lines === undefined ? [] : [t('publish.lines', { count: lines })]),
    ...(elements === undefined
      ? []
      : [t('publish.elements', { count: Object.values(elements).reduce((sum, count) => sum + count, 0) })]),
  ];
}

/** Files that a model names and that are not beside it here either. */
export function missingFrom(path: string, facts: FileFacts | null, entries: readonly UploadEntry[]): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const there = new Set(entries.filter(({ state }) => state === 'ready').map((entry) => entry.path));
  return (facts?.missing ?? []).filter((name) => !there.has(folder + name));
}
