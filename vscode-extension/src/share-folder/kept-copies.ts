/**
 * Copies of what was about to be written over or removed here, in the editor's own storage. They stay when the folder is
 * not shared any more.
 */
import { FileType, Uri, workspace } from 'vscode';
import { storageFolder } from '../files/storage-folder.ts';

export interface KeptCopy {
  /** In the folder that was shared. */
  readonly path: string;
  readonly keptAt: Date;
  readonly uri: Uri;
}

export class KeptCopies {
  readonly #root: Uri;

  constructor(storage: Uri) {
    this.#root = Uri.joinPath(storage, 'copies');
  }

  async keep(path: string, bytes: Uint8Array): Promise<void> {
    // No system takes colons in a name, or each for something else.
    const moment = new Date().toISOString().replaceAll(':', '-');
    await storageFolder(this.#root).write(`${moment}/${path}`, bytes);
  }

  /** The newest first. */
  async list(most: number): Promise<KeptCopy[]> {
    const copies: KeptCopy[] = [];
    const moments = (await entriesOf(this.#root)).map(([name]) => name).sort();
    for (const moment of moments.reverse()) {
      const keptAt = new Date(moment.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
      for (const path of await filesIn(Uri.joinPath(this.#root, moment), '')) {
        copies.push({ path, keptAt, uri: Uri.joinPath(this.#root, moment, path) });
        if (copies.length === most) return copies;
      }
    }
    return copies;
  }
}

async function filesIn(folder: Uri, at: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, type] of await entriesOf(Uri.joinPath(folder, at))) {
    const path = at === '' ? name : `${at}/${name}`;
    if (type === FileType.Directory) paths.push(...(await filesIn(folder, path)));
    else paths.push(path);
  }
  return paths;
}

function entriesOf(folder: Uri): Thenable<[string, FileType][]> {
  return workspace.fs.readDirectory(folder).then(undefined, () => []);
}
