/** What stands at which path of a room. Folders exist by what is in them, and for a while by having been made here. */
import type { DocumentSummary, FileSummary, Tree } from '@draftroom/core/schema/documents';

export type TreeNode =
  | { type: 'document'; path: string; document: DocumentSummary }
  | { type: 'file'; path: string; file: FileSummary }
  | { type: 'folder'; path: string };

export interface TreeChange {
  added: string[];
  removed: string[];
  /** The same thing at another path. */
  moved: { from: string; to: string; node: TreeNode }[];
  /** Something else at the same path: other bytes, or another document. */
  replaced: string[];
}

export class RoomTree {
  readonly #byPath = new Map<string, TreeNode>();
  readonly #byId = new Map<string, TreeNode>();
  /** Made here and empty: the hub knows folders by what is in them only. */
  readonly #emptyFolders: ReadonlySet<string>;

  constructor(tree: Tree, emptyFolders: Iterable<string> = []) {
    this.#emptyFolders = new Set(emptyFolders);
    for (const folder of this.#emptyFolders) this.#addFolders(`${folder}/`);
    for (const document of tree.documents) this.#add(document.id, { type: 'document', path: document.path, document });
    for (const file of tree.files) this.#add(file.id, { type: 'file', path: file.path, file });
  }

  get emptyFolders(): ReadonlySet<string> {
    return this.#emptyFolders;
  }

  /** '' is the room itself. */
  at(path: string): TreeNode | null {
    return path === '' ? { type: 'folder', path: '' } : (this.#byPath.get(path) ?? null);
  }

  byId(id: string): TreeNode | null {
    return this.#byId.get(id) ?? null;
  }

  get entries(): TreeNode[] {
    return [...this.#byId.values()];
  }

  children(folder: string): { name: string; node: TreeNode }[] {
    const start = folder === '' ? '' : `${folder}/`;
    const children: { name: string; node: TreeNode }[] = [];
    for (const [path, node] of this.#byPath) {
      const name = path.slice(start.length);
      if (path.startsWith(start) && name !== '' && !name.includes('/')) children.push({ name, node });
    }
    return children;
  }

  changesTo(next: RoomTree): TreeChange {
    const change: TreeChange = { added: [], removed: [], moved: [], replaced: [] };
    for (const [id, node] of this.#byId) {
      const now = next.byId(id);
      if (now !== null && now.path !== node.path) change.moved.push({ from: node.path, to: now.path, node: now });
    }
    for (const [path, node] of this.#byPath) {
      const now = next.at(path);
      if (now === null) change.removed.push(path);
      else if (idOf(now) !== idOf(node)) change.replaced.push(path);
    }
    for (const path of next.#byPath.keys()) if (this.at(path) === null) change.added.push(path);
    return change;
  }

  #add(id: string, node: TreeNode): void {
    this.#byId.set(id, node);
    this.#byPath.set(node.path, node);
    this.#addFolders(node.path);
  }

  #addFolders(path: string): void {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      if (!this.#byPath.has(folder)) this.#byPath.set(folder, { type: 'folder', path: folder });
    }
  }
}

/** Null for folders. */
function idOf(node: TreeNode): string | null {
  if (node.type === 'folder') return null;
  return node.type === 'file' ? node.file.id : node.document.id;
}
