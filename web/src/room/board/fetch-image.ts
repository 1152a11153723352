import type { HubClient } from '@draftroom/core/client/hub-client';
import type { FileId } from '@excalidraw/excalidraw/element/types';
import type { BinaryFileData, DataURL } from '@excalidraw/excalidraw/types';
import { dataUrlOf } from './image-bytes.ts';

/** A picture as the canvas takes it; rejects where there is none, or none for this person. */
export async function fetchImage(
  hub: HubClient,
  { fileId, assetId, signal }: { fileId: string; assetId: string; signal: AbortSignal },
): Promise<BinaryFileData> {
  const response = await hub.request(`assets/${encodeURIComponent(assetId)}`, { signal });
  const dataURL = dataUrlOf(new Uint8Array(await response.arrayBuffer()));
  if (dataURL === null) throw new Error('no picture');
  const mimeType = dataURL.slice(5, dataURL.indexOf(';')) as BinaryFileData['mimeType'];
  return { id: fileId as FileId, dataURL: dataURL as DataURL, mimeType, created: Date.now() };
}
