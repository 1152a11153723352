import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { VersionKind } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import type { Workspace } from '../service/deps.ts';
import { createVersionsRepo, type VersionRow } from './repo.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const namedPerDocument = 500;

export interface VersionRequest {
  readonly documentId: string;
  readonly roomId: string;
  readonly kind: VersionKind;
  readonly name: string | null;
  readonly userId: string | null;
}

/**
 * Stores the document as it is now. An automatic version that would say the same as the one before is not made (null),
 * so that the job may run any number of times.
 */
export async function takeVersion(
  workspace: Workspace,
  request: VersionRequest,
  signal?: AbortSignal,
): Promise<{ id: string; seq: number } | null> {
  const { deps } = workspace;
  const { documentId, roomId, kind, name, userId } = request;
  const state = await deps.live.state(documentId);
  const before = await createVersionsRepo(deps.db).latest(documentId);
  if (kind === 'automatic' && before !== undefined && before.seq >= state.seq) return null;
  const [merged, authors] = await Promise.all([
    deps.merger.merge(state.updates),
    authorsBetween(workspace, documentId, { from: before?.seq ?? 0, to: state.seq }),
  ]);
  signal?.throwIfAborted();
  const bytes = await pack(merged);
  const stateId = await deps.blobs.put(bytes);
  const id = workspace.newId();
  const added = await deps.events.transaction(async (tx, emit) => {
    const repo = createVersionsRepo(tx);
    await repo.lock(documentId);
    const latest = await repo.latest(documentId);
    if (kind === 'automatic' && latest !== undefined && latest.seq >= state.seq) return false;
    if (kind === 'named' && (await repo.countNamed(documentId)) >= namedPerDocument) {
      throw new HubError('too_many', { limit: `${namedPerDocument} named versions` });
    }
    await repo.insert({
      id,
      documentId,
      kind,
      name,
      seq: state.seq,
      stateId,
      size: bytes.length,
      authors,
      userId,
      createdAt: workspace.now(),
    });
    emit(`room:${roomId}`, 'version.created', { documentId, versionId: id, kind, name, by: userId });
    return true;
  });
  if (!added) return null;
  // Thinning may have dropped the same bytes between the put and the row.
  if (!(await deps.blobs.has(stateId))) await deps.blobs.put(bytes);
  return { id, seq: state.seq };
}

export async function versionState(workspace: Workspace, row: VersionRow): Promise<Uint8Array> {
  const bytes = await workspace.deps.blobs.get(row.stateId);
  return await unpack(bytes, { maxOutputLength: 4 * workspace.deps.limits.documentSize });
}

/** Everybody with a record in the log after `from`. */
async function authorsBetween(
  workspace: Workspace,
  documentId: string,
  { from, to }: { from: number; to: number },
): Promise<string[]> {
  const authors = new Set<string>();
  for await (const record of workspace.deps.log.history(documentId, from + 1)) {
    if (record.seq > to) break;
    if (record.userId !== null) authors.add(record.userId);
  }
  return [...authors];
}
