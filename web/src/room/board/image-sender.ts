/**
 * Pictures of a drawing on their way to the hub. A canvas goes when another tab comes to the front, and with it the
 * only copy of what the document does not name yet: so the sending, and the pixels until it is done, stay with the
 * document, as its steps of undo do.
 */
import { filesOf } from '@draftroom/core/model/drawing/drawing-document';
import type { BinaryFileData } from '@excalidraw/excalidraw/types';
import type * as Y from 'yjs';
import { createStore, type Store } from '../session/store.ts';
import { bytesOfDataUrl, endingOf, sha256 } from './image-bytes.ts';
import { asPixels } from './svg-pixels.ts';
import { uploadImage } from './upload-image.ts';

export interface SendingState {
  /** Share of each upload that is done, by picture. */
  uploads: ReadonlyMap<string, number>;
  /** Pictures that could not be sent. */
  unsent: ReadonlySet<string>;
}

/** Where a picture goes. */
export interface ImageTarget {
  hub: string;
  roomId: string;
  folder: string;
  origin: object;
}

const senders = new WeakMap<Y.Doc, ImageSender>();

export function imageSenderOf(doc: Y.Doc): ImageSender {
  const known = senders.get(doc) ?? new ImageSender(doc);
  senders.set(doc, known);
  return known;
}

export class ImageSender {
  readonly state: Store<SendingState> = createStore<SendingState>({ uploads: new Map(), unsent: new Set() });
  /** What the person may do; a canvas says it while it is there, and the hub refuses uploads by itself. */
  readOnly = false;
  readonly #doc: Y.Doc;
  readonly #pending = new Map<string, BinaryFileData>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** Pictures whose pixels are nowhere but here. */
  get pending(): BinaryFileData[] {
    return [...this.#pending.values()];
  }

  /** Sends a picture once; what has failed waits for `forgive`. */
  send(file: BinaryFileData, target: ImageTarget): void {
    const { uploads, unsent } = this.state.get();
    if (this.readOnly || filesOf(this.#doc).has(file.id) || uploads.has(file.id) || unsent.has(file.id)) return;
    this.#pending.set(file.id, file);
    void this.#upload(file, target);
  }

  /** What has failed may be sent again. */
  forgive(): void {
    this.state.set({ unsent: new Set() });
  }

  async #upload({ id, ...file }: BinaryFileData, { hub, roomId, folder, origin }: ImageTarget): Promise<void> {
    const onProgress = (share: number): void => this.#setUpload(id, share);
    onProgress(0);
    try {
      const { dataURL, mimeType } = await asPixels(file);
      const bytes = bytesOfDataUrl(dataURL);
      const assetId = await sha256(bytes);
      const path = `${folder}images/${assetId.slice(0, 16)}.${endingOf(mimeType)}`;
      await uploadImage({ hub, roomId, path, bytes, onProgress });
      if (this.readOnly) return;
      this.#doc.transact(() => filesOf(this.#doc).set(id, assetId), origin);
      this.#pending.delete(id);
    } catch {
      this.state.set({ unsent: new Set([...this.state.get().unsent, id]) });
    } finally {
      this.#setUpload(id, null);
    }
  }

  #setUpload(id: string, share: number | null): void {
    const uploads = new Map(this.state.get().uploads);
    if (share === null) uploads.delete(id);
    else uploads.set(id, share);
    this.state.set({ uploads });
  }
}
