import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import type { EmbeddedPicture } from '@draftroom/core/model/drawing/excalidraw-file';
import { withFreshIds } from '@draftroom/core/model/drawing/fresh-elements';
import { CaptureUpdateAction, getCommonBounds, restoreElements } from '@excalidraw/excalidraw';
import type { FileId } from '@excalidraw/excalidraw/element/types';
import type { BinaryFileData, DataURL, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';

interface Scene {
  elements: readonly DrawingElement[];
  pictures?: readonly EmbeddedPicture[];
}

/** Where tools stand above the sheet. */
const toolsRoom = { top: 72, bottom: 64 };
/** Between what was there and what is added, in units of the sheet. */
const gap = 80;

/** Puts elements onto the board as this person's own: in the middle of an empty one, else beside what is there. */
export async function insertScene(api: ExcalidrawImperativeAPI, { elements, pictures = [] }: Scene): Promise<void> {
  await textFontsLoaded();
  const here = api.getSceneElementsIncludingDeleted();
  const fresh = withFreshIds(elements, newElementId);
  const restored = restoreElements(
    fresh.map((element) => ({ ...element, index: undefined })) as unknown as Parameters<typeof restoreElements>[0],
    null,
    { refreshDimensions: true, repairBindings: true },
  );
  if (restored.length === 0) return;
  const shift = placeFor(api, restored);
  const added = restored.map((element) => ({ ...element, x: element.x + shift.x, y: element.y + shift.y }));
  api.addFiles(pictures.map(fileOf));
  api.updateScene({
    elements: [...here, ...added] as never,
    appState: { selectedElementIds: {}, selectedGroupIds: {} },
    captureUpdate: CaptureUpdateAction.IMMEDIATELY,
  });
  api.scrollToContent(added as never, {
    fitToViewport: true,
    viewportZoomFactor: 0.85,
    maxZoom: 1,
    animate: false,
    canvasOffsets: toolsRoom,
  });
}

/** Texts are measured with their fonts; before these are there, with others. */
async function textFontsLoaded(): Promise<void> {
  await Promise.all(['Excalifont', 'Nunito', 'Comic Shanns'].map((font) => document.fonts.load(`20px "${font}"`)));
}

function placeFor(
  api: ExcalidrawImperativeAPI,
  added: Parameters<typeof getCommonBounds>[0],
): { x: number; y: number } {
  const there = api.getSceneElements();
  if (there.length === 0) return { x: 0, y: 0 };
  const [, top, right] = getCommonBounds(there);
  const [left, upper] = getCommonBounds(added);
  return { x: right + gap - left, y: top - upper };
}

function fileOf({ id, mediaType, dataUrl }: EmbeddedPicture): BinaryFileData {
  const mimeType = mediaType as BinaryFileData['mimeType'];
  return { id: id as FileId, dataURL: dataUrl as DataURL, mimeType, created: Date.now() };
}

/** As short as the canvas's own. */
export function newElementId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 20);
}
