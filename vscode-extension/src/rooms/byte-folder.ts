/** Where this machine keeps bytes by name; names are letters, digits, dots, dashes and underscores, parted by slashes. */
export interface ByteFolder {
  /** Names of what is directly inside; empty when there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Null when there is nothing. */
  read(path: string): Promise<Uint8Array | null>;
  /** Whole or not at all, also when the machine stops. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** A file, or a folder with all that is in it. */
  remove(path: string): Promise<void>;
}

/** Null when there is nothing, or nothing that can be read. */
export async function readJson(folder: ByteFolder, path: string): Promise<Record<string, unknown> | null> {
  const bytes = await folder.read(path);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export async function writeJson(folder: ByteFolder, path: string, value: object): Promise<void> {
  await folder.write(path, new TextEncoder().encode(JSON.stringify(value)));
}
