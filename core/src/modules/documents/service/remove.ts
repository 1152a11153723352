/** Removing is soft: everything removed can be brought back for thirty days. */

import { HubError } from '../../../contract/errors.ts';
import { because } from '../../../contract/reasons.ts';
import type { Actor } from '../../../platform/actor.ts';
import { PathSet } from '../paths.ts';
import type { WritableRoom } from '../policy.ts';
import type { TreeEntry } from '../repo.ts';
import type { Skipped } from '../schema.ts';
import { type TreeTransaction, validPath, type Workspace } from './deps.ts';

type Entry = Pick<TreeEntry, 'id' | 'type' | 'path'>;

export async function removeDocument(workspace: Workspace, actor: Actor, documentId: string): Promise<void> {
  const { row, room } = await workspace.document(actor, documentId, 'write');
  await removeEntries(workspace, room, ({ id }) => id === row.id);
}

export async function removeFile(workspace: Workspace, actor: Actor, fileId: string): Promise<void> {
  const { row, room } = await workspace.file(actor, fileId);
  await removeEntries(workspace, room, ({ id }) => id === row.id);
}

export async function removeFolder(
  workspace: Workspace,
  actor: Actor,
  input: { roomId: string; path: string },
): Promise<{ documentIds: string[]; fileIds: string[] }> {
  const room = await workspace.room(actor, input.roomId, 'write');
  const folder = validPath(input.path);
  const removed = await removeEntries(workspace, room, ({ path }) => path.startsWith(`${folder}/`));
  const ids = (type: Entry['type']) => removed.filter((entry) => entry.type === type).map((entry) => entry.id);
  return { documentIds: ids('document'), fileIds: ids('file') };
}

export async function restoreDocument(
  workspace: Workspace,
  actor: Actor,
  documentId: string,
): Promise<{ path: string }> {
  const { row, room } = await workspace.removedDocument(actor, documentId);
  return await restoreOne(workspace, room, { id: row.id, type: 'document', path: row.path });
}

export async function restoreFile(workspace: Workspace, actor: Actor, fileId: string): Promise<{ path: string }> {
  const { row, room } = await workspace.removedFile(actor, fileId);
  return await restoreOne(workspace, room, { id: row.id, type: 'file', path: row.path });
}

/** The undo of a removed folder: brings back what still has a place and says what has none. */
export async function restoreMany(
  workspace: Workspace,
  actor: Actor,
  input: { roomId: string; documentIds: string[]; fileIds: string[] },
): Promise<{ documents: number; files: number; skipped: Skipped[] }> {
  const room = await workspace.room(actor, input.roomId, 'write');
  return await workspace.changeTree(room.roomId, async (tree) => {
    const wanted = await tree.repo.findRemoved(room.roomId, workspace.restorableSince(), input);
    const { restored, skipped } = await restoreEntries(workspace, room, tree, wanted);
    const documents = restored.filter((entry) => entry.type === 'document').length;
    return { documents, files: restored.length - documents, skipped };
  });
}

async function removeEntries(
  workspace: Workspace,
  room: WritableRoom,
  which: (entry: TreeEntry) => boolean,
): Promise<Entry[]> {
  const removed = await workspace.changeTree(room.roomId, async (tree) => {
    const entries = (await tree.repo.tree(room.roomId)).filter(which);
    if (entries.length === 0) throw new HubError('not_found');
    await tree.repo.setRemoved(entries, workspace.now());
    announce(tree, room, 'removed', entries);
    return entries;
  });
  for (const entry of removed) if (entry.type === 'document') await workspace.deps.live.documentRemoved(entry.id);
  return removed;
}

async function restoreOne(workspace: Workspace, room: WritableRoom, entry: Entry): Promise<{ path: string }> {
  await workspace.changeTree(room.roomId, async (tree) => {
    const ids = {
      documentIds: entry.type === 'document' ? [entry.id] : [],
      fileIds: entry.type === 'file' ? [entry.id] : [],
    };
    const wanted = await tree.repo.findRemoved(room.roomId, workspace.restorableSince(), ids);
    if (wanted.length === 0) throw new HubError('not_found');
    const { full, taken } = await restoreEntries(workspace, room, tree, wanted);
    if (taken !== null) throw new HubError('path_taken', { path: taken });
    if (full) throw new HubError('too_many', { limit: `${workspace.deps.limits.documentsPerRoom} documents` });
  });
  return { path: entry.path };
}

async function restoreEntries(
  workspace: Workspace,
  room: WritableRoom,
  tree: TreeTransaction,
  wanted: readonly Entry[],
) {
  const standing = await tree.repo.tree(room.roomId);
  const paths = new PathSet(standing.map((entry) => entry.path));
  const restored: Entry[] = [];
  const skipped: Skipped[] = [];
  let taken: string | null = null;
  let full = false;
  for (const entry of wanted) {
    const clash = paths.clash(entry.path);
    if (clash !== null) {
      taken ??= clash.existing;
      skipped.push({ path: entry.path, reason: because('elseThere') });
    } else if (standing.length + restored.length >= workspace.deps.limits.documentsPerRoom) {
      full = true;
      skipped.push({ path: entry.path, reason: because('roomFull') });
    } else {
      paths.add(entry.path);
      restored.push(entry);
    }
  }
  await tree.repo.setRemoved(restored, null);
  announce(tree, room, 'restored', restored);
  return { restored, skipped, taken, full };
}

function announce(
  tree: TreeTransaction,
  room: WritableRoom,
  what: 'removed' | 'restored',
  changed: readonly Entry[],
): void {
  for (const type of ['document', 'file'] as const) {
    const entries = changed.filter((entry) => entry.type === type).map(({ id, path }) => ({ id, path }));
    if (entries.length > 0) tree.emit(`${type}.${what}`, { by: room.userId, entries });
  }
}
