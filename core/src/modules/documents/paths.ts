/**
 * What a path in a room's tree may look like. Runs anywhere: forms check with it, the hub decides with it.
 * A valid path can be written to a disk of any system and stands in a zip without surprises.
 */
import { because } from '../../contract/reasons.ts';

export const maxPathLength = 255;
export const maxSegmentLength = 120;

export type PathCheck = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

/** The path in the form it is stored in (NFC), or the reason why it cannot be one. */
export function checkPath(input: string): PathCheck {
  if (!input.isWellFormed()) return refuse(because('pathHalfCharacter'));
  const path = input.normalize('NFC');
  if (path === '') return refuse(because('pathEmpty'));
  if (path.length > maxPathLength) return refuse(because('pathLong', { most: maxPathLength }));
  if (path.includes('\\')) return refuse(because('pathBackslash'));
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return refuse(because('pathOutside'));
  if (unprintable.test(path)) return refuse(because('pathUnseen'));
  if (foreign.test(path)) return refuse(because('pathForeign'));
  for (const segment of path.split('/')) {
    const reason = segmentFault(segment);
    if (reason !== null) return refuse(reason);
  }
  return { ok: true, path };
}

/** Two paths with the same key cannot stand side by side: on many disks they would be one file. */
export function pathKey(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

/** The folders above a path, outermost first: `a/b/c.ts` → `a`, `a/b`. */
export function foldersOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, i) => segments.slice(0, i + 1).join('/'));
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joinPath(folder: string, rest: string): string {
  return folder === '' ? rest : `${folder}/${rest}`;
}

export function isInside(folder: string, path: string): boolean {
  return folder === '' || pathKey(path).startsWith(`${pathKey(folder)}/`);
}

export interface PathClash {
  /** What is there already, in its own spelling. */
  readonly existing: string;
}

/**
 * Keeps the paths of one tree and says what a new one would clash with: the same name, a name that differs only in
 * case, a file where a folder is needed, a folder where the file would stand, a folder spelled in another case.
 */
export class PathSet {
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, { spelling: string; entries: number }>();

  constructor(paths: Iterable<string> = []) {
    for (const path of paths) this.add(path);
  }

  clash(path: string): PathClash | null {
    const key = pathKey(path);
    const same = this.#files.get(key) ?? this.#folders.get(key)?.spelling;
    if (same !== undefined) return { existing: same };
    for (const folder of foldersOf(path)) {
      const folderKey = pathKey(folder);
      const file = this.#files.get(folderKey);
      if (file !== undefined) return { existing: file };
      const known = this.#folders.get(folderKey);
      if (known !== undefined && known.spelling !== folder) return { existing: known.spelling };
    }
    return null;
  }

  has(path: string): boolean {
    return this.#files.get(pathKey(path)) === path;
  }

  add(path: string): void {
    this.#files.set(pathKey(path), path);
    for (const folder of foldersOf(path)) {
      const known = this.#folders.get(pathKey(folder));
      if (known === undefined) this.#folders.set(pathKey(folder), { spelling: folder, entries: 1 });
      else known.entries++;
    }
  }

  delete(path: string): void {
    if (!this.#files.delete(pathKey(path))) return;
    for (const folder of foldersOf(path)) {
      const known = this.#folders.get(pathKey(folder));
      if (known === undefined) continue;
      known.entries--;
      if (known.entries === 0) this.#folders.delete(pathKey(folder));
    }
  }
}

/** Control characters, line separators, marks that turn the reading direction round, the byte order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/;
/** Windows cannot store these, so a room that holds them could not be checked out there. */
const foreign = /[<>:"|?*]/;
const reservedNames = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

function segmentFault(segment: string): string | null {
  if (segment === '') return because('pathEmptyName');
  if (segment === '.' || segment === '..') return because('pathDots');
  if (segment.length > maxSegmentLength) return because('pathLongName', { most: maxSegmentLength });
  if (segment !== segment.trim()) return because('pathSpace');
  if (segment.endsWith('.')) return because('pathEndsWithDot');
  if (reservedNames.test(segment)) return because('pathReserved');
  return null;
}

function refuse(reason: string): PathCheck {
  return { ok: false, reason };
}
