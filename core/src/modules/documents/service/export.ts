import { type PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type * as Y from 'yjs';
import type { EmbeddedPicture } from '../../../model/drawing/excalidraw-file.ts';
import type { Actor } from '../../../platform/actor.ts';
import { contentAsText, documentFromUpdates, picturesOf } from '../content.ts';
import type { DocumentRow } from '../repo.ts';
import type { Workspace } from './deps.ts';

export interface RoomExport {
  readonly fileName: string;
  /** The zip, made while it is read: an export of any size needs the memory of its largest document. */
  readonly stream: Readable;
}

/**
 * The tree as of now; each document as of the moment when its turn comes, whole and in one state. An error cuts the
 * stream off: a zip that ends properly is complete.
 */
export async function exportRoom(workspace: Workspace, actor: Actor, roomId: string): Promise<RoomExport> {
  const room = await workspace.room(actor, roomId, 'read');
  const [documents, files] = await Promise.all([
    workspace.repo.listDocuments(roomId),
    workspace.repo.listFiles(roomId),
  ]);
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  let current: Readable | null = null;
  const add = (path: string, options: { mtime: Date; compress: boolean }, open: () => Promise<Readable>) => {
    zip.addReadStreamLazy(path, options, (done) => {
      // Nobody reads any more: what is not opened need not be closed.
      if (output.destroyed) return;
      open().then(
        (stream) => {
          current = stream;
          if (output.destroyed) stream.destroy();
          else done(null, stream);
        },
        (error) => output.destroy(error),
      );
    });
  };
  zip.on('error', (error: Error) => output.destroy(error));
  output.on('close', () => current?.destroy());
  for (const row of documents) {
    add(row.path, { mtime: row.changedAt, compress: true }, async () =>
      Readable.from([await contentBytes(workspace, row)]),
    );
  }
  for (const row of files) {
    const compress = !packed.test(row.mediaType);
    add(row.path, { mtime: row.createdAt, compress }, () => workspace.deps.blobs.stream(row.assetId));
  }
  zip.end();
  return { fileName: `${room.roomName}.zip`, stream: output };
}

/** What does not become smaller by packing it again. */
const packed = /^(image\/(png|jpeg|gif|webp|avif)|audio\/|video\/|font\/woff|application\/(zip|gzip|x-7z))/;

async function contentBytes(workspace: Workspace, row: DocumentRow): Promise<Buffer> {
  // Not `read`: the engine would keep every document of the room in memory for a while.
  const { updates } = await workspace.deps.live.state(row.id);
  return Buffer.from(await textOf(workspace, row, documentFromUpdates(updates)));
}

/** A document as a file: a drawing has its pictures in it. */
export async function textOf(workspace: Workspace, row: DocumentRow, doc: Y.Doc): Promise<string> {
  return contentAsText(doc, row.kind, await embeddedPictures(workspace, row.roomId, picturesOf(doc, row.kind)));
}

/** More than this is left to the files beside the drawing, where its pictures are as well. */
const mostEmbedded = 32 * 1024 * 1024;

/**
 * So that a drawing is whole in any program that opens it. Only what is an asset of this room: a client can write the id
 * of any other into a drawing.
 */
async function embeddedPictures(
  { deps, repo }: Workspace,
  roomId: string,
  pictures: ReadonlyMap<string, string>,
): Promise<EmbeddedPicture[]> {
  const embedded: EmbeddedPicture[] = [];
  let left = mostEmbedded;
  for (const [id, asset] of pictures) {
    const use = await repo.assetUse(asset);
    if (use === undefined || use.size > left || !use.roomIds.includes(roomId)) continue;
    left -= use.size;
    const bytes = Buffer.from(await deps.blobs.get(asset));
    embedded.push({
      id,
      mediaType: use.mediaType,
      dataUrl: `data:${use.mediaType};base64,${bytes.toString('base64')}`,
    });
  }
  return embedded;
}
