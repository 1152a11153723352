/**
 * Which paths of a folder are shared. Rules that were in force when the person saw the preview stay in force: others can
 * write `.gitignore` in the room, and must not be able to draw out what it kept back.
 */
import { checkPath } from '@draftroom/core/schema/documents/paths';
import createIgnore, { type Ignore } from 'ignore';
import { isNever, type Reason, runsByName, secretByName } from './left-out.ts';

export const ignoreFileName = '.gitignore';

/** Content of every `.gitignore` by its path. */
export type IgnoreFiles = Readonly<Record<string, string>>;

export interface ShareChoice {
  /** Paths that the person ticked on although they are left out by default. */
  readonly added: readonly string[];
  /** Paths that the person ticked off. */
  readonly removed: readonly string[];
  /** As they were when the person chose. */
  readonly ignoreFiles: IgnoreFiles;
}

export class ShareRules {
  readonly #added: ReadonlySet<string>;
  readonly #removed: ReadonlySet<string>;
  readonly #chosen: IgnoreRules;
  #now: IgnoreRules;

  constructor({ added, removed, ignoreFiles }: ShareChoice) {
    this.#added = new Set(added);
    this.#removed = new Set(removed);
    this.#chosen = new IgnoreRules(ignoreFiles);
    this.#now = this.#chosen;
  }

  /** What the folder's own files say now: it can only keep back more. */
  setIgnoreFiles(files: IgnoreFiles): void {
    this.#now = new IgnoreRules(files);
  }

  /** Null: shared. */
  reason(path: string): Reason | null {
    const check = checkPath(path);
    if (!check.ok || check.path !== path) return 'name';
    if (isNever(path)) return 'never';
    if (this.#removed.has(path)) return 'unticked';
    if (this.#added.has(path)) return null;
    if (secretByName(path)) return 'secret';
    if (runsByName(path)) return 'runs';
    return this.#chosen.ignores(path) || this.#now.ignores(path) ? 'ignored' : null;
  }

  /** Whether the person has said that they want this, whatever is in it. */
  wanted(path: string): boolean {
    return this.#added.has(path);
  }

  /** Whether there can be anything to share in a folder. */
  entersFolder(path: string): boolean {
    if (isNever(path)) return false;
    const folder = `${path}/`;
    if ([...this.#added].some((added) => added.startsWith(folder))) return true;
    return !this.#chosen.ignores(folder) && !this.#now.ignores(folder);
  }
}

/** `.gitignore` files as git reads them: the nearest one counts, and nothing below an ignored folder comes back. */
class IgnoreRules {
  readonly #byFolder = new Map<string, Ignore>();

  constructor(files: IgnoreFiles) {
    for (const [path, content] of Object.entries(files)) {
      const folder = path.slice(0, -ignoreFileName.length);
      // As it is on most disks: a pattern that is written in another case keeps back more, never less.
      this.#byFolder.set(folder, createIgnore({ ignorecase: true }).add(content));
    }
  }

  /** A folder has a slash at its end. */
  ignores(path: string): boolean {
    const names = path.split('/');
    const isFolder = names.at(-1) === '';
    const count = isFolder ? names.length - 1 : names.length;
    for (let depth = 1; depth <= count; depth++) {
      const part = names.slice(0, depth).join('/');
      if (this.#ignoresItself(depth < count || isFolder ? `${part}/` : part, depth)) return true;
    }
    return false;
  }

  #ignoresItself(path: string, depth: number): boolean {
    const names = path.split('/');
    for (let above = depth - 1; above >= 0; above--) {
      const folder = above === 0 ? '' : `${names.slice(0, above).join('/')}/`;
      const verdict = this.#byFolder.get(folder)?.test(path.slice(folder.length));
      if (verdict?.ignored === true) return true;
      if (verdict?.unignored === true) return false;
    }
    return false;
  }
}
