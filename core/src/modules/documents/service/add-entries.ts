/** The one way by which documents and files come into a tree. */
import type { UpdateOrigin } from '@draftroom/drizzle/enums';
import type { Limits } from '../../../contract/limits.ts';
import { type InitialContent, seedDocument } from '../content.ts';
import { PathSet } from '../paths.ts';
import type { WritableRoom } from '../policy.ts';
import type { DocumentsRepo } from '../repo.ts';
import type { TreeTransaction, Workspace } from './deps.ts';

export type NewEntry =
  | { type: 'document'; path: string; language: string | null; content: InitialContent }
  | ({
      type: 'file';
      path: string;
      /**
       * The path of the entry before it that this one comes along with: it has no place without that one. Its name is
       * made of its bytes: where that is taken it is there already.
       */
      comesWith?: string;
    } & (UnstoredBytes | { assetId: string }));

export interface UnstoredBytes {
  bytes: Uint8Array;
  mediaType: string;
}

export type EntryOutcome = { readonly added: true; readonly id: string; readonly entry: NewEntry } | Refused;

type Refused =
  | { readonly added: false; readonly reason: 'path_taken'; readonly existing: string; readonly entry: NewEntry }
  | { readonly added: false; readonly reason: 'too_many'; readonly limit: number; readonly entry: NewEntry }
  | { readonly added: false; readonly reason: 'left_behind'; readonly entry: NewEntry };

interface Prepared {
  readonly id: string;
  readonly entry: NewEntry;
  readonly assetId: string | null;
}

/**
 * Adds entries whose paths are valid. What clashes with the tree or exceeds a limit is left out and reported.
 * The first update is durable before the row is there: nobody can find a document that is not yet written.
 */
export async function addEntries(
  workspace: Workspace,
  room: WritableRoom,
  entries: readonly NewEntry[],
  origin: UpdateOrigin,
): Promise<EntryOutcome[]> {
  const refusalOf = await openPlaces(workspace.deps.limits, workspace.repo, room);
  const prepared = await Promise.all(
    entries.map(async (entry): Promise<Prepared | Refused> => {
      return refusalOf(entry) ?? (await prepare(workspace, room, entry, origin));
    }),
  );
  const outcomes = await workspace.changeTree(room.roomId, (tree) => insert(workspace, room, tree, prepared));
  await Promise.all(
    prepared.map(async (item, i) => {
      // Somebody was faster with this path, or with the last place: no row will ever name what was written for it.
      const lost = 'id' in item && outcomes[i]?.added === false;
      if (!lost || item.entry.type !== 'document') return;
      await workspace.deps.live.documentRemoved(item.id);
      await workspace.deps.log.destroy(item.id);
    }),
  );
  return outcomes;
}

/**
 * Puts a file where another one stands. Its bytes are stored first and both change places at once: whatever fails, one of
 * the two is there. False when no file stands there any more.
 */
export async function replaceFile(
  workspace: Workspace,
  room: WritableRoom,
  entry: Extract<NewEntry, { type: 'file' }>,
): Promise<boolean> {
  const fresh = await prepare(workspace, room, entry, 'import');
  return await workspace.changeTree(room.roomId, async (tree) => {
    const there = (await tree.repo.tree(room.roomId)).find(({ path }) => path === entry.path);
    if (there?.type !== 'file') return false;
    const at = workspace.now();
    await tree.repo.setRemoved([there], at);
    tree.emit('file.removed', { by: room.userId, entries: [{ id: there.id, path: there.path }] });
    await insertRows(tree, room, [fresh], at);
    return true;
  });
}

async function prepare(
  { deps, newId }: Workspace,
  room: WritableRoom,
  entry: NewEntry,
  origin: UpdateOrigin,
): Promise<Prepared> {
  const id = newId();
  if (entry.type === 'document') {
    const by = { origin, userId: room.userId };
    await deps.live.create(id, room.roomId, (doc) => seedDocument(doc, entry.content), by);
    return { id, entry, assetId: null };
  }
  return { id, entry, assetId: 'assetId' in entry ? entry.assetId : await deps.assets.store(entry) };
}

async function insert(
  { deps, now }: Workspace,
  room: WritableRoom,
  tree: TreeTransaction,
  prepared: readonly (Prepared | Refused)[],
): Promise<EntryOutcome[]> {
  const refusalOf = await openPlaces(deps.limits, tree.repo, room);
  const added: Prepared[] = [];
  const outcomes = prepared.map((item): EntryOutcome => {
    if ('added' in item) return item;
    const { id, entry } = item;
    const refusal = refusalOf(entry);
    if (refusal !== null) return refusal;
    added.push(item);
    return { added: true, id, entry };
  });
  await insertRows(tree, room, added, now());
  return outcomes;
}

/**
 * Who gets a place, asked in turn. Asked before anything is written, so that what is refused costs nothing, and again
 * with the tree to oneself, where it counts.
 */
async function openPlaces(
  limits: Limits,
  repo: DocumentsRepo,
  { roomId, userId }: WritableRoom,
): Promise<(entry: NewEntry) => Refused | null> {
  const standing = await repo.tree(roomId);
  const paths = new PathSet(standing.map((entry) => entry.path));
  let inRoom = standing.length;
  let ofUser = await repo.countDocumentsOf(userId);
  const refused = new Set<string>();
  return (entry) => {
    const refusal = refusalOf(entry);
    if (refusal !== null) {
      refused.add(entry.path);
      return refusal;
    }
    paths.add(entry.path);
    inRoom++;
    if (entry.type === 'document') ofUser++;
    return null;
  };

  function refusalOf(entry: NewEntry): Refused | null {
    if (entry.type === 'file' && entry.comesWith !== undefined && refused.has(entry.comesWith)) {
      return { added: false, reason: 'left_behind', entry };
    }
    const clash = paths.clash(entry.path);
    if (clash !== null) return { added: false, reason: 'path_taken', existing: clash.existing, entry };
    const limit = exceeded(entry);
    return limit === null ? null : { added: false, reason: 'too_many', limit, entry };
  }

  function exceeded({ type }: NewEntry): number | null {
    if (inRoom >= limits.documentsPerRoom) return limits.documentsPerRoom;
    return type === 'document' && ofUser >= limits.documentsPerUser ? limits.documentsPerUser : null;
  }
}

async function insertRows(
  tree: TreeTransaction,
  room: WritableRoom,
  added: readonly Prepared[],
  at: Date,
): Promise<void> {
  const { roomId, userId } = room;
  const documents = added.flatMap(({ id, entry }) =>
    entry.type === 'document'
      ? [{ id, roomId, userId, kind: entry.content.kind, path: entry.path, language: entry.language }]
      : [],
  );
  const files = added.flatMap(({ id, entry, assetId }) =>
    entry.type === 'file' && assetId !== null ? [{ id, roomId, userId, path: entry.path, assetId }] : [],
  );
  await tree.repo.insertDocuments(documents, at);
  await tree.repo.insertFiles(files, at);
  const named = (rows: readonly { id: string; path: string }[]) => rows.map(({ id, path }) => ({ id, path }));
  if (documents.length > 0) tree.emit('document.created', { by: userId, entries: named(documents) });
  if (files.length > 0) tree.emit('file.created', { by: userId, entries: named(files) });
}
