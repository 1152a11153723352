/** A board as a file or a picture. Everything is drawn in the browser; nothing is sent anywhere. */
import { exportToBlob, exportToCanvas, exportToSvg, serializeAsJSON } from '@excalidraw/excalidraw';
import type { ExcalidrawElement, NonDeleted } from '@excalidraw/excalidraw/element/types';
import type { AppState } from '@excalidraw/excalidraw/types';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { onePagePdf } from './one-page-pdf.ts';
import type { OpenBoard } from './open-board.ts';

export const exportFormats = ['png', 'svg', 'pdf', 'excalidraw'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportChoice {
  format: ExportFormat;
  onlySelected: boolean;
  /** Without it the paper is transparent, where the format knows that. */
  background: boolean;
  scale: 1 | 2 | 3;
}

/** Room around the drawing, in units of the sheet. */
const padding = 16;
/** Browsers refuse larger canvases. */
const mostPixels = 120_000_000;
const longestSide = 16_000;
/** Points of a page for a unit of the sheet, which is a pixel: 96 a inch. */
const pointsPerUnit = 0.75;

function chosenElements(board: OpenBoard, onlySelected: boolean): readonly NonDeleted<ExcalidrawElement>[] {
  const all = board.api.getSceneElements();
  if (!onlySelected) return all;
  const { selectedElementIds } = board.api.getAppState();
  const chosen = new Set(all.filter(({ id }) => selectedElementIds[id] === true).map(({ id }) => id));
  return all.filter((one) => chosen.has(one.id) || (one.type === 'text' && chosen.has(one.containerId ?? '')));
}

export async function exportFile(board: OpenBoard, choice: ExportChoice): Promise<Blob> {
  const elements = chosenElements(board, choice.onlySelected);
  const files = board.api.getFiles();
  const { format, background } = choice;
  if (format === 'excalidraw') {
    const text = serializeAsJSON(elements, board.api.getAppState(), files, 'local');
    return new Blob([text], { type: 'application/json' });
  }
  const scene = { elements, files, exportPadding: padding, appState: lookOf(background) };
  if (format === 'svg') {
    const svg = await exportToSvg(scene);
    return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
  }
  const getDimensions = scaledBy(choice.scale);
  if (format === 'png') return await exportToBlob({ ...scene, getDimensions, mimeType: 'image/png' });
  const canvas = await exportToCanvas({ ...scene, appState: lookOf(true), getDimensions });
  const { width, height } = canvas;
  const jpeg = new Uint8Array(await (await pixels(canvas)).arrayBuffer());
  const unit = pointsPerUnit / choice.scale;
  const pdf = onePagePdf({ jpeg, width, height, pageWidth: width * unit, pageHeight: height * unit });
  return new Blob([pdf], { type: 'application/pdf' });
}

/** Puts the selection, else everything, into the clipboard as a picture. */
export async function copyPicture(board: OpenBoard): Promise<void> {
  const selected = Object.values(board.api.getAppState().selectedElementIds).some(Boolean);
  try {
    const png = exportFile(board, { format: 'png', onlySelected: selected, background: true, scale: 2 });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    showToast({ text: t('board.copied') });
  } catch {
    showToast({ text: t('board.copyFailed'), tone: 'error' });
  }
}

function lookOf(background: boolean): Partial<AppState> {
  return { exportBackground: background, viewBackgroundColor: '#ffffff', exportWithDarkMode: false };
}

function scaledBy(wanted: number) {
  return (width: number, height: number) => {
    const scale = Math.min(wanted, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
    return { width: width * scale, height: height * scale, scale };
  };
}

function pixels(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no pixels')) : resolve(blob)), 'image/jpeg', 0.92);
  });
}
