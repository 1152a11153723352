/** Brings files into a room: from a zip, or a single one. */

import * as Y from 'yjs';
import { HubError, isHubError } from '../../../contract/errors.ts';
import { readFileContent } from '../../../contract/file-content.ts';
import { inMegabytes, type Limits } from '../../../contract/limits.ts';
import { because } from '../../../contract/reasons.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Archive, type ArchiveEntry, openArchive } from '../../../platform/archive.ts';
import { bringTo, seedDocument } from '../content.ts';
import { checkPath, joinPath, PathSet } from '../paths.ts';
import type { WritableRoom } from '../policy.ts';
import { alreadyThere, type ImportResult, type Skipped } from '../schema.ts';
import { addEntries, type NewEntry, replaceFile } from '../service/add-entries.ts';
import { validPath, type Workspace } from '../service/deps.ts';
import { isDrawingPath, readDrawingFile } from './drawing-content.ts';

export interface ImportRequest {
  readonly roomId: string;
  /** Where the zip lies on this machine. */
  readonly archiveFile: string;
  /** '' for the room itself. */
  readonly folder: string;
  readonly replace: boolean;
}

export interface PreparedImport {
  readonly total: number;
  /**
   * What was imported stays, whatever stops the rest: an abort, a right that was withdrawn, a zip that lied
   * (`error`). `progress` is told after each file.
   */
  run(signal: AbortSignal, progress: (done: number) => void): Promise<{ result: ImportResult; error: HubError | null }>;
  close(): void;
}

const batchFiles = 50;
const batchBytes = 4 * 1024 * 1024;

/** Checks everything that can be checked before the first file is written, and throws what is wrong. */
export async function prepareImport(
  workspace: Workspace,
  actor: Actor,
  request: ImportRequest,
): Promise<PreparedImport> {
  const room = await workspace.room(actor, request.roomId, 'write');
  const folder = request.folder === '' ? '' : validPath(request.folder);
  await workspace.deps.rateLimiter.take('importsPerHour', `user:${room.userId}`);
  const archive = await openArchive(request.archiveFile, workspace.deps.limits);
  return {
    total: archive.entries.length,
    run: (signal, progress) => run(workspace, actor, { ...request, folder, archive, signal, progress }),
    close: () => archive.close(),
  };
}

interface Running extends ImportRequest {
  readonly archive: Archive;
  readonly signal: AbortSignal;
  readonly progress: (done: number) => void;
}

async function run(
  workspace: Workspace,
  actor: Actor,
  running: Running,
): Promise<{ result: ImportResult; error: HubError | null }> {
  const result = nothingYet([...running.archive.skipped]);
  let done = 0;
  try {
    for await (const { entries, taken } of batches(workspace.deps.limits, running, result.skipped)) {
      // Rights are asked for anew: an import may take longer than a role lasts.
      const room = await workspace.room(actor, running.roomId, 'write');
      await importBatch(workspace, room, { entries, replace: running.replace, result });
      done += taken;
      running.progress(done);
    }
    return { result, error: null };
  } catch (error) {
    if (running.signal.aborted) return { result, error: null };
    if (isHubError(error)) return { result, error };
    throw error;
  }
}

/** Unpacked files in portions; `taken` counts those that were skipped, too. */
async function* batches(
  limits: Limits,
  running: Running,
  skipped: Skipped[],
): AsyncGenerator<{ entries: NewEntry[]; taken: number }> {
  const names = new PathSet();
  let entries: NewEntry[] = [];
  let bytes = 0;
  let taken = 0;
  for (const file of running.archive.entries) {
    running.signal.throwIfAborted();
    const found = await toEntries(file, running, names);
    taken++;
    if (Array.isArray(found)) {
      entries.push(...found);
      bytes += file.size;
    } else skipped.push(found);
    if (entries.length >= batchFiles || bytes >= batchBytes) {
      yield { entries, taken };
      entries = [];
      bytes = 0;
      taken = 0;
    }
  }
  if (taken > 0) yield { entries, taken };

  async function toEntries(
    file: ArchiveEntry,
    { folder, signal }: Running,
    seen: PathSet,
  ): Promise<NewEntry[] | Skipped> {
    const check = checkPath(joinPath(folder, file.name));
    if (!check.ok) return { path: file.name, reason: check.reason };
    const clash = seen.clash(check.path);
    if (clash !== null) return { path: check.path, reason: twice(check.path, clash.existing) };
    seen.add(check.path);
    const content = await file.read(signal);
    if (content === null) return { path: check.path, reason: because('damaged') };
    return newEntries(check.path, content, limits);
  }
}

/**
 * A file as what it becomes: a drawing with its pictures, a text when it is one and not too long to be edited, else its
 * bytes. A drawing that cannot be read is nothing that the room could show.
 */
