import { HubError, isHubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { documentContent } from '../content.ts';
import type { DocumentRow, FileRow } from '../repo.ts';
import { languageOf } from '../schema/languages.ts';
import type { DocumentContent, DocumentSummary, FileSummary, RemovedTree, Tree } from '../schema.ts';
import type { Workspace } from './deps.ts';

const removedShown = 500;

export async function listTree(workspace: Workspace, actor: Actor, roomId: string): Promise<Tree> {
  await workspace.room(actor, roomId, 'read');
  const [documents, files] = await Promise.all([
    workspace.repo.listDocuments(roomId),
    workspace.repo.listFiles(roomId),
  ]);
  return { documents: documents.map(toDocument), files: files.map(toFile) };
}

export async function getDocument(workspace: Workspace, actor: Actor, documentId: string): Promise<DocumentSummary> {
  const { row } = await workspace.document(actor, documentId, 'read');
  return toDocument(row);
}

export async function readContent(workspace: Workspace, actor: Actor, documentId: string): Promise<DocumentContent> {
  const { row } = await workspace.document(actor, documentId, 'read');
  return await workspace.deps.live.read(documentId, (doc) => documentContent(doc, row.kind));
}

/** For those who could bring something back. */
export async function listRemoved(workspace: Workspace, actor: Actor, roomId: string): Promise<RemovedTree> {
  await workspace.room(actor, roomId, 'write');
  const since = workspace.restorableSince();
  const [documents, files] = await Promise.all([
    workspace.repo.listRemovedDocuments(roomId, since, removedShown),
    workspace.repo.listRemovedFiles(roomId, since, removedShown),
  ]);
  return {
    documents: documents.map(({ id, kind, path, removedAt }) => ({ id, kind, path, removedAt: instant(removedAt) })),
    files: files.map(({ id, path, size, mediaType, removedAt }) => ({
      id,
      path,
      size,
      mediaType,
      removedAt: instant(removedAt),
    })),
  };
}

/** The bytes of a file in the tree. */
export async function readFile(
  workspace: Workspace,
  actor: Actor,
  where: { roomId: string; fileId: string },
): Promise<FileRow> {
  await workspace.room(actor, where.roomId, 'read');
  const row = await workspace.repo.findFile(where.fileId);
  if (row === undefined || row.roomId !== where.roomId || row.removedAt !== null) throw new HubError('not_found');
  return row;
}

/** An avatar is for everybody; any other asset only for those who can read a room in which it stands. */
export async function readAsset(
  workspace: Workspace,
  actor: Actor,
  assetId: string,
): Promise<{ size: number; mediaType: string; avatar: boolean }> {
  const use = await workspace.repo.assetUse(assetId);
  if (use === undefined) throw new HubError('not_found');
  if (use.avatar) return use;
  for (const roomId of use.roomIds) {
    const allowed = await workspace.room(actor, roomId, 'read').catch(refusedAsNull);
    if (allowed !== null) return use;
  }
  throw new HubError('not_found');
}

function toDocument(row: DocumentRow): DocumentSummary {
  const { id, roomId, kind, path, createdBy, changedBy } = row;
  return {
    id,
    roomId,
    kind,
    path,
    language: row.language ?? languageOf(path),
    languageChosen: row.language !== null,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    changedAt: row.changedAt.toISOString(),
    changedBy,
  };
}

function toFile(row: FileRow): FileSummary {
  const { id, roomId, path, assetId, size, mediaType, createdBy } = row;
  return { id, roomId, path, assetId, size, mediaType, createdAt: row.createdAt.toISOString(), createdBy };
}

function instant(date: Date | null): string {
  return (date ?? new Date(0)).toISOString();
}

function refusedAsNull(error: unknown): null {
  if (isHubError(error)) return null;
  throw error;
}
