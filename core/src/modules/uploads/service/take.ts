/** What publishing asks of uploads, and of pictures. */
import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../../contract/errors.ts';
import { PathSet } from '../../documents/paths.ts';
import { resolveReference } from '../check/references.ts';
import { authoriseOwn } from '../policy.ts';
import type { CheckedFile } from '../ports.ts';
import { createUploadsRepo } from '../repo.ts';

export async function takeUploads(
  tx: Database,
  userId: string,
  uploadIds: readonly string[],
): Promise<readonly CheckedFile[]> {
  const repo = createUploadsRepo(tx);
  // In one order: two publications of the same uploads must not wait for each other.
  const ids = [...new Set(uploadIds)].sort();
  const own = [];
  for (const id of ids) own.push(authoriseOwn(userId, await repo.lock(id)));
  const unready = own.find(({ state }) => state !== 'ready');
  if (unready !== undefined) throw new HubError('upload_not_ready', { name: unready.name });
  const files = (await repo.filesOf(ids)).map(({ uploadId: _, ...file }) => file);
  await repo.remove(own);
  return withoutFound(distinct(files.sort((a, b) => (a.path < b.path ? -1 : 1))));
}

function distinct(files: readonly CheckedFile[]): readonly CheckedFile[] {
  const paths = new PathSet();
  for (const { path } of files) {
    if (paths.clash(path) !== null) throw new HubError('path_taken', { path });
    paths.add(path);
  }
  return files;
}

/** A texture that was uploaded beside its model is not missing in what both become. */
function withoutFound(files: readonly CheckedFile[]): readonly CheckedFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.map((file) => {
    if (file.facts.missing === undefined) return file;
    const missing = file.facts.missing.filter((name) => !paths.has(resolveReference(file.path, name) ?? ''));
    return { ...file, facts: { ...file.facts, missing } };
  });
}
