/** A folder of the editor's own storage. */
import { FileSystemError, type Uri, Uri as UriValue, workspace } from 'vscode';
import type { ByteFolder } from '../rooms/byte-folder.ts';

const half = '.half';

export function storageFolder(root: Uri): ByteFolder {
  const at = (path: string) => UriValue.joinPath(root, ...path.split('/'));
  return {
    async list(path) {
      const entries = await unlessMissing(workspace.fs.readDirectory(at(path)), []);
      return entries.map(([name]) => name).filter((name) => !name.endsWith(half));
    },
    read: (path) => unlessMissing(workspace.fs.readFile(at(path)), null),
    async write(path, bytes) {
      // A file is there whole or not at all, also when the machine stops in between.
      await workspace.fs.writeFile(at(`${path}${half}`), bytes);
      await workspace.fs.rename(at(`${path}${half}`), at(path), { overwrite: true });
    },
    remove: (path) => unlessMissing(workspace.fs.delete(at(path), { recursive: true, useTrash: false }), undefined),
  };
}

async function unlessMissing<Value, Missing>(work: Thenable<Value>, missing: Missing): Promise<Value | Missing> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return missing;
    throw error;
  }
}
