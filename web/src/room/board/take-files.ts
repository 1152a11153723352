/** What a person brings to a board: drawings, libraries, and pictures, some of which hold a drawing. */

import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { loadFromBlob, loadLibraryFromBlob } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { insertScene } from './insert-scene.ts';
import { dropPicture } from './picture-drop.ts';

export type Taken =
  | { kind: 'drawing'; elements: number; leftOut: number }
  | { kind: 'library'; shapes: number }
  | { kind: 'picture' };

/** Thrown for a file that is none of these, or broken; the board is as it was. */
export class UnreadableFile extends Error {
  constructor(cause?: unknown) {
    super('not a drawing, a library or a picture', { cause });
    this.name = 'UnreadableFile';
  }
}

/** The largest file that is read at all. */
const mostBytes = 64 * 1024 * 1024;

export async function takeFile(api: ExcalidrawImperativeAPI, host: ParentNode, file: File): Promise<Taken> {
  if (file.size > mostBytes) throw new UnreadableFile();
  if (/^image\//.test(file.type) || /\.(png|svg|jpe?g|gif|webp|avif)$/i.test(file.name)) {
    const held = (await mayHoldDrawing(file)) ? await heldDrawing(file) : null;
    if (held !== null) return await takeDrawing(api, held);
    dropPicture(host, file);
    return { kind: 'picture' };
  }
  const text = await file.text();
  if (/\.excalidrawlib$/i.test(file.name) || /^\s*\{\s*"type"\s*:\s*"excalidrawlib"/.test(text)) {
    return await takeLibrary(api, text);
  }
  return await takeDrawing(api, text);
}

async function takeDrawing(api: ExcalidrawImperativeAPI, text: string): Promise<Taken> {
  let parsed: ReturnType<typeof parseExcalidraw>;
  try {
    parsed = parseExcalidraw(text);
  } catch (error) {
    throw new UnreadableFile(error);
  }
  const { elements, files, problems } = parsed;
  const images = Object.entries(files).map(([id, { dataURL }]) => [id, dataURL] as const);
  await insertScene(api, { elements, images: Object.fromEntries(images) });
  return { kind: 'drawing', elements: elements.length, leftOut: problems.length };
}

async function takeLibrary(api: ExcalidrawImperativeAPI, text: string): Promise<Taken> {
  const items = await loadLibraryFromBlob(new Blob([text]), 'unpublished').catch((error: unknown) => {
    throw new UnreadableFile(error);
  });
  await api.updateLibrary({ libraryItems: items, merge: true, openLibraryMenu: true });
  return { kind: 'library', shapes: items.length };
}

/** Pictures that the canvas exports may carry their drawing, in words that stand in them as they are. */
export async function mayHoldDrawing(file: Blob): Promise<boolean> {
  if (!/^image\/(png|svg\+xml)$/.test(file.type)) return false;
  return new TextDecoder('latin1').decode(await file.arrayBuffer()).includes('application/vnd.excalidraw+json');
}

/** As the text of a file: it goes through the same reading as every file. */
async function heldDrawing(file: Blob): Promise<string | null> {
  try {
    const { elements, files } = await loadFromBlob(file, null, null);
    return JSON.stringify({ type: 'excalidraw', version: 2, elements, files });
  } catch {
    return null;
  }
}
