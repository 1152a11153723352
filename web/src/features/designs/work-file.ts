/** Which file of a release is looked at. Pure. */
import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { viewerOf } from './viewers/viewer-of.ts';

/** What a release is about, mostly: textures come with a model, and a picture may be of a drawing. */
const order: readonly ReleaseFile['kind'][] = [
  'model',
  'drawing',
  'image',
  'code',
  'scene',
  'graph',
  'other',
  'archive',
];

/** The file that the address names, else the one that the release is about; null for an empty release. */
export function shownFile(files: readonly ReleaseFile[], path: string | undefined): ReleaseFile | null {
  const named = files.find((file) => file.path === path);
  if (named !== undefined) return named;
  const byWeight = files.toSorted(
    (one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || other.size - one.size,
  );
  return byWeight.find((file) => viewerOf(file) !== null) ?? byWeight[0] ?? null;
}
