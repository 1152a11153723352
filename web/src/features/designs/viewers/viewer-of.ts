import type { DesignSurface } from '@draftroom/core/contract/design-anchor';
import type { ReleaseFile } from '@draftroom/core/schema/designs';

/** Beyond this many bytes a text is downloaded, not read. */
const longestText = 4 * 1024 * 1024;

/** How a file is looked at, and so how one points at something in it; null for what can only be downloaded. */
export function viewerOf({
  kind,
  mediaType,
  size,
}: Pick<ReleaseFile, 'kind' | 'mediaType' | 'size'>): DesignSurface | null {
  if (kind === 'model') return 'model';
  if (kind === 'drawing') return 'drawing';
  if (kind === 'image') return 'picture';
  const text = kind === 'code' || kind === 'scene' || kind === 'graph' || /^text\/|[/+]json$/.test(mediaType);
  return text && size <= longestText ? 'text' : null;
}

/** Bytes up to which the work itself is shown at once, not only its picture. */
const small: Readonly<Record<DesignSurface, number>> = {
  picture: 4 * 1024 * 1024,
  text: 256 * 1024,
  drawing: 256 * 1024,
  // The viewer of models alone is larger than most pages.
  model: 0,
};

export function opensAtOnce(file: Pick<ReleaseFile, 'kind' | 'mediaType' | 'size'>): boolean {
  const viewer = viewerOf(file);
  return viewer !== null && file.size <= small[viewer];
}
