import { crc32 } from 'node:zlib';
import { CorruptLogError } from '../ports.ts';
import { isMissing, type LogFileSystem, readWholeFile, replaceFile, temporaryEnding } from './file-system.ts';

export interface SnapshotHead {
  readonly seq: number;
  /** Records up to here are not kept as history. */
  readonly droppedTo: number;
}

export interface Snapshot extends SnapshotHead {
  readonly state: Uint8Array;
}

/** magic (4) · crc32 of the rest of the head u32 · seq f64 · droppedTo f64 · length f64 · crc32 of the state u32 */
const headSize = 36;
const magic = 0x4e535244;

/** One file per document; its name is the document's id. */
export class SnapshotStore {
  private readonly files: LogFileSystem;
  private readonly directory: string;

  constructor(files: LogFileSystem, directory: string) {
    this.files = files;
    this.directory = directory;
  }

  async prepare(): Promise<void> {
    await this.files.makeDirectory(this.directory);
    for (const name of await this.files.list(this.directory)) {
      if (name.endsWith(temporaryEnding)) await this.files.remove(`${this.directory}/${name}`);
    }
  }

  async read(documentId: string): Promise<Snapshot | null> {
    const path = this.path(documentId);
    let bytes: Uint8Array;
    try {
      bytes = await readWholeFile(this.files, path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const head = decodeHead(bytes, path);
    const state = bytes.subarray(headSize);
    if (state.length !== head.length || crc32(state) !== head.stateCrc) {
      throw new CorruptLogError(`${path}: the snapshot is damaged (bytes ${headSize} to ${bytes.length})`);
    }
    return { seq: head.seq, droppedTo: head.droppedTo, state };
  }

  async readHead(documentId: string): Promise<SnapshotHead | null> {
    const path = this.path(documentId);
    try {
      const file = await this.files.open(path, 'read');
      try {
        return decodeHead(await file.read(0, headSize), path);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async write(documentId: string, { seq, droppedTo, state }: Snapshot): Promise<void> {
    const bytes = Buffer.allocUnsafe(headSize + state.length);
    bytes.writeUInt32LE(magic, 0);
    bytes.writeDoubleLE(seq, 8);
    bytes.writeDoubleLE(droppedTo, 16);
    bytes.writeDoubleLE(state.length, 24);
    bytes.writeUInt32LE(crc32(state), 32);
    bytes.writeUInt32LE(crc32(bytes.subarray(8, headSize)), 4);
    bytes.set(state, headSize);
    this.path(documentId);
    await replaceFile(this.files, this.directory, { name: documentId, bytes });
  }

  async remove(documentId: string): Promise<void> {
    await this.files.remove(this.path(documentId));
    await this.files.syncDirectory(this.directory);
  }

  private path(documentId: string): string {
    if (!isLogId(documentId)) throw new Error('this id cannot name a file');
    return `${this.directory}/${documentId}`;
  }
}

/** Ids name files, so they are held to letters, digits, dash and underscore. */
export function isLogId(documentId: string): boolean {
  return /^[A-Za-z0-9_-]{1,128}$/.test(documentId);
}

function decodeHead(bytes: Uint8Array, path: string): SnapshotHead & { length: number; stateCrc: number } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headSize));
  const isWhole = head.length === headSize && head.readUInt32LE(0) === magic;
  if (!isWhole || crc32(head.subarray(8)) !== head.readUInt32LE(4)) {
    throw new CorruptLogError(`${path}: the head of the snapshot is damaged (bytes 0 to ${headSize})`);
  }
  return {
    seq: head.readDoubleLE(8),
    droppedTo: head.readDoubleLE(16),
    length: head.readDoubleLE(24),
    stateCrc: head.readUInt32LE(32),
  };
}
