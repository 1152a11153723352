/** What was dropped or chosen, as files with paths. */

export interface ImportEntry {
  path: string;
  file: File;
}

export interface Collected {
  entries: ImportEntry[];
  /** Left out on purpose, as folders: nobody wants their dependencies in a room. */
  leftOut: string[];
}

/** Folders that a tool makes again, and files of the system. */
const unwantedFolders = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', '.venv', '.idea']);
const unwantedFiles = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Has to be called while the drop event is handled: its items are gone afterwards. */
export function collectDrop(transfer: DataTransfer): Promise<Collected> {
  const roots = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const files = roots.length > 0 ? [] : [...transfer.files];
  return collectRoots(roots, files);
}

/** From `<input type="file">`, also with `webkitdirectory`. */
export function collectFiles(files: Iterable<File>): Collected {
  const collected: Collected = { entries: [], leftOut: [] };
  for (const file of files) add(collected, file.webkitRelativePath || file.name, file);
  return collected;
}

/** A zip is sent as it is; the hub unpacks it. */
export function singleZip({ entries }: Collected): File | null {
  const [only] = entries;
  return entries.length === 1 && only !== undefined && /\.zip$/i.test(only.path) ? only.file : null;
}

async function collectRoots(roots: FileSystemEntry[], files: File[]): Promise<Collected> {
  const collected = collectFiles(files);
  for (const root of roots) await walk(root, '', collected);
  return collected;
}

async function walk(entry: FileSystemEntry, folder: string, collected: Collected): Promise<void> {
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFile) {
    add(collected, path, await new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    return;
  }
  if (unwantedFolders.has(entry.name)) {
    collected.leftOut.push(path);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time and then nothing.
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (children.length === 0) return;
    for (const child of children) await walk(child, path, collected);
  }
}

function add(collected: Collected, path: string, file: File): void {
  const parts = path.split('/');
  const at = parts.slice(0, -1).findIndex((part) => unwantedFolders.has(part));
  if (at >= 0) {
    const folder = parts.slice(0, at + 1).join('/');
    if (!collected.leftOut.includes(folder)) collected.leftOut.push(folder);
  } else if (!unwantedFiles.has(parts.at(-1) ?? '')) {
    collected.entries.push({ path, file });
  }
}
