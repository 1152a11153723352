import type { ReleaseFileKind } from '@draftroom/drizzle/enums';
import type { DesignAnchor, DesignSurface } from '../../../contract/design-anchor.ts';
import { HubError } from '../../../contract/errors.ts';
import type { FrozenRelease } from '../ports.ts';

/** What can be pointed at in a file of each kind. */
const surfacesOf: Readonly<Record<ReleaseFileKind, readonly DesignSurface[]>> = {
  image: ['picture'],
  drawing: ['drawing'],
  model: ['model'],
  code: ['text'],
  scene: ['text'],
  graph: ['text'],
  archive: [],
  other: ['text'],
};

/** The anchor as it is stored, with what its file held; throws for a place that the release does not have. */
export function placeIn(release: FrozenRelease, anchor: DesignAnchor): DesignAnchor {
  const file = release.files.find(({ path }) => path === anchor.path);
  if (file === undefined) throw new HubError('not_found');
  if (!surfacesOf[file.kind].includes(anchor.surface)) {
    throw new HubError('invalid_input', { 'anchor.surface': `${anchor.path} has no such place.` });
  }
  return { ...anchor, assetId: file.assetId };
}
