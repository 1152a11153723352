/**
 * Reads zips that come from anywhere. Everything that can be known from the table of contents is checked before a
 * single byte is unpacked, and every entry is checked again while it is: the table may lie.
 */

import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { HubError } from '../contract/errors.ts';
import type { Limits } from '../contract/limits.ts';
import { because } from '../contract/reasons.ts';

export interface ArchiveEntry {
  /** As the zip has it, with / between folders; not yet checked to be a path. */
  readonly name: string;
  /** As the zip states it. */
  readonly size: number;
  /** Null when the bytes are damaged. Throws `bad_archive` when there are more than the zip states. */
  read(signal: AbortSignal): Promise<Buffer | null>;
}

/** What was left out, and why. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface Archive {
  readonly entries: readonly ArchiveEntry[];
  readonly skipped: readonly Skipped[];
  close(): void;
}

export type ArchiveLimits = Pick<Limits, 'importTotal' | 'importFiles' | 'importRatio' | 'asset'>;

/** Tables of contents are read up to this many times `importFiles`: what is left out does not count as a file. */
const entriesPerFile = 20;
/** Small zips may be as dense as they like. */
const ratioMatters = 1024 * 1024;
const smallestHeader = 30;

export async function openArchive(file: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await openPromise(file, {
    lazyEntries: true,
    autoClose: false,
    // Names are decoded here: one bad name is no reason to refuse all others.
    decodeStrings: false,
    // Sizes are counted here, so that a lie can be told from damage.
    validateEntrySizes: false,
  }).catch(() => {
    throw refuse(because('zipNone'));
  });
  try {
    const entries = await readTable(zip, limits.importFiles * entriesPerFile);
    checkLayout(entries, zip.fileSize);
    const { wanted, skipped } = sortOut(entries, limits);
    checkSizes(wanted, limits);
    return { entries: wanted.map((entry) => readable(zip, entry)), skipped, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function readTable(zip: ZipFile, most: number): Promise<Entry[]> {
  if (zip.entryCount > most) throw new HubError('too_large', { limit: `${most} entries` });
  const entries: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (cause: unknown) => reject(refuse(because('zipTable'), cause)));
    zip.readEntry();
  });
}

/** Entries that share bytes are how a small zip claims to hold petabytes. */
function checkLayout(entries: readonly Entry[], fileSize: number): void {
  const spans = entries
    .map((entry) => ({
      start: entry.relativeOffsetOfLocalHeader,
      end: entry.relativeOffsetOfLocalHeader + smallestHeader + entry.fileNameLength + entry.compressedSize,
    }))
    .sort((a, b) => a.start - b.start);
  let previousEnd = 0;
  for (const { start, end } of spans) {
    if (start < previousEnd) throw refuse(because('zipOverlaps'));
    if (end > fileSize) throw refuse(because('zipLiesOfBytes'));
    previousEnd = end;
  }
}

interface NamedEntry {
  readonly name: string;
  readonly entry: Entry;
}

function sortOut(entries: readonly Entry[], limits: ArchiveLimits): { wanted: NamedEntry[]; skipped: Skipped[] } {
  const wanted: NamedEntry[] = [];
  const skipped: Skipped[] = [];
  const ignored = new Map<string, number>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const folder = ignoredPart(name);
    if (folder !== null) ignored.set(folder, (ignored.get(folder) ?? 0) + 1);
    else if (name.endsWith('/')) continue;
    else {
      const reason = fault(entry, limits);
      if (reason === null) wanted.push({ name, entry });
      else skipped.push({ path: name, reason });
    }
  }
  for (const [path, files] of ignored) {
    skipped.push({
      path,
      reason: path.endsWith('/') ? because('leftOutFolder', { count: files }) : because('leftOut'),
    });
  }
  return { wanted, skipped };
}

function checkSizes(wanted: readonly NamedEntry[], limits: ArchiveLimits): void {
  if (wanted.length > limits.importFiles) throw new HubError('too_large', { limit: `${limits.importFiles} files` });
  let total = 0;
  let packed = 0;
  for (const { entry } of wanted) {
    total += entry.uncompressedSize;
    packed += entry.compressedSize;
  }
  if (total > limits.importTotal) {
    throw new HubError('too_large', { limit: `${Math.floor(limits.importTotal / 1024 / 1024)} MB unpacked` });
  }
  if (total > ratioMatters && total > packed * limits.importRatio) throw refuse(because('zipBomb'));
}

/** Why an entry cannot be taken; null when it can. */
function fault(entry: Entry, limits: ArchiveLimits): string | null {
  if (entry.isEncrypted()) throw refuse(because('zipEncrypted'));
  const stored = entry.compressionMethod === 0;
  if (stored && entry.compressedSize !== entry.uncompressedSize) throw refuse(because('zipLiesOfSizes'));
  if (!stored && entry.compressionMethod !== 8) return because('unknownPacking');
  if (entry.uncompressedSize > limits.asset)
    return because('largerThan', { megabytes: Math.floor(limits.asset / 1024 / 1024) });
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type === 0o120000) return because('link');
  if (type !== 0 && type !== 0o100000) return because('notOrdinary');
  return null;
}

/** Folders that tools make again, and traces of desktops. The path up to what is left out, or null. */
function ignoredPart(name: string): string | null {
  const segments = name.split('/');
  const at = segments.findIndex((segment) => ['__MACOSX', '.git', 'node_modules'].includes(segment));
  if (at >= 0 && at < segments.length - 1) return `${segments.slice(0, at + 1).join('/')}/`;
  return ['.DS_Store', 'Thumbs.db', 'desktop.ini'].includes(segments.at(-1) ?? '') ? name : null;
}

function nameOf(entry: Entry): string {
  const marked = (entry.generalPurposeBitFlag & 0x800) !== 0;
  try {
    // Many tools write UTF-8 without saying so; hardly any text in an older code page is valid UTF-8 by chance.
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.fileNameRaw);
    const hasBetter = !marked && entry.extraFields.some((field) => field.id === 0x7075);
    if (!hasBetter) return name.replaceAll('\\', '/');
  } catch {
    if (marked) return entry.fileNameRaw.toString('latin1');
  }
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

function readable(zip: ZipFile, { name, entry }: NamedEntry): ArchiveEntry {
  return { name, size: entry.uncompressedSize, read: (signal) => readEntry(zip, entry, signal) };
}

async function readEntry(zip: ZipFile, entry: Entry, signal: AbortSignal): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      length += chunk.length;
      if (length > entry.uncompressedSize) throw refuse(because('zipLiesOfEntry'));
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HubError || signal.aborted) throw error;
    return null;
  }
  const bytes = Buffer.concat(chunks);
  return length === entry.uncompressedSize && crc32(bytes) === entry.crc32 ? bytes : null;
}

function refuse(reason: string, cause?: unknown): HubError {
  return new HubError('bad_archive', { reason }, cause === undefined ? undefined : { cause });
}
