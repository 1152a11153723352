import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Actor } from '../../../platform/actor.ts';
import { contentAsText, documentContent, documentFromUpdates } from '../content.ts';
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
  const output = new Readable().wrap(zip.outputStream);
  zip.on('error', (error: Error) => output.destroy(error));
  for (const row of documents) {
    zip.addReadStreamLazy(row.path, { mtime: row.changedAt, compress: true }, (done) => {
      if (output.destroyed) return;
      contentBytes(workspace, row).then(
        (bytes) => done(null, Readable.from([bytes])),
        (error) => done(error, Readable.from([])),
      );
    });
  }
  for (const row of files) {
    zip.addReadStreamLazy(row.path, { mtime: row.createdAt, compress: !packed.test(row.mediaType) }, (done) => {
      if (output.destroyed) return;
      workspace.deps.blobs.stream(row.assetId).then(
        (stream) => done(null, stream),
        (error) => done(error, Readable.from([])),
      );
    });
  }
  zip.end();
  return { fileName: `${room.roomName}.zip`, stream: output };
}

/** What does not become smaller by packing it again. */
const packed = /^(image\/(png|jpeg|gif|webp|avif)|audio\/|video\/|font\/woff|application\/(zip|gzip|x-7z))/;

async function contentBytes(workspace: Workspace, row: DocumentRow): Promise<Buffer> {
  // Not `read`: the engine would keep every document of the room in memory for a while.
  const { updates } = await workspace.deps.live.state(row.id);
  const content = documentContent(documentFromUpdates(updates), row.kind);
  return Buffer.from(contentAsText(content));
}
