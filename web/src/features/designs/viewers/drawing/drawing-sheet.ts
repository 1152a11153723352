/** A drawing of a release as a picture to look at. Loaded with the first drawing: Excalidraw's package draws it. */
import '../../../../room/board/excalidraw-assets.ts';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { type EmbeddedPicture, parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { exportToSvg, getCommonBounds, restoreElements } from '@excalidraw/excalidraw';
import type { BinaryFileData, BinaryFiles } from '@excalidraw/excalidraw/types';
import type { Rect } from '../sheet/pan-zoom.ts';

export interface DrawingSheet {
  readonly elements: readonly DrawingElement[];
  /** What the picture shows of the drawing, in the drawing's units. */
  readonly bounds: Rect;
  readonly svg: Blob;
}

/** Room around, in the drawing's units. */
const padding = 24;

/** Null for a drawing with nothing on it. Throws the hub's error for what is no drawing. */
export async function drawSheet(text: string): Promise<DrawingSheet | null> {
  const { elements, files } = parseExcalidraw(text);
  const given = elements as unknown as Parameters<typeof restoreElements>[0];
  const shown = restoreElements(given, null).filter(({ isDeleted }) => !isDeleted);
  if (shown.length === 0) return null;
  const [left, top, right, bottom] = getCommonBounds(shown);
  const svg = await exportToSvg({
    elements: shown as never,
    files: filesOf(files),
    exportPadding: padding,
    appState: { exportBackground: true, viewBackgroundColor: '#ffffff' },
  });
  const bounds = {
    x: left - padding,
    y: top - padding,
    width: right - left + 2 * padding,
    height: bottom - top + 2 * padding,
  };
  return { elements, bounds, svg: new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' }) };
}

function filesOf(pictures: readonly EmbeddedPicture[]): BinaryFiles {
  return Object.fromEntries(
    pictures.map(({ id, mediaType, dataUrl }) => [
      id,
      { id, dataURL: dataUrl, mimeType: mediaType, created: 1 } as unknown as BinaryFileData,
    ]),
  );
}
