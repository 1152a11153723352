/**
 * A folder of this machine. Only the Node host has one, so this is loaded when it is needed. Nothing outside of the
 * folder is ever read or written: every part of a path is looked at, and a link ends it.
 */
import { constants, readFileSync, renameSync } from 'node:fs';
import { chmod, link, lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPath, pathKey } from '@draftroom/core/schema/documents/paths';
import { temporaryStart } from '../left-out.ts';
import { type LocalDisk, type LocalFile, type LocalListing, sameBytes } from '../local-disk.ts';

interface Place {
  /** The folder that the file is in, and the name that it has on the disk. */
  readonly folder: string;
  readonly name: string;
}

export class NodeDisk implements LocalDisk {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async list(entersFolder: (path: string) => boolean | Promise<boolean>, from = ''): Promise<LocalListing> {
    const files: LocalFile[] = [];
    const links: string[] = [];
    const twins: string[] = [];
    const seen = new Set<string>();
    const walk = async (folder: string, at: string): Promise<void> => {
      // What cannot be listed is left out: whoever misses something in it asks for that and hears why.
      const entries = await readdir(at, { withFileTypes: true }).catch(unlessUnreadable);
      // In one order everywhere, so that of two twins it is always the same one that counts.
      for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
        const name = entry.name.normalize('NFC');
        if (name.startsWith(temporaryStart)) continue;
        const path = folder === '' ? name : `${folder}/${name}`;
        if (entry.isDirectory()) {
          if (seen.has(pathKey(path))) twins.push(path);
          else if (await entersFolder(path)) await walk(path, join(at, entry.name));
        } else if (!entry.isFile()) links.push(path);
        else if (seen.has(pathKey(path))) twins.push(path);
        else {
          const stat = await unlessGone(lstat(join(at, entry.name)), null);
          if (stat !== null) files.push({ path, size: stat.size, changedAt: stat.mtimeMs });
        }
        seen.add(pathKey(path));
      }
    };
    const start = from === '' ? this.#root : await this.#folderAt(from);
    if (start !== null) await walk(from, start);
    return { files, links, twins };
  }

  async #folderAt(path: string): Promise<string | null> {
    const place = await this.#placeOf(path);
    if (place === null) return null;
    const at = join(place.folder, place.name);
    return (await unlessGone(lstat(at), null))?.isDirectory() === true ? at : null;
  }

  /** Null: a part of the path is missing, no folder, or a link. With `make`, missing folders are made. */
  async #placeOf(path: string, make = false): Promise<Place | null> {
    const check = checkPath(path);
    if (!check.ok || check.path !== path) return null;
    const names = path.split('/');
    const last = names.pop() ?? '';
    let folder = this.#root;
    for (const part of names) {
      const name = await nameIn(folder, part);
      const there = await unlessGone(lstat(join(folder, name)), null);
      if (there === null && make) await mkdir(join(folder, name)).catch(ifExists);
      else if (there?.isDirectory() !== true) return null;
      folder = join(folder, name);
    }
    return { folder, name: await nameIn(folder, last) };
  }

  async #fileAt(path: string): Promise<{ at: string; mode: number; file: LocalFile } | null> {
    const place = await this.#placeOf(path);
    if (place === null) return null;
    const at = join(place.folder, place.name);
    const stat = await unlessGone(lstat(at), null);
    if (stat?.isFile() !== true) return null;
    return { at, mode: stat.mode, file: { path, size: stat.size, changedAt: stat.mtimeMs } };
  }

  async read(path: string): Promise<Uint8Array | null> {
    const found = await this.#fileAt(path);
    if (found === null) return null;
    const handle = await unlessGone(open(found.at, constants.O_RDONLY | constants.O_NOFOLLOW), null);
    if (handle === null) return null;
    try {
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  }

  async #create(path: string, bytes: Uint8Array): Promise<boolean> {
    if ((await this.obstacle(path)) !== null) return false;
    const place = await this.#placeOf(path, true);
    if (place === null) return false;
    const temporary = await writeBeside(place.folder, bytes);
    try {
      // Unlike a rename, a link is made only where nothing is.
      await link(temporary, join(place.folder, place.name));
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      return await createPlainly(join(place.folder, place.name), bytes);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #replace(path: string, bytes: Uint8Array, expected: Uint8Array): Promise<boolean> {
    const found = await this.#fileAt(path);
    if (found === null) return false;
    const place = await this.#placeOf(path);
    if (place === null) return false;
    const temporary = await writeBeside(place.folder, bytes);
    try {
      await chmod(temporary, found.mode & 0o7777);
      // Comparing and replacing are one step here, so that no other work of this process comes in between.
      if (!sameBytes(readFileSync(found.at), expected)) return false;
      renameSync(temporary, found.at);
      return true;
    } catch {
      // Another program holds it, or the disk is full: whoever asked tries again.
      return false;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** The name that differs from ours on the way to a new file. */
  async obstacle(path: string): Promise<string | null> {
    let folder = this.#root;
    const names = path.split('/');
    for (const [depth, part] of names.entries()) {
      const entries = await unlessGone(readdir(folder, { withFileTypes: true }), []);
      const isLast = depth === names.length - 1;
      const found = entries.find(({ name }) => pathKey(name) === pathKey(part));
      if (found === undefined) return null;
      const whole = [...names.slice(0, depth), found.name].join('/');
      if (isLast || !found.isDirectory() || found.name.normalize('NFC') !== part) return whole;
      folder = join(folder, found.name);
    }
    return null;
  }

  async stat(path: string): Promise<LocalFile | null> {
    return (await this.#fileAt(path))?.file ?? null;
  }

  async write(path: string, bytes: Uint8Array, expected: Uint8Array | null): Promise<boolean> {
    return expected === null ? await this.#create(path, bytes) : await this.#replace(path, bytes, expected);
  }

  async move(from: string, to: string): Promise<boolean> {
    const found = await this.#fileAt(from);
    if (found === null) return false;
    const other = await this.obstacle(to);
    // Another spelling of its own name stands in nobody's way.
    if (other !== null && pathKey(from) !== pathKey(to)) return false;
    const place = await this.#placeOf(to, true);
    if (place === null) return false;
    await rename(found.at, join(place.folder, to.slice(to.lastIndexOf('/') + 1)));
    await removeEmpty(this.#root, from);
    return true;
  }

  async remove(path: string): Promise<void> {
    const found = await this.#fileAt(path);
    if (found !== null) await rm(found.at, { force: true });
    await removeEmpty(this.#root, path);
  }
}

/** As it is spelled on the disk: some keep the letters of a name in another form. */
async function nameIn(folder: string, name: string): Promise<string> {
  if (/^[\x20-\x7e]*$/.test(name) || (await unlessGone(lstat(join(folder, name)), null)) !== null) return name;
  const names = await unlessGone(readdir(folder), []);
  return names.find((known) => known.normalize('NFC') === name) ?? name;
}

async function writeBeside(folder: string, bytes: Uint8Array): Promise<string> {
  const random = crypto.getRandomValues(new Uint32Array(2));
  const temporary = join(folder, `${temporaryStart}${[...random].map((part) => part.toString(36)).join('')}`);
  const handle = await open(temporary, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return temporary;
}

/** On disks without links. */
async function createPlainly(at: string, bytes: Uint8Array): Promise<boolean> {
  const handle = await open(at, 'wx').catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  });
  if (handle === null) return false;
  try {
    await handle.writeFile(bytes);
    return true;
  } finally {
    await handle.close();
  }
}

/** Folders that held nothing but what has gone; a room has no empty ones. */
async function removeEmpty(root: string, path: string): Promise<void> {
  const names = path.split('/').slice(0, -1);
  for (; names.length > 0; names.pop()) {
    try {
      await rmdir(join(root, ...names));
    } catch {
      return;
    }
  }
}

async function unlessGone<Value, Missing>(work: Promise<Value>, missing: Missing): Promise<Value | Missing> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error))) return missing;
    throw error;
  }
}

function unlessUnreadable(error: unknown): [] {
  if (!['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM'].includes(codeOf(error))) throw error;
  return [];
}

function ifExists(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
