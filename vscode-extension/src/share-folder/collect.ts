/** Everything in a folder that could be shared, and why the rest is not: what a person sees before anything is sent. */
import { defaultLimits } from '@draftroom/core/contract/limits';
import { isOfDisk } from './disk-refusals.ts';
import { isNever, type Reason, secretInside } from './left-out.ts';
import type { LocalDisk } from './local-disk.ts';
import { type IgnoreFiles, ignoreFileName, ShareRules } from './share-rules.ts';
import { isForeignEncoding, readFileText } from './text-format.ts';

export interface Candidate {
  readonly path: string;
  readonly size: number;
  /** Null: shared unless it is ticked off. */
  readonly reason: Reason | null;
}

export interface Collected {
  readonly candidates: readonly Candidate[];
  readonly ignoreFiles: IgnoreFiles;
}

/** Bytes of a file that is no text that are looked at. */
const looked = 64 * 1024;

/** What cannot be shared whatever a person wants. */
const fixed: ReadonlySet<Reason> = new Set(['never', 'link', 'name', 'twin', 'large', 'encoding']);

/** Folders are left out whole. */
export function canBeTicked({ path, reason }: Candidate): boolean {
  return !path.endsWith('/') && (reason === null || !fixed.has(reason));
}

/** Needs a yes of its own. */
export function isDangerous(reason: Reason | null): boolean {
  return reason === 'secret' || reason === 'secretInside' || reason === 'runs';
}

/** Every `.gitignore` that counts: those in ignored folders do not. `leftOut` is told of the folders that are not entered. */
async function listShared(disk: LocalDisk, leftOut: (folder: string) => void) {
  const ignoreFiles: Record<string, string> = {};
  const readIn = async (folder: string) => {
    const path = folder === '' ? ignoreFileName : `${folder}/${ignoreFileName}`;
    try {
      const bytes = await disk.read(path);
      const file = bytes === null ? null : readFileText(bytes);
      if (file !== null) ignoreFiles[path] = file.text;
    } catch (error) {
      if (!isOfDisk(error)) throw error;
      // Nobody knows what it keeps back, so nothing of its folder leaves.
      ignoreFiles[path] = '*\n';
    }
  };
  const rules = () => new ShareRules({ added: [], removed: [], ignoreFiles });
  await readIn('');
  const listing = await disk.list(async (folder) => {
    if (!rules().entersFolder(folder)) {
      leftOut(`${folder}/`);
      return false;
    }
    await readIn(folder);
    return true;
  });
  return { listing, ignoreFiles, rules: rules() };
}

export async function readIgnoreFiles(disk: LocalDisk): Promise<IgnoreFiles> {
  return (await listShared(disk, () => undefined)).ignoreFiles;
}

export async function collect(disk: LocalDisk, signal: AbortSignal): Promise<Collected> {
  const candidates: Candidate[] = [];
  const { listing, ignoreFiles, rules } = await listShared(disk, (path) => {
    candidates.push({ path, size: 0, reason: isNever(path.slice(0, -1)) ? 'never' : 'ignored' });
  });
  for (const path of listing.links) candidates.push({ path, size: 0, reason: 'link' });
  for (const path of listing.twins) candidates.push({ path, size: 0, reason: 'twin' });
  let shared = 0;
  for (const { path, size } of listing.files) {
    signal.throwIfAborted();
    const reason = rules.reason(path) ?? (await reasonInside(disk, path, size));
    if (reason === null) shared += 1;
    const many = reason === null && shared > defaultLimits.documentsPerRoom;
    candidates.push({ path, size, reason: many ? 'many' : reason });
  }
  return { candidates: candidates.toSorted((one, other) => (one.path < other.path ? -1 : 1)), ignoreFiles };
}

/** By what is in the file. */
async function reasonInside(disk: LocalDisk, path: string, size: number): Promise<Reason | null> {
  if (size > defaultLimits.asset) return 'large';
  const bytes = await disk.read(path);
  return bytes === null ? 'link' : contentReason(bytes);
}

/** Of a path that may be shared: what the person ticked on is shared with what looks like a key in it, too. */
export function reasonWithin(rules: ShareRules, path: string, bytes: Uint8Array): Reason | null {
  const reason = contentReason(bytes);
  return reason === 'secretInside' && rules.wanted(path) ? null : reason;
}

function contentReason(bytes: Uint8Array): Reason | null {
  if (bytes.length > defaultLimits.asset) return 'large';
  if (isForeignEncoding(bytes)) return 'encoding';
  // Also at the start of what is no text: some formats of keys are none.
  const isText = !bytes.subarray(0, looked).includes(0);
  const part = bytes.subarray(0, isText ? defaultLimits.textFile : looked);
  return secretInside(new TextDecoder('latin1').decode(part)) ? 'secretInside' : null;
}
