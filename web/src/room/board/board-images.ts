/**
 * Pictures on a board. Their pixels are files of the room (below `images`, beside the drawing), so rights, export and
 * removal are those of every file; the document says which asset stands for which picture. One upload an asset: the same
 * pixels have the same hash, whoever brings them.
 */

import type { HubClient } from '@draftroom/core/client/hub-client';
import { filesOf, readFiles } from '@draftroom/core/model/drawing/drawing-document';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { BinaryFileData, BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type * as Y from 'yjs';
import { createStore, type Store } from '../session/store.ts';
import { fetchImage } from './fetch-image.ts';
import { bytesOfDataUrl, endingOf, sha256 } from './image-bytes.ts';
import { asPixels } from './svg-pixels.ts';
import { uploadImage } from './upload-image.ts';

export interface ImagesState {
  /** Share of each upload that is done, by picture. */
  uploads: ReadonlyMap<string, number>;
  /** Pictures that could not be sent. */
  unsent: ReadonlySet<string>;
  loading: number;
  /** Pictures that could not be fetched. */
  missing: ReadonlySet<string>;
}

interface BoardImagesOptions {
  hub: HubClient;
  roomId: string;
  folder: string;
  doc: Y.Doc;
  api: ExcalidrawImperativeAPI;
  origin: object;
  readOnly: boolean;
}

const none: ImagesState = { uploads: new Map(), unsent: new Set(), loading: 0, missing: new Set() };

export class BoardImages {
  readonly state: Store<ImagesState> = createStore(none);
  readonly #options: BoardImagesOptions;
  readonly #asked = new Set<string>();
  readonly #sending = new Set<string>();
  readonly #gone = new AbortController();
  #readOnly: boolean;

  constructor(options: BoardImagesOptions) {
    this.#options = options;
    this.#readOnly = options.readOnly;
  }

  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
  }

  /** After the canvas has changed: sends pictures that this person has put on it. */
  changed(elements: readonly OrderedExcalidrawElement[], files: BinaryFiles): void {
    if (this.#readOnly) return;
    const known = filesOf(this.#options.doc);
    for (const element of elements) {
      if (element.type !== 'image' || element.isDeleted || element.fileId === null) continue;
      const { fileId } = element;
      const file = files[fileId];
      if (file === undefined || known.has(fileId) || this.#sending.has(fileId)) continue;
      this.#sending.add(fileId);
      void this.#send(file);
    }
  }

  /** After the document has changed: fetches pictures that the canvas does not have yet. */
  look(): void {
    const { doc, api } = this.#options;
    const here = api.getFiles();
    for (const [fileId, assetId] of readFiles(doc)) {
      if (fileId in here || this.#asked.has(fileId)) continue;
      this.#asked.add(fileId);
      void this.#fetch(fileId, assetId);
    }
  }

  /** Tries again what failed. */
  retry(): void {
    const { missing, unsent } = this.state.get();
    if (missing.size + unsent.size === 0) return;
    for (const fileId of missing) this.#asked.delete(fileId);
    for (const fileId of unsent) this.#sending.delete(fileId);
    this.state.set({ missing: new Set(), unsent: new Set() });
    const { api } = this.#options;
    this.changed(api.getSceneElements() as readonly OrderedExcalidrawElement[], api.getFiles());
    this.look();
  }

  dispose(): void {
    this.#gone.abort();
  }

  async #send({ id, ...file }: BinaryFileData): Promise<void> {
    const { hub, roomId, folder, doc, origin } = this.#options;
    const progress = (share: number): void => this.#setUpload(id, share);
    progress(0);
    try {
      const { dataURL, mimeType } = await asPixels(file);
      const bytes = bytesOfDataUrl(dataURL);
      const assetId = await sha256(bytes);
      const path = `${folder}images/${assetId.slice(0, 16)}.${endingOf(mimeType)}`;
      await uploadImage({ hub: hub.hub, roomId, path, bytes, onProgress: progress, signal: this.#gone.signal });
      if (this.#gone.signal.aborted) return;
      if (!this.#readOnly) doc.transact(() => filesOf(doc).set(id, assetId), origin);
    } catch {
      if (this.#gone.signal.aborted) return;
      this.state.set({ unsent: new Set([...this.state.get().unsent, id]) });
    } finally {
      this.#setUpload(id, null);
    }
  }

  async #fetch(fileId: string, assetId: string): Promise<void> {
    const { hub, api } = this.#options;
    this.state.set({ loading: this.state.get().loading + 1 });
    try {
      const file = await fetchImage(hub, { fileId, assetId, signal: this.#gone.signal });
      if (!this.#gone.signal.aborted) api.addFiles([file]);
    } catch {
      if (this.#gone.signal.aborted) return;
      this.state.set({ missing: new Set([...this.state.get().missing, fileId]) });
    } finally {
      this.state.set({ loading: this.state.get().loading - 1 });
    }
  }

  #setUpload(id: string, share: number | null): void {
    const uploads = new Map(this.state.get().uploads);
    if (share === null) uploads.delete(id);
    else uploads.set(id, share);
    this.state.set({ uploads });
  }
}
