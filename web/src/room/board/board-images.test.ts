import type { HubClient } from '@draftroom/core/client/hub-client';
import { readFiles } from '@draftroom/core/model/drawing/drawing-document';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { BinaryFileData, BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BoardImages } from './board-images.ts';

/** A way to the hub on which everything waits until it is let through or lost. */
class HeldRequest {
  static all: HeldRequest[] = [];
  readonly upload = {};
  status = 0;
  response: unknown = null;
  onloadend: () => void = () => undefined;
  open(): void {}
  setRequestHeader(): void {}
  send(): void {
    HeldRequest.all.push(this);
  }
  abort(): void {
    this.lose();
  }
  arrive(): void {
    this.status = 200;
    this.response = { files: 1, skipped: [] };
    this.onloadend();
  }
  lose(): void {
    this.onloadend();
  }
}

const file = { id: 'picture', mimeType: 'image/png', dataURL: 'data:image/png;base64,iVBORwE=' } as BinaryFileData;
const picture = { type: 'image', fileId: 'picture', isDeleted: false } as OrderedExcalidrawElement;

function open(doc: Y.Doc, options: { readOnly?: boolean; files?: BinaryFiles } = {}) {
  const files: BinaryFiles = { ...options.files };
  const api = {
    getFiles: () => files,
    getSceneElements: () => [picture],
    addFiles: (added: BinaryFileData[]) => {
      for (const one of added) files[one.id] = one;
    },
  } as unknown as ExcalidrawImperativeAPI;
  const hub = { hub: 'http://hub.test' } as HubClient;
  const { readOnly = false } = options;
  const images = new BoardImages({ hub, roomId: 'r', folder: '', doc, api, origin: {}, readOnly });
  return { images, files };
}

async function paste(doc: Y.Doc) {
  const board = open(doc, { files: { picture: file } });
  board.images.changed([picture], board.files);
  return { ...board, request: await sent(1) };
}

async function sent(count: number): Promise<HeldRequest> {
  await expect.poll(() => HeldRequest.all.length).toBe(count);
  return HeldRequest.all[count - 1] as HeldRequest;
}

const named = (doc: Y.Doc) => [...readFiles(doc).keys()];

beforeEach(() => {
  HeldRequest.all = [];
  vi.stubGlobal('XMLHttpRequest', HeldRequest);
});
afterEach(() => vi.unstubAllGlobals());

describe('[BOARD-6] a picture that is on its way when its board leaves the front', () => {
  it('arrives, and is seen on the next canvas meanwhile', async () => {
    const doc = new Y.Doc();
    const { images, request } = await paste(doc);
    images.dispose();
    const next = open(doc);
    expect(next.files).toEqual({ picture: file });
    expect([...next.images.sender.state.get().uploads.keys()]).toEqual(['picture']);
    next.images.dispose();
    request.arrive();
    await expect.poll(() => named(doc)).toEqual(['picture']);
    const last = open(doc, { files: { picture: file } });
    last.images.changed([picture], last.files);
    expect(last.images.sender.state.get().uploads.size).toBe(0);
    expect(HeldRequest.all).toHaveLength(1);
  });

  it('is sent again by the next canvas when it was lost', async () => {
    const doc = new Y.Doc();
    const { images, request } = await paste(doc);
    images.dispose();
    request.lose();
    await expect.poll(() => [...images.sender.state.get().unsent]).toEqual(['picture']);
    const next = open(doc);
    (await sent(2)).arrive();
    await expect.poll(() => named(doc)).toEqual(['picture']);
    expect(next.images.sender.state.get()).toEqual({ uploads: new Map(), unsent: new Set() });
  });

  it('is not named by who may not write any more', async () => {
    const doc = new Y.Doc();
    const { images, request } = await paste(doc);
    images.dispose();
    const next = open(doc, { readOnly: true });
    request.arrive();
    await expect.poll(() => next.images.sender.state.get().uploads.size).toBe(0);
    expect(named(doc)).toEqual([]);
    next.images.setReadOnly(false);
    next.images.changed([picture], next.files);
    (await sent(2)).arrive();
    await expect.poll(() => named(doc)).toEqual(['picture']);
  });
});
