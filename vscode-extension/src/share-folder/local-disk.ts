/** The folder that is shared, as the rest needs it. Paths are those of the room: relative, with slashes, NFC. */

export interface LocalFile {
  readonly path: string;
  readonly size: number;
  /** When it was last written, in milliseconds. */
  readonly changedAt: number;
}

export interface LocalListing {
  readonly files: readonly LocalFile[];
  /** Links, which are never followed, and what is neither file nor folder. */
  readonly links: readonly string[];
  /** Files that would be the same as another one on a disk that does not tell case or forms of letters apart. */
  readonly twins: readonly string[];
}

export interface LocalDisk {
  /** Asks before it goes into a folder. With `from` what is below that one; nothing if it is no folder. */
  list(entersFolder: (path: string) => boolean | Promise<boolean>, from?: string): Promise<LocalListing>;
  /** Null: no plain file is there. */
  stat(path: string): Promise<LocalFile | null>;
  /** Null: no plain file is there. */
  read(path: string): Promise<Uint8Array | null>;
  /**
   * Whole or not at all, and only if the file still says `expected`; with null, only if nothing is there. False: it is
   * something else by now, or the disk does not take it.
   */
  write(path: string, bytes: Uint8Array, expected: Uint8Array | null): Promise<boolean>;
  /** Never over something. */
  move(from: string, to: string): Promise<boolean>;
  /** What stands in the way of a new file of this name: a file, a link, or a name that differs only in case. */
  obstacle(path: string): Promise<string | null>;
  remove(path: string): Promise<void>;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
