import type { LogFile, LogFileSystem, OpenMode } from '../file-system.ts';

/** Thrown by every call once the simulated machine or process has stopped. */
class DiskStopped extends Error {
  constructor() {
    super('the machine has stopped');
  }
}

interface Inode {
  bytes: Uint8Array;
  /** What a power failure leaves for sure. */
  durable: Uint8Array;
}

type Directory = Map<string, Inode>;

export type Crash =
  /** The process ends; the operating system writes everything. */
  | 'process'
  /** The machine ends; only what was synced is there. */
  | 'power'
  /** The machine ends; of unsynced writes the first half is there. */
  | 'power-torn'
  /** The machine ends; file lengths are there and the unsynced contents are zeros. */
  | 'power-zeros';

export interface Fault {
  /** The operation does not happen; asked before each with its name and path. */
  before?(operation: string, path: string): Error | null;
}

/**
 * A disk in memory that tells what is written from what is durable, for contents and for names. It can stop at any
 * operation, fail any operation, and be opened again as a crash would leave it.
 */
export class MemoryDisk implements LogFileSystem {
  private readonly names = new Map<string, Directory>();
  private readonly durableNames = new Map<string, Directory>();
  private readonly fault: Fault;
  /** Names of the operations so far. */
  readonly operations: string[] = [];
  /** Stops at this operation, half done if it can be. */
  stopAt = Number.POSITIVE_INFINITY;
  stopped = false;
  /** Rejects when the disk stops: who waits for it waits for ever otherwise. */
  readonly halt: Promise<never>;
  private rejectHalt: (error: Error) => void = () => undefined;

  constructor(fault: Fault = {}) {
    this.fault = fault;
    this.halt = new Promise((_, reject) => {
      this.rejectHalt = reject;
    });
    this.halt.catch(() => undefined);
  }

  async open(path: string, mode: OpenMode): Promise<LogFile> {
    const creates = mode === 'create' || mode === 'append';
    await this.step(creates ? 'create' : 'open', path);
    const { directory, name } = this.locate(path);
    let inode = directory.get(name);
    if (inode === undefined) {
      if (!creates) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      inode = { bytes: new Uint8Array(), durable: new Uint8Array() };
      directory.set(name, inode);
    } else if (creates) {
      inode.bytes = new Uint8Array();
    }
    return this.file(inode, path);
  }

  async list(directory: string): Promise<string[]> {
    await this.step('list', directory);
    return [...(this.names.get(directory)?.keys() ?? [])];
  }

  async makeDirectory(directory: string): Promise<void> {
    await this.step('makeDirectory', directory);
    if (!this.names.has(directory)) this.names.set(directory, new Map());
    if (!this.durableNames.has(directory)) this.durableNames.set(directory, new Map());
  }

  async rename(from: string, to: string): Promise<void> {
    await this.step('rename', from);
    const source = this.locate(from);
    const target = this.locate(to);
    const inode = source.directory.get(source.name);
    if (inode === undefined) throw Object.assign(new Error(`no such file: ${from}`), { code: 'ENOENT' });
    source.directory.delete(source.name);
    target.directory.set(target.name, inode);
  }

  async remove(path: string): Promise<void> {
    await this.step('remove', path);
    const { directory, name } = this.locate(path);
    directory.delete(name);
  }

  async syncDirectory(directory: string): Promise<void> {
    await this.step('syncDirectory', directory);
    this.durableNames.set(directory, new Map(this.names.get(directory)));
  }

  /** The disk as it is found after a crash. */
  after(crash: Crash): MemoryDisk {
    const disk = new MemoryDisk();
    const inodes = new Map<Inode, Inode>();
    for (const [path, directory] of crash === 'process' ? this.names : this.durableNames) {
      const copy: Directory = new Map();
      for (const [name, inode] of directory) {
        let found = inodes.get(inode);
        if (found === undefined) {
          const bytes = contentAfter(inode, crash);
          found = { bytes, durable: bytes };
          inodes.set(inode, found);
        }
        copy.set(name, found);
      }
      disk.names.set(path, copy);
      disk.durableNames.set(path, new Map(copy));
    }
    return disk;
  }

  paths(): string[] {
    return [...this.names]
      .flatMap(([path, directory]) => [...directory.keys()].map((name) => `${path}/${name}`))
      .sort();
  }

  read(path: string): Uint8Array {
    const { directory, name } = this.locate(path);
    const inode = directory.get(name);
    if (inode === undefined) throw new Error(`no such file: ${path}`);
    return inode.bytes;
  }

  /** Changes the bytes of a file behind everybody's back. */
  tamper(path: string, change: (bytes: Uint8Array) => void): void {
    const bytes = this.read(path);
    change(bytes);
  }

  private file(inode: Inode, path: string): LogFile {
    const write = async (bytes: Uint8Array, position: number) => {
      await this.step('write', path, () => writeInto(inode, bytes.subarray(0, bytes.length >> 1), position));
      writeInto(inode, bytes, position);
    };
    const sync = async () => {
      await this.step('sync', path);
      inode.durable = inode.bytes.slice();
    };
    return {
      write,
      writeDurably: async (bytes, position) => {
        await write(bytes, position);
        await sync();
      },
      read: async (position, length) => {
        await this.step('read', path);
        return inode.bytes.slice(position, position + length);
      },
      size: async () => {
        await this.step('size', path);
        return inode.bytes.length;
      },
      truncate: async (length) => {
        await this.step('truncate', path);
        inode.bytes = inode.bytes.slice(0, length);
      },
      sync,
      close: () => this.step('close', path),
    };
  }

  private async step(operation: string, path: string, half?: () => void): Promise<void> {
    await Promise.resolve();
    if (this.stopped) throw new DiskStopped();
    if (this.operations.length === this.stopAt) {
      half?.();
      this.stopped = true;
      this.rejectHalt(new DiskStopped());
      throw new DiskStopped();
    }
    this.operations.push(`${operation} ${path}`);
    const error = this.fault.before?.(operation, path) ?? null;
    if (error !== null) {
      if (operation === 'write') half?.();
      throw error;
    }
  }

  private locate(path: string): { directory: Directory; name: string } {
    const at = path.lastIndexOf('/');
    const directory = this.names.get(path.slice(0, at));
    if (directory === undefined) throw Object.assign(new Error(`no such directory: ${path}`), { code: 'ENOENT' });
    return { directory, name: path.slice(at + 1) };
  }
}

function writeInto(inode: Inode, bytes: Uint8Array, position: number): void {
  const grown = new Uint8Array(Math.max(inode.bytes.length, position + bytes.length));
  grown.set(inode.bytes);
  grown.set(bytes, position);
  inode.bytes = grown;
}

function contentAfter({ bytes, durable }: Inode, crash: Crash): Uint8Array {
  if (crash === 'process') return bytes.slice();
  if (crash === 'power' || bytes.length <= durable.length) return durable.slice();
  const extra = bytes.length - durable.length;
  const found = new Uint8Array(durable.length + (crash === 'power-torn' ? extra >> 1 : extra));
  found.set(crash === 'power-torn' ? bytes.subarray(0, found.length) : durable);
  return found;
}
