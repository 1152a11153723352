/** A whole drawing as a small picture: what the preview of a document is. */
import type { DrawingElement, ImageElement } from '@draftroom/core/model/drawing/drawing-element';
import { drawingSvg } from './drawing-svg.ts';
import { FontFiles } from './font-files.ts';
import { type Layout, layOut } from './layout.ts';
import { type RasterPreview, rasterise, showable } from './raster.ts';

export const longestSide = 1280;
/** Pictures beyond these stay grey: nobody tells them apart in one preview. */
const mostPictures = 100;

const fonts = new FontFiles();

/** `bytesOf` gives the picture that an image element names by its file id, or null where there is none. */
export async function renderPreview(
  elements: readonly DrawingElement[],
  bytesOf: (fileId: string) => Promise<Uint8Array | null>,
): Promise<RasterPreview> {
  const layout = layOut(elements, longestSide);
  const pictures = new Map<string, string>();
  for (const [fileId, side] of sidesOf(layout)) {
    const bytes = await bytesOf(fileId);
    const shown = bytes === null ? null : await showable(bytes, side);
    if (shown !== null) pictures.set(fileId, shown);
  }
  return await rasterise(drawingSvg(layout, { fonts, pictures }), longestSide);
}

/** How large each picture is seen at most, in pixels; the largest first. */
function sidesOf({ elements, scale }: Layout): [string, number][] {
  const sides = new Map<string, number>();
  for (const element of elements) {
    if (element.type !== 'image' || element.fileId === null) continue;
    sides.set(element.fileId, Math.max(sides.get(element.fileId) ?? 1, seenSide(element, scale)));
  }
  return [...sides].sort((a, b) => b[1] - a[1]).slice(0, mostPictures);
}

function seenSide({ width, height, crop }: ImageElement, scale: number): number {
  const grown = crop === null ? 1 : Math.max(crop.naturalWidth / crop.width, crop.naturalHeight / crop.height);
  const side = Math.max(width, height) * scale * (Number.isFinite(grown) ? grown : 1);
  return Math.min(2 * longestSide, Math.max(1, Math.ceil(side)));
}
