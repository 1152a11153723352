/** The tree of a room: folders are what paths have in common. Pure. */
import type { DocumentSummary, FileSummary, Tree } from '@draftroom/core/schema/documents';

export type TreeNode = FolderNode | DocumentNode | FileNode;

export interface FolderNode {
  kind: 'folder';
  name: string;
  path: string;
  children: TreeNode[];
}

export interface DocumentNode {
  kind: 'document';
  name: string;
  path: string;
  document: DocumentSummary;
}

export interface FileNode {
  kind: 'file';
  name: string;
  path: string;
  file: FileSummary;
}

/** One line of the tree as shown. */
export interface TreeRow {
  node: TreeNode;
  level: number;
  /** Place among its siblings, from 1, for screen readers. */
  position: number;
  siblings: number;
}

export function buildTree({ documents, files }: Tree): TreeNode[] {
  const root: FolderNode = { kind: 'folder', name: '', path: '', children: [] };
  const folders = new Map<string, FolderNode>([['', root]]);
  const folderAt = (path: string): FolderNode => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const folder: FolderNode = { kind: 'folder', name: nameOf(path), path, children: [] };
    folders.set(path, folder);
    folderAt(parentOf(path)).children.push(folder);
    return folder;
  };
  for (const document of documents) {
    const { path } = document;
    folderAt(parentOf(path)).children.push({ kind: 'document', name: nameOf(path), path, document });
  }
  for (const file of files) {
    folderAt(parentOf(file.path)).children.push({ kind: 'file', name: nameOf(file.path), path: file.path, file });
  }
  for (const folder of folders.values()) folder.children.sort(compareNodes);
  return root.children;
}

/** The lines to show, with only the open folders' children. A query opens everything that leads to a match. */
export function visibleRows(nodes: TreeNode[], options: { open: ReadonlySet<string>; query: string }): TreeRow[] {
  const rows: TreeRow[] = [];
  const query = options.query.trim().toLowerCase();
  const walk = (siblings: TreeNode[], level: number): void => {
    const shown = query === '' ? siblings : siblings.filter((node) => matches(node, query));
    shown.forEach((node, index) => {
      rows.push({ node, level, position: index + 1, siblings: shown.length });
      if (node.kind === 'folder' && (query !== '' || options.open.has(node.path))) walk(node.children, level + 1);
    });
  };
  walk(nodes, 1);
  return rows;
}

export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folders that have to be open for a path to be seen. */
export function ancestorsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Where a dragged node goes when it is dropped into a folder; null when that changes nothing or cannot be. */
export function dropTarget(node: TreeNode, folder: string): string | null {
  if (parentOf(node.path) === folder) return null;
  if (node.kind === 'folder' && (folder === node.path || folder.startsWith(`${node.path}/`))) return null;
  return inFolder(folder, node.name);
}

/** `untitled.md`, `untitled 2.md` …: the first name that is free. */
export function freeName(taken: ReadonlySet<string>, folder: string, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 1; ; count++) {
    const path = inFolder(folder, count === 1 ? name : `${stem} ${count}${ending}`);
    if (!taken.has(path.toLowerCase())) return path;
  }
}

/** For each folder, and each document, who is in it. */
export function whoIsWhere<Who>(here: readonly { path: string; who: Who }[]): Map<string, Who[]> {
  const places = new Map<string, Who[]>();
  for (const { path, who } of here) {
    for (const place of [...ancestorsOf(path), path]) {
      const people = places.get(place) ?? [];
      if (!people.includes(who)) people.push(who);
      places.set(place, people);
    }
  }
  return places;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compareNodes(left: TreeNode, right: TreeNode): number {
  if ((left.kind === 'folder') !== (right.kind === 'folder')) return left.kind === 'folder' ? -1 : 1;
  return collator.compare(left.name, right.name);
}

function matches(node: TreeNode, query: string): boolean {
  if (node.path.toLowerCase().includes(query)) return true;
  return node.kind === 'folder' && node.children.some((child) => matches(child, query));
}
