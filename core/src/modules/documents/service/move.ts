import { HubError } from '../../../contract/errors.ts';
import { because } from '../../../contract/reasons.ts';
import type { Actor } from '../../../platform/actor.ts';
import { isInside, joinPath, PathSet } from '../paths.ts';
import type { WritableRoom } from '../policy.ts';
import type { TreeEntry } from '../repo.ts';
import { languageOf } from '../schema/languages.ts';
import { type TreeTransaction, validPath, type Workspace } from './deps.ts';

export async function moveDocument(
  workspace: Workspace,
  actor: Actor,
  input: { documentId: string; path: string },
): Promise<{ path: string }> {
  const { row, room } = await workspace.document(actor, input.documentId, 'write');
  return await moveEntry(workspace, room, { id: row.id, path: input.path });
}

export async function moveFile(
  workspace: Workspace,
  actor: Actor,
  input: { fileId: string; path: string },
): Promise<{ path: string }> {
  const { row, room } = await workspace.file(actor, input.fileId);
  return await moveEntry(workspace, room, { id: row.id, path: input.path });
}

/** Moves everything in a folder, or nothing. */
export async function moveFolder(
  workspace: Workspace,
  actor: Actor,
  input: { roomId: string; from: string; to: string },
): Promise<{ documents: number; files: number }> {
  const room = await workspace.room(actor, input.roomId, 'write');
  const from = validPath(input.from);
  const to = input.to === '' ? '' : validPath(input.to);
  if (to !== '' && isInside(from, to)) {
    throw new HubError('bad_path', { path: to, reason: because('folderIntoItself') });
  }
  return await workspace.changeTree(room.roomId, async (tree) => {
    const standing = await tree.repo.tree(room.roomId);
    const moving = standing.filter((entry) => entry.path.startsWith(`${from}/`));
    if (moving.length === 0) throw new HubError('not_found');
    const moves = moving.map((entry) => ({
      ...entry,
      path: validPath(joinPath(to, entry.path.slice(from.length + 1))),
    }));
    await place(tree, room, standing, moves);
    const documents = moves.filter((move) => move.type === 'document').length;
    return { documents, files: moves.length - documents };
  });
}

export async function setLanguage(
  workspace: Workspace,
  actor: Actor,
  input: { documentId: string; language: string | null },
): Promise<{ language: string }> {
  const { row, room } = await workspace.document(actor, input.documentId, 'write');
  await workspace.changeTree(room.roomId, async (tree) => {
    await tree.repo.setDocumentLanguage(row.id, input.language);
    tree.emit('document.moved', { by: room.userId, entries: [{ id: row.id, path: row.path }] });
  });
  return { language: input.language ?? languageOf(row.path) };
}

async function moveEntry(
  workspace: Workspace,
  room: WritableRoom,
  target: { id: string; path: string },
): Promise<{ path: string }> {
  const path = validPath(target.path);
  await workspace.changeTree(room.roomId, async (tree) => {
    const standing = await tree.repo.tree(room.roomId);
    const entry = standing.find(({ id }) => id === target.id);
    // Removed by somebody else since it was looked up.
    if (entry === undefined) throw new HubError('not_found');
    if (entry.path !== path) await place(tree, room, standing, [{ ...entry, path }]);
  });
  return { path };
}

async function place(
  tree: TreeTransaction,
  room: WritableRoom,
  standing: readonly TreeEntry[],
  moves: TreeEntry[],
): Promise<void> {
  const moving = new Set(moves.map((move) => move.id));
  const paths = new PathSet(standing.filter((entry) => !moving.has(entry.id)).map((entry) => entry.path));
  for (const move of moves) {
    const clash = paths.clash(move.path);
    if (clash !== null) throw new HubError('path_taken', { path: clash.existing });
    paths.add(move.path);
  }
  await tree.repo.moveEntries(moves);
  for (const type of ['document', 'file'] as const) {
    const entries = moves.filter((move) => move.type === type).map(({ id, path }) => ({ id, path }));
    if (entries.length > 0) tree.emit(`${type}.moved`, { by: room.userId, entries });
  }
}
