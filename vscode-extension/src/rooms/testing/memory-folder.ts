import type { ByteFolder } from '../byte-folder.ts';

/** A disk without a disk: what is written stays as long as the object. */
export function memoryFolder(files = new Map<string, Uint8Array>()): ByteFolder & { files: Map<string, Uint8Array> } {
  return {
    files,
    async list(path) {
      const inside = [...files.keys()].filter((name) => name.startsWith(`${path}/`));
      return [...new Set(inside.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))];
    },
    read: async (path) => files.get(path) ?? null,
    write: async (path, bytes) => void files.set(path, bytes),
    async remove(path) {
      for (const name of [...files.keys()]) if (name === path || name.startsWith(`${path}/`)) files.delete(name);
    },
  };
}
