import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { HubError } from '../contract/errors.ts';
import type { BlobStore } from './ports.ts';

export function blobId(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Refuses what is not an id, so that a path or key can never be made of it. */
export function checkBlobId(id: string): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw new HubError('not_found');
  return id;
}

/** Where a blob lies in its folder: `ab/cd/abcd…`. */
export function blobPath(id: string): string {
  checkBlobId(id);
  return join(id.slice(0, 2), id.slice(2, 4), id);
}

export interface FileBlobs extends BlobStore {
  /** Until the returned function is called, removed blobs stay on the disk, so that a copy can be made of them. */
  holdRemovals(): () => Promise<void>;
}

/** Blobs as files. A blob that can be seen is whole and on the disk. */
export function createFileBlobs(folder: string): FileBlobs {
  const pathOf = (id: string): string => join(folder, blobPath(id));
  const held = new Set<string>();
  /** Files that are being removed just now: a put that still sees one would lose its bytes. */
  const leaving = new Map<string, Promise<void>>();
  let holders = 0;
  const removeFile = async (id: string): Promise<void> => {
    const removal = rm(pathOf(id), { force: true });
    leaving.set(id, removal);
    try {
      await removal;
    } finally {
      if (leaving.get(id) === removal) leaving.delete(id);
    }
  };
  const store: FileBlobs = {
    async put(bytes) {
      const id = blobId(bytes);
      held.delete(id);
      await leaving.get(id)?.catch(() => undefined);
      if (!(await store.has(id))) await writeWhole(pathOf(id), bytes);
      return id;
    },
    get: (id) => readFile(pathOf(id)).then(plainBytes, missing),
    async stream(id, range) {
      const path = pathOf(id);
      await stat(path).catch(missing);
      return createReadStream(path, range);
    },
    has: (id) =>
      stat(pathOf(id)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      ),
    async remove(id) {
      checkBlobId(id);
      if (holders > 0) held.add(id);
      else await removeFile(id);
    },
    holdRemovals() {
      holders++;
      let released = false;
      return async () => {
        if (released) return;
        released = true;
        holders--;
        if (holders > 0) return;
        for (const id of held) {
          held.delete(id);
          await removeFile(id);
        }
      };
    },
  };
  return store;
}

/** Blobs in memory, for tests. */
export function createMemoryBlobs(): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  const get = async (id: string): Promise<Uint8Array> => {
    const bytes = blobs.get(checkBlobId(id));
    if (bytes === undefined) throw new HubError('not_found');
    return bytes.slice();
  };
  return {
    async put(bytes) {
      const id = blobId(bytes);
      blobs.set(id, bytes.slice());
      return id;
    },
    get,
    async stream(id, range) {
      const { Readable: Stream } = await import('node:stream');
      const bytes = Buffer.from(await get(id));
      return Stream.from([range === undefined ? bytes : bytes.subarray(range.start, range.end + 1)]) as Readable;
    },
    has: async (id) => blobs.has(checkBlobId(id)),
    async remove(id) {
      blobs.delete(checkBlobId(id));
    },
  };
}

/** Written beside its place, flushed, then renamed; the folder is flushed, too, so that the name survives a power cut. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function missing(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT') throw new HubError('not_found');
  throw error;
}
