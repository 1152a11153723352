/**
 * Pictures on a board. Their pixels are files of the room (below `images`, beside the drawing), so rights, export and
 * removal are those of every file; the document says which asset stands for which picture. One upload an asset: the same
 * pixels have the same hash, whoever brings them.
 */

import type { HubClient } from '@draftroom/core/client/hub-client';
import { readFiles } from '@draftroom/core/model/drawing/drawing-document';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type * as Y from 'yjs';
import { createStore, type Store } from '../session/store.ts';
import { fetchImage } from './fetch-image.ts';
import { type ImageSender, imageSenderOf } from './image-sender.ts';

export interface ImagesState {
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

const none: ImagesState = { loading: 0, missing: new Set() };

export class BoardImages {
  readonly state: Store<ImagesState> = createStore(none);
  readonly sender: ImageSender;
  readonly #options: BoardImagesOptions;
  readonly #asked = new Set<string>();
  readonly #gone = new AbortController();

  constructor(options: BoardImagesOptions) {
    this.#options = options;
    this.sender = imageSenderOf(options.doc);
    this.sender.readOnly = options.readOnly;
    const { pending } = this.sender;
    if (pending.length === 0) return;
    // An earlier canvas of this drawing left them behind.
    options.api.addFiles(pending);
    this.retry();
  }

  setReadOnly(readOnly: boolean): void {
    this.sender.readOnly = readOnly;
  }

  /** After the canvas has changed: sends pictures that this person has put on it. */
  changed(elements: readonly OrderedExcalidrawElement[], files: BinaryFiles): void {
    const { hub, roomId, folder, origin } = this.#options;
    for (const element of elements) {
      if (element.type !== 'image' || element.isDeleted || element.fileId === null) continue;
      const file = files[element.fileId];
      if (file !== undefined) this.sender.send(file, { hub: hub.hub, roomId, folder, origin });
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
    const { missing } = this.state.get();
    for (const fileId of missing) this.#asked.delete(fileId);
    this.state.set({ missing: new Set() });
    this.sender.forgive();
    const { api } = this.#options;
    this.changed(api.getSceneElements() as readonly OrderedExcalidrawElement[], api.getFiles());
    this.look();
  }

  /** Fetching ends; sending goes on. */
  dispose(): void {
    this.#gone.abort();
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
}
