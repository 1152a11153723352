/** What a file of a release says, as far as anchors into it need it. */
import type { FileContent } from '@draftroom/core/model/design-anchors/resolve-anchor';
import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { viewerOf } from '../designs/viewers/viewer-of.ts';

/** Null for what cannot be read as what it claims to be, or not pointed at. */
export async function readContent(file: ReleaseFile, signal: AbortSignal): Promise<FileContent | null> {
  const surface = viewerOf(file);
  if (surface === null) return null;
  if (surface === 'picture') return { kind: 'picture' };
  const response = await fetch(file.url, { signal });
  if (!response.ok) throw new Error(`${response.status} for a file of the release`);
  if (surface === 'text') return { kind: 'text', text: await response.text() };
  if (surface === 'model') {
    const { readGltfTree } = await import('@draftroom/core/model/design-anchors/gltf-tree');
    const tree = readGltfTree(new Uint8Array(await response.arrayBuffer()));
    return tree === null ? null : { kind: 'model', tree };
  }
  const { parseExcalidraw } = await import('@draftroom/core/model/drawing/excalidraw-file');
  try {
    return { kind: 'drawing', elements: parseExcalidraw(await response.text()).elements };
  } catch {
    return null;
  }
}
