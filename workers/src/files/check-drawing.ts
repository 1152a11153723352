/** `.excalidraw` files, written anew from what was understood of them, with their pictures cleaned and one of the whole. */
import { isHubError } from '@draftroom/core/contract/errors';
import { mediaTypeOf } from '@draftroom/core/contract/file-content';
import type { FoundFile } from '@draftroom/core/contract/file-work';
import { type EmbeddedPicture, formatElements, parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { renderPreview } from '../preview/render.ts';
import { appearance, smallerPictures } from './appearance.ts';
import { checkPicture } from './check-picture.ts';
import { checkSvg } from './svg/check-svg.ts';

export async function checkDrawing(text: string): Promise<FoundFile> {
  const { elements, files } = parseExcalidraw(text);
  const pictures = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  for (const file of files) {
    const clean = await cleaned(bytesOf(file));
    if (clean !== null) pictures.set(file.id, clean);
  }
  const { png } = await renderPreview(elements, async (fileId) => pictures.get(fileId)?.bytes ?? null);
  const seen = await appearance(png);
  const counts: Record<string, number> = {};
  for (const { type } of elements) counts[type] = (counts[type] ?? 0) + 1;
  const embedded = [...pictures].map(([id, { bytes, mediaType }]) => {
    return { id, mediaType, dataUrl: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` };
  });
  return {
    kind: 'drawing',
    mediaType: 'application/json',
    bytes: Buffer.from(formatElements(elements, embedded)),
    facts: { ...seen, elements: counts },
    sizes: await smallerPictures(png, { below: seen.width, whole: true }),
    references: [],
  };
}

/** Null for what is no picture: its frame stays empty. */
async function cleaned(bytes: Uint8Array): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  try {
    const known = mediaTypeOf(bytes) ?? '';
    if (/^image\/(png|jpeg|webp|gif|avif)$/.test(known)) return await checkPicture(bytes);
    return Buffer.from(bytes.subarray(0, 1_000)).includes('<svg')
      ? await checkSvg(Buffer.from(bytes).toString('utf8'))
      : null;
  } catch (error) {
    if (isHubError(error)) return null;
    throw error;
  }
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
