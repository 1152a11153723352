import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bringTo, contentAsText, documentFromUpdates } from '../content.ts';
import type { VersionedRoom } from '../policy.ts';
import type { DocumentRow } from '../repo.ts';
import type { Author, Version } from '../schema.ts';
import type { Workspace } from '../service/deps.ts';
import { createVersionsRepo, type VersionPlace, type VersionRow } from './repo.ts';
import { takeVersion, versionState } from './take-version.ts';

export interface VersionsService {
  list(
    actor: Actor,
    input: { documentId: string; cursor?: string; limit: number },
  ): Promise<{ items: Version[]; nextCursor: string | null }>;
  create(actor: Actor, input: { documentId: string; name: string }): Promise<{ id: string }>;
  content(actor: Actor, versionId: string): Promise<{ id: string; kind: DocumentRow['kind']; text: string }>;
  /** Naming an automatic version keeps it for ever. */
  rename(actor: Actor, input: { versionId: string; name: string }): Promise<void>;
  remove(actor: Actor, versionId: string): Promise<void>;
  restore(actor: Actor, versionId: string): Promise<{ seq: number }>;
}

export function createVersionsService(workspace: Workspace): VersionsService {
  const { deps } = workspace;
  const repo = createVersionsRepo(deps.db);

  async function find<Action extends 'read' | 'version'>(actor: Actor, versionId: string, action: Action) {
    const version = await repo.find(versionId);
    if (version === undefined) throw new HubError('not_found');
    return { version, ...(await workspace.document(actor, version.documentId, action)) };
  }

  return {
    async list(actor, { documentId, cursor, limit }) {
      await workspace.document(actor, documentId, 'read');
      const rows = await repo.list(documentId, { before: fromCursor(cursor), limit: limit + 1 });
      const page = rows.slice(0, limit);
      const authors = await repo.authors([...new Set(page.flatMap((row) => row.authors))]);
      return {
        items: page.map((row) => toVersion(row, authors)),
        nextCursor: rows.length > limit ? toCursor(page.at(-1)) : null,
      };
    },

    async create(actor, { documentId, name }) {
      const { room } = await workspace.document(actor, documentId, 'version');
      const { roomId, userId } = room;
      const made = await takeVersion(workspace, { documentId, roomId, kind: 'named', name, userId });
      if (made === null) throw new HubError('internal');
      return { id: made.id };
    },

    async content(actor, versionId) {
      const { version, row } = await find(actor, versionId, 'read');
      const doc = documentFromUpdates([await versionState(workspace, version)]);
      return { id: version.id, kind: row.kind, text: contentAsText(doc, row.kind) };
    },

    async rename(actor, { versionId, name }) {
      const { version, room } = await find(actor, versionId, 'version');
      const { roomId, userId: by } = room;
      await deps.events.transaction(async (tx, emit) => {
        await createVersionsRepo(tx).name(versionId, name, by);
        emit(`room:${roomId}`, 'version.changed', { documentId: version.documentId, versionId, name, by });
      });
    },

    async remove(actor, versionId) {
      const { version, room } = await find(actor, versionId, 'version');
      if (version.kind !== 'named') {
        throw new HubError('invalid_input', {
          versionId: 'Only named versions are removed by hand; others thin out by themselves.',
        });
      }
      await dropVersions(workspace, [version]);
      const payload = { documentId: version.documentId, versionId, by: room.userId };
      await deps.events.transaction(async (_tx, emit) => emit(`room:${room.roomId}`, 'version.removed', payload));
    },

    async restore(actor, versionId) {
      const { version, row, room } = await find(actor, versionId, 'version');
      return await restoreVersion(workspace, room, { version, document: row });
    },
  };
}

/** A forward edit by the hub, after what is there now was put aside as a version of its own. */
async function restoreVersion(
  workspace: Workspace,
  room: VersionedRoom,
  { version, document }: { version: VersionRow; document: DocumentRow },
): Promise<{ seq: number }> {
  const { roomId, userId } = room;
  const wanted = documentFromUpdates([await versionState(workspace, version)]);
  await takeVersion(workspace, { documentId: document.id, roomId, kind: 'before_restore', name: null, userId });
  const by = { origin: 'restore', userId } as const;
  return await workspace.deps.live.edit(document.id, by, (doc) => bringTo(doc, document.kind, wanted));
}

/** Also the bytes, where no other version has the same. */
export async function dropVersions(
  workspace: Workspace,
  rows: readonly { id: string; stateId: string }[],
): Promise<void> {
  await createVersionsRepo(workspace.deps.db).remove(rows.map((row) => row.id));
  for (const stateId of new Set(rows.map((row) => row.stateId))) {
    if (!(await workspace.repo.blobInUse(stateId))) await workspace.deps.blobs.remove(stateId);
  }
}

function toCursor(last: VersionPlace | undefined): string | null {
  return last === undefined ? null : `${last.seq}.${last.id}`;
}

/** A cursor that was not made here starts at the top. */
function fromCursor(cursor: string | undefined): VersionPlace | undefined {
  const [, seq, id] = /^(\d{1,15})\.(\w+)$/.exec(cursor ?? '') ?? [];
  return seq === undefined || id === undefined ? undefined : { seq: Number(seq), id };
}

function toVersion(row: VersionRow, authors: ReadonlyMap<string, Author>): Version {
  const { id, documentId, kind, name, seq, size, createdBy, createdAt } = row;
  return {
    id,
    documentId,
    kind,
    name,
    seq,
    size,
    authors: row.authors.flatMap((userId) => authors.get(userId) ?? []),
    createdBy,
    createdAt: createdAt.toISOString(),
  };
}
