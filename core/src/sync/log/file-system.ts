import { constants, write } from 'node:fs';
import * as fs from 'node:fs/promises';

/** An open file. Positions are bytes from its start. */
export interface LogFile {
  /** Writes all of the bytes or throws; a crash may leave any part of them. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** The same with a `sync`; only in files opened with `append`. */
  writeDurably(bytes: Uint8Array, position: number): Promise<void>;
  /** May return less than asked at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  size(): Promise<number>;
  truncate(length: number): Promise<void>;
  /** What was written before survives a crash of the machine. After a failure nothing is known. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type OpenMode = 'create' | 'append' | 'read' | 'edit';

/** All that the log does to a disk, so that tests can stand in for failing ones. */
export interface LogFileSystem {
  /** `create` and `append` empty a file that exists. */
  open(path: string, mode: OpenMode): Promise<LogFile>;
  /** Names in a directory; none when there is no such directory. */
  list(directory: string): Promise<string[]>;
  makeDirectory(directory: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** No error when there is no such file. */
  remove(path: string): Promise<void>;
  /** Makes creations, renames and removals in a directory durable. */
  syncDirectory(directory: string): Promise<void>;
}

const openFlags = {
  create: 'w+',
  // Every write is durable when it returns: one way to the disk and back instead of two.
  append: constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | constants.O_DSYNC,
  read: 'r',
  edit: 'r+',
} as const;

export const nodeFileSystem: LogFileSystem = {
  async open(path, mode) {
    return wrap(await fs.open(path, openFlags[mode]));
  },
  async list(directory) {
    try {
      return await fs.readdir(directory);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
  async makeDirectory(directory) {
    await fs.mkdir(directory, { recursive: true });
  },
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { force: true }),
  async syncDirectory(directory) {
    const handle = await fs.open(directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

export async function readWholeFile(files: LogFileSystem, path: string): Promise<Uint8Array> {
  const file = await files.open(path, 'read');
  try {
    return await file.read(0, await file.size());
  } finally {
    await file.close();
  }
}

/** Afterwards the path holds the old bytes or the new ones, whatever happens in between. */
export async function replaceFile(
  files: LogFileSystem,
  directory: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<void> {
  const temporary = `${directory}/${name}${temporaryEnding}`;
  const file = await files.open(temporary, 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await files.rename(temporary, `${directory}/${name}`);
  await files.syncDirectory(directory);
}

export const temporaryEnding = '.new';

function wrap(handle: fs.FileHandle): LogFile {
  return {
    async write(bytes, position) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    writeDurably: (bytes, position) =>
      new Promise((resolve, reject) => {
        const rest = (done: number) => {
          write(handle.fd, bytes, done, bytes.length - done, position + done, (error, written) => {
            if (error !== null) reject(error);
            else if (done + written === bytes.length) resolve();
            else rest(done + written);
          });
        };
        rest(0);
      }),
    async read(position, length) {
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    async size() {
      return (await handle.stat()).size;
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}