function newEntries(path: string, bytes: Uint8Array, limits: Limits): NewEntry[] | Skipped {
  const content = readFileContent(bytes);
  if (content.type === 'binary') return [{ type: 'file', path, bytes, mediaType: content.mediaType }];
  if (isDrawingPath(path)) {
    try {
      const { drawing, pictures } = readDrawingFile(path, content.text, limits.asset);
      return [{ type: 'document', path, language: null, content: { kind: 'drawing', drawing } }, ...pictures];
    } catch (error) {
      if (isHubError(error) && error.code === 'bad_drawing') return { path, reason: String(error.details?.reason) };
      throw error;
    }
  }
  if (bytes.length > limits.textFile) return [{ type: 'file', path, bytes, mediaType: 'text/plain' }];
  return [{ type: 'document', path, language: null, content: { kind: 'text', text: content.text } }];
}

async function importBatch(
  workspace: Workspace,
  room: WritableRoom,
  { entries, replace, result }: { entries: NewEntry[]; replace: boolean; result: ImportResult },
): Promise<void> {
  if (entries.length === 0) return;
  for (const outcome of await addEntries(workspace, room, entries, 'import')) {
    const { entry } = outcome;
    if (outcome.added) result[entry.type === 'document' ? 'documents' : 'files']++;
    else if (outcome.reason === 'too_many') throw new HubError('too_many', { limit: `${outcome.limit} documents` });
    else if (outcome.reason === 'left_behind') continue;
    else if (entry.type === 'file' && entry.comesWith !== undefined && outcome.existing === entry.path) continue;
    else if (outcome.existing !== entry.path)
      result.skipped.push({ path: entry.path, reason: because('clash', { existing: outcome.existing }) });
    else if (!replace) result.skipped.push({ path: entry.path, reason: alreadyThere });
    else if (await replaceEntry(workspace, room, entry, bringAlong(entry))) result.replaced++;
    else result.skipped.push({ path: entry.path, reason: because('differentKind') });
  }

  /** Adds what comes with an entry that is replaced; it was left behind with it. */
  function bringAlong({ path }: NewEntry): () => Promise<void> {
    const along = entries.filter((entry) => entry.type === 'file' && entry.comesWith === path);
    return () => importBatch(workspace, room, { entries: along, replace: false, result });
  }
}

/** A document is edited forward, so nobody loses a cursor or an edit; a file leaves its place and can be brought back. */
async function replaceEntry(
  workspace: Workspace,
  room: WritableRoom,
  entry: NewEntry,
  bringAlong: () => Promise<void>,
): Promise<boolean> {
  const there = (await workspace.repo.tree(room.roomId)).find(({ path }) => path === entry.path);
  if (there?.type === 'document' && entry.type === 'document' && there.kind === entry.content.kind) {
    await bringAlong();
    const by = { origin: 'import', userId: room.userId } as const;
    const wanted = new Y.Doc();
    seedDocument(wanted, entry.content);
    await workspace.deps.live.edit(there.id, by, (doc) => bringTo(doc, entry.content.kind, wanted));
    return true;
  }
  if (there?.type !== 'file' || entry.type !== 'file') return false;
  return await replaceFile(workspace, room, entry);
}

/** One file, as if it came from a zip that holds nothing else. */
export async function importFile(
  workspace: Workspace,
  actor: Actor,
  { roomId, path, bytes, replace }: { roomId: string; path: string; bytes: Uint8Array; replace: boolean },
): Promise<ImportResult> {
  const room = await workspace.room(actor, roomId, 'write');
  const { limits } = workspace.deps;
  if (bytes.length > limits.asset) throw new HubError('too_large', { limit: inMegabytes(limits.asset) });
  const result = nothingYet();
  const entries = newEntries(validPath(path), bytes, limits);
  if (Array.isArray(entries)) await importBatch(workspace, room, { entries, replace, result });
  else result.skipped.push(entries);
  return result;
}

/**
 * A file that the hub has as an asset, which some row names meanwhile. Only what may become a document is read; the rest
 * is named, whatever its size: its bytes are here already.
 */
export async function addStored(
  workspace: Workspace,
  actor: Actor,
  { roomId, path, assetId, size }: { roomId: string; path: string; assetId: string; size: number },
): Promise<void> {
  const room = await workspace.room(actor, roomId, 'write');
  const { limits, blobs } = workspace.deps;
  const place = validPath(path);
  const entries: NewEntry[] | Skipped =
    isDrawingPath(place) || size <= limits.textFile
      ? newEntries(place, await blobs.get(assetId), limits)
      : [{ type: 'file', path: place, assetId }];
  if (!Array.isArray(entries)) return;
  await importBatch(workspace, room, { entries, replace: false, result: nothingYet() });
}

function nothingYet(skipped: ImportResult['skipped'] = []): ImportResult {
  return { documents: 0, files: 0, replaced: 0, skipped };
}

function twice(path: string, existing: string): string {
  return existing === path ? because('twiceInZip') : because('clashInZip', { existing });
}
