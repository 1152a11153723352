/** `.excalidraw` files as what they become in a room: a drawing, and its pictures as files beside it. */

import { mediaTypeOf } from '../../../contract/file-content.ts';
import type { DrawingContent } from '../../../model/drawing/drawing-document.ts';
import { type EmbeddedPicture, parseExcalidraw } from '../../../model/drawing/excalidraw-file.ts';
import { blobId } from '../../../platform/blobs.ts';
import { joinPath } from '../paths.ts';
import type { NewEntry, UnstoredBytes } from '../service/add-entries.ts';

const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
};

export function isDrawingPath(path: string): boolean {
  return path.toLowerCase().endsWith('.excalidraw');
}

type PictureFile = Extract<NewEntry, { type: 'file' }> & UnstoredBytes;

export interface DrawingImport {
  readonly drawing: DrawingContent;
  /** Files for the room's tree. The same picture has the same path wherever it comes from. */
  readonly pictures: readonly PictureFile[];
}

/** Throws `bad_drawing` with the reason. Pictures that are none, or too large, are left out; their frames stay. */
export function readDrawingFile(path: string, text: string, largestPicture: number): DrawingImport {
  const { elements, files } = parseExcalidraw(text);
  const assets = new Map<string, string>();
  const pictures = new Map<string, PictureFile>();
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  for (const picture of files) {
    const bytes = bytesOf(picture);
    const mediaType = pictureTypeOf(bytes);
    const ending = endings[mediaType ?? ''];
    if (mediaType === null || ending === undefined || bytes.length > largestPicture) continue;
    const asset = blobId(bytes);
    assets.set(picture.id, asset);
    const place = joinPath(folder, `images/${asset.slice(0, 16)}.${ending}`);
    pictures.set(place, { type: 'file', path: place, bytes, mediaType, comesWith: path });
  }
  return { drawing: { elements, files: [...assets] }, pictures: [...pictures.values()] };
}

function bytesOf({ dataUrl }: EmbeddedPicture): Uint8Array {
  const comma = dataUrl.indexOf(',');
  const body = dataUrl.slice(comma + 1);
  if (dataUrl.slice(0, comma).endsWith(';base64')) return Buffer.from(body, 'base64');
  try {
    return Buffer.from(decodeURIComponent(body));
  } catch {
    return new Uint8Array();
  }
}

/** By its bytes. Scripts in an SVG do not run where pictures are shown, and it is served as a download. */
function pictureTypeOf(bytes: Uint8Array): string | null {
  const known = mediaTypeOf(bytes);
  if (known !== null) return known;
  const start = Buffer.from(bytes.subarray(0, 1_000)).toString('utf8');
  return /^\ufeff?\s*(<\?xml[^>]*>\s*|<!--[^>]*-->\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i.test(start)
    ? 'image/svg+xml'
    : null;
}
