/**
 * Files as they came, looked at one by one and stored as what they may be published as. Nothing is believed but bytes:
 * the thread says what a file is, or refuses it.
 */
import type { Database } from '@draftroom/drizzle/client';
import { HubError, isHubError } from '../../../contract/errors.ts';
import type { FoundFile } from '../../../contract/file-work.ts';
import { because } from '../../../contract/reasons.ts';
import type { AssetStore } from '../../../platform/ports.ts';
import { checkPath, PathSet } from '../../documents/paths.ts';
import { languageOf } from '../../documents/schema/languages.ts';
import type { CheckedFile, CheckedFiles, FileWork, RawFile } from '../ports.ts';
import { createUploadsRepo } from '../repo.ts';
import { resolveReference } from './references.ts';

export interface FileChecks {
  /** Throws the refusal. */
  checkFile(file: { path: string; bytes: Uint8Array }, signal: AbortSignal): Promise<CheckedFile>;
  /** What is refused of many is left out and named. */
  checkFiles(files: readonly RawFile[], signal: AbortSignal): Promise<CheckedFiles>;
}

export interface FileChecksDeps {
  readonly db: Database;
  readonly assets: AssetStore;
  readonly work: FileWork;
}

/** Of files that were left out; nobody reads more of them. */
const mostSkipped = 100;

export function createFileChecks(deps: FileChecksDeps): FileChecks {
  return {
    async checkFile({ path, bytes }, signal) {
      return await store(path, await deps.work.check({ path, bytes }, async () => null, signal));
    },

    async checkFiles(given, signal) {
      const { named, skipped } = withPaths(given);
      const files: CheckedFile[] = [];
      const unknown: RawFile[] = [];
      /** Paths that models of these files name: only for these is a file taken whose kind is not known. */
      const wanted = new Set<string>();
      for (const file of named.values()) {
        const found = await look(file, { beside: named, signal });
        if (isHubError(found, 'file_kind_unknown')) unknown.push(file);
        else if (isHubError(found)) skipped.push({ path: file.path, reason: reasonOf(found) });
        else {
          for (const name of found.references) wanted.add(resolveReference(file.path, name) ?? '');
          files.push(await store(file.path, found));
        }
      }
      for (const file of unknown) {
        const bytes = wanted.has(file.path) ? await file.read(signal) : null;
        if (bytes === null) skipped.push({ path: file.path, reason: because('notTaken') });
        else files.push(await store(file.path, asItIs(bytes)));
      }
      return { files, skipped: skipped.slice(0, mostSkipped) };
    },
  };

  async function look(
    file: RawFile,
    { beside, signal }: { beside: ReadonlyMap<string, RawFile>; signal: AbortSignal },
  ): Promise<FoundFile | HubError> {
    try {
      const bytes = await file.read(signal);
      if (bytes === null) return new HubError('malformed', { reason: because('damaged') });
      const bytesOf = async (name: string) => {
        const other = beside.get(resolveReference(file.path, name) ?? '');
        return other === undefined ? null : await other.read(signal);
      };
      return await deps.work.check({ path: file.path, bytes }, bytesOf, signal);
    } catch (error) {
      // What a zip lies of makes all of it suspect; every other refusal is of this file alone.
      if (!isHubError(error) || ['bad_archive', 'shutting_down'].includes(error.code)) throw error;
      return error;
    }
  }

  async function store(path: string, { kind, mediaType, bytes, facts, sizes: made }: FoundFile): Promise<CheckedFile> {
    const assetId = await deps.assets.store({ bytes, mediaType });
    const sizes = [];
    for (const size of made) {
      const id = await deps.assets.store(size);
      sizes.push({ assetId: id, width: size.width, height: size.height, mediaType: size.mediaType });
    }
    await createUploadsRepo(deps.db).keepSizes(assetId, sizes);
    return {
      path,
      kind,
      assetId,
      mediaType,
      size: bytes.length,
      facts: {
        ...facts,
        ...(kind === 'code' ? { language: languageOf(path) } : {}),
        ...(sizes.length === 0 ? {} : { sizes: sizes.map(({ assetId: id, width }) => ({ assetId: id, width })) }),
      },
    };
  }
}

function withPaths(given: readonly RawFile[]): {
  named: Map<string, RawFile>;
  skipped: { path: string; reason: string }[];
} {
  const named = new Map<string, RawFile>();
  const skipped: { path: string; reason: string }[] = [];
  const paths = new PathSet();
  for (const file of given) {
    const checked = checkPath(file.path);
    const clash = checked.ok ? paths.clash(checked.path) : null;
    if (!checked.ok) skipped.push({ path: file.path.toWellFormed().slice(0, 300), reason: checked.reason });
    else if (clash !== null) {
      skipped.push({ path: checked.path, reason: because('clashInZip', { existing: clash.existing }) });
    } else {
      paths.add(checked.path);
      named.set(checked.path, { ...file, path: checked.path, read: (signal) => file.read(signal) });
    }
  }
  return { named, skipped };
}

/** The second half of a sentence. */
function reasonOf({ details, message }: HubError): string {
  return typeof details?.reason === 'string' ? details.reason : message;
}

/** Of no kind that is known, such as the buffers of a model: a download, and nothing else. */
function asItIs(bytes: Uint8Array): FoundFile {
  return { kind: 'other', mediaType: 'application/octet-stream', bytes, facts: {}, sizes: [], references: [] };
}
