import { createHash } from 'node:crypto';
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

export interface CopiedFile {
  readonly size: number;
  readonly sha256: string;
}

const pieceSize = 1024 * 1024;

/**
 * Copies what the file holds at this moment, flushed to the disk; what is appended meanwhile is left out. Null when
 * there is no such file (any more).
 */
export async function copyFile(from: string, to: string): Promise<CopiedFile | null> {
  const source = await open(from, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (source === null) return null;
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const target = await open(to, 'w', 0o600);
    try {
      const { size: wanted } = await source.stat();
      const hash = createHash('sha256');
      const piece = Buffer.alloc(Math.min(pieceSize, Math.max(1, wanted)));
      let size = 0;
      while (size < wanted) {
        const { bytesRead } = await source.read(piece, 0, Math.min(piece.length, wanted - size), size);
        if (bytesRead === 0) break;
        const bytes = piece.subarray(0, bytesRead);
        hash.update(bytes);
        await target.writeFile(bytes);
        size += bytesRead;
      }
      await target.sync();
      return { size, sha256: hash.digest('hex') };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

export async function hashFile(path: string): Promise<CopiedFile> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of file.createReadStream({ autoClose: false, highWaterMark: pieceSize })) {
      hash.update(piece as Buffer);
      size += (piece as Buffer).length;
    }
    return { size, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** Paths of all files or folders below a folder, relative to it, with `/`; none when there is no such folder. */
export async function listPaths(folder: string, kind: 'files' | 'folders'): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const chosen = entries.filter((entry) => (kind === 'files' ? entry.isFile() : entry.isDirectory()));
  return chosen.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
}
