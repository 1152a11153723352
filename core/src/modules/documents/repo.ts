/** Documents, files and assets in the database. */
import type { Database } from '@draftroom/drizzle/client';
import type { DocumentKind } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { assets, documents, drawingPreviews, roomFiles, versions } from '@draftroom/drizzle/schema/documents';
import { rooms } from '@draftroom/drizzle/schema/rooms';
import { and, asc, count, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { idPattern } from '../../contract/ids.ts';
import { pathKey } from './paths.ts';
import type { Author } from './schema.ts';

export interface DocumentRow {
  readonly id: string;
  readonly roomId: string;
  readonly kind: DocumentKind;
  readonly path: string;
  readonly language: string | null;
  readonly createdAt: Date;
  readonly createdBy: Author | null;
  readonly changedAt: Date;
  readonly changedBy: Author | null;
  readonly removedAt: Date | null;
}

export interface FileRow {
  readonly id: string;
  readonly roomId: string;
  readonly path: string;
  readonly assetId: string;
  readonly size: number;
  readonly mediaType: string;
  readonly createdAt: Date;
  readonly createdBy: Author | null;
  readonly removedAt: Date | null;
}

interface NewDocument {
  id: string;
  roomId: string;
  kind: DocumentKind;
  path: string;
  language: string | null;
  userId: string | null;
}

interface NewFile {
  id: string;
  roomId: string;
  path: string;
  assetId: string;
  userId: string | null;
}

/** An entry of a room's tree, as far as clashes of paths need it. */
export interface TreeEntry {
  readonly id: string;
  readonly path: string;
  readonly type: 'document' | 'file';
  /** Null for files. */
  readonly kind: DocumentKind | null;
}

export type DocumentsRepo = ReturnType<typeof createDocumentsRepo>;

export function createDocumentsRepo(db: Database) {
  return { ...documentQueries(db), ...fileQueries(db), ...treeQueries(db) };
}

const creators = alias(users, 'creators');
const changers = alias(users, 'changers');
const creatorColumns = { id: creators.id, name: creators.name, colour: creators.colour };

const documentColumns = {
  id: documents.id,
  roomId: documents.roomId,
  kind: documents.kind,
  path: documents.path,
  language: documents.language,
  createdAt: documents.createdAt,
  createdBy: creatorColumns,
  changedAt: documents.changedAt,
  changedBy: { id: changers.id, name: changers.name, colour: changers.colour },
  removedAt: documents.removedAt,
};

const fileColumns = {
  id: roomFiles.id,
  roomId: roomFiles.roomId,
  path: roomFiles.path,
  assetId: roomFiles.assetId,
  size: assets.size,
  mediaType: assets.mediaType,
  createdAt: roomFiles.createdAt,
  createdBy: creatorColumns,
  removedAt: roomFiles.removedAt,
};

function documentQueries(db: Database) {
  const select = () =>
    db
      .select(documentColumns)
      .from(documents)
      .leftJoin(creators, eq(creators.id, documents.createdBy))
      .leftJoin(changers, eq(changers.id, documents.changedBy));
  return {
    /** Also removed ones. */
    async findDocument(documentId: string): Promise<DocumentRow | undefined> {
      if (!idPattern.test(documentId)) return undefined;
      return (await select().where(eq(documents.id, documentId)))[0];
    },

    /** The room of a document that is not removed; all that a connection needs to know. */
    async roomOf(documentId: string): Promise<string | undefined> {
      if (!idPattern.test(documentId)) return undefined;
      const [row] = await db
        .select({ roomId: documents.roomId })
        .from(documents)
        .where(and(eq(documents.id, documentId), isNull(documents.removedAt)));
      return row?.roomId;
    },

    async listDocuments(roomId: string): Promise<DocumentRow[]> {
      return await select()
        .where(and(eq(documents.roomId, roomId), isNull(documents.removedAt)))
        .orderBy(asc(documents.path));
    },

    async listRemovedDocuments(roomId: string, since: Date, limit: number): Promise<DocumentRow[]> {
      return await select()
        .where(and(eq(documents.roomId, roomId), gt(documents.removedAt, since)))
        .orderBy(desc(documents.removedAt), asc(documents.path))
        .limit(limit);
    },

    async insertDocuments(rows: readonly NewDocument[], at: Date): Promise<void> {
      if (rows.length === 0) return;
      await db.insert(documents).values(
        rows.map(({ userId, ...row }) => ({
          ...row,
          pathKey: pathKey(row.path),
          createdBy: userId,
          createdAt: at,
          changedAt: at,
          changedBy: userId,
        })),
      );
    },

    async setDocumentLanguage(documentId: string, language: string | null): Promise<void> {
      await db.update(documents).set({ language }).where(eq(documents.id, documentId));
    },

    /** Never backwards: observers may report out of order. */
    async touchDocument(documentId: string, at: Date, userId: string | null): Promise<void> {
      await db
        .update(documents)
        .set({ changedAt: at, ...(userId === null ? {} : { changedBy: userId }) })
        .where(and(eq(documents.id, documentId), lt(documents.changedAt, at)));
    },

    /** Documents that were removed before a moment, themselves or with their room. */
    async listPurgeable(before: Date, limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: documents.id })
        .from(documents)
        .innerJoin(rooms, eq(rooms.id, documents.roomId))
        .where(or(lt(documents.removedAt, before), lt(rooms.removedAt, before)))
        .limit(limit);
      return rows.map((row) => row.id);
    },

    async deleteDocument(documentId: string): Promise<void> {
      await db.delete(documents).where(eq(documents.id, documentId));
    },

    async countDocumentsOf(userId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(documents)
        .where(and(eq(documents.createdBy, userId), isNull(documents.removedAt)));
      return row?.count ?? 0;
    },
  };
}

function fileQueries(db: Database) {
  const select = () =>
    db
      .select(fileColumns)
      .from(roomFiles)
      .innerJoin(assets, eq(assets.id, roomFiles.assetId))
      .leftJoin(creators, eq(creators.id, roomFiles.createdBy));
  return {
    /** Also removed ones. */
    async findFile(fileId: string): Promise<FileRow | undefined> {
      if (!idPattern.test(fileId)) return undefined;
      return (await select().where(eq(roomFiles.id, fileId)))[0];
    },

    async listFiles(roomId: string): Promise<FileRow[]> {
      return await select()
        .where(and(eq(roomFiles.roomId, roomId), isNull(roomFiles.removedAt)))
        .orderBy(asc(roomFiles.path));
    },

    async listRemovedFiles(roomId: string, since: Date, limit: number): Promise<FileRow[]> {
      return await select()
        .where(and(eq(roomFiles.roomId, roomId), gt(roomFiles.removedAt, since)))
        .orderBy(desc(roomFiles.removedAt), asc(roomFiles.path))
        .limit(limit);
    },

    async insertFiles(rows: readonly NewFile[], at: Date): Promise<void> {
      if (rows.length === 0) return;
      await db
        .insert(roomFiles)
        .values(
          rows.map(({ userId, ...row }) => ({ ...row, pathKey: pathKey(row.path), createdBy: userId, createdAt: at })),
        );
    },

    /** Their assets are left to the purge of those. */
    async deletePurgeableFiles(before: Date): Promise<void> {
      await db.delete(roomFiles).where(lt(roomFiles.removedAt, before));
    },

    /** Whether an asset stands in a room as a file. */
    async standsIn(roomId: string, assetId: string): Promise<boolean> {
      const rows = await db
        .select({ id: roomFiles.id })
        .from(roomFiles)
        .where(and(eq(roomFiles.roomId, roomId), eq(roomFiles.assetId, assetId), isNull(roomFiles.removedAt)))
        .limit(1);
      return rows.length > 0;
    },

    /** Whose picture an asset is, and in which rooms it stands as a file or as the preview of a drawing. */
    async assetUse(
      assetId: string,
    ): Promise<{ mediaType: string; size: number; avatar: boolean; roomIds: string[] } | undefined> {
      if (!/^[0-9a-f]{64}$/.test(assetId)) return undefined;
      const [asset] = await db.select().from(assets).where(eq(assets.id, assetId));
      if (asset === undefined) return undefined;
      const [owner] = await db.select({ id: users.id }).from(users).where(eq(users.avatarId, assetId)).limit(1);
      const standsIn = await db
        .selectDistinct({ roomId: roomFiles.roomId })
        .from(roomFiles)
        .where(and(eq(roomFiles.assetId, assetId), isNull(roomFiles.removedAt)))
        .limit(1000);
      const shownIn = await db
        .selectDistinct({ roomId: documents.roomId })
        .from(drawingPreviews)
        .innerJoin(documents, eq(documents.id, drawingPreviews.documentId))
        .where(and(eq(drawingPreviews.assetId, assetId), isNull(documents.removedAt)))
        .limit(1000);
      return {
        mediaType: asset.mediaType,
        size: asset.size,
        avatar: owner !== undefined,
        roomIds: [...standsIn, ...shownIn].map((row) => row.roomId),
      };
    },

    /** Whether a blob is needed by anything that the database knows of. */
    async blobInUse(blobId: string): Promise<boolean> {
      const [asset] = await db.select({ id: assets.id }).from(assets).where(eq(assets.id, blobId));
      if (asset !== undefined) return true;
      const [version] = await db
        .select({ id: versions.id })
        .from(versions)
        .where(eq(versions.stateId, blobId))
        .limit(1);
      return version !== undefined;
    },
  };
}

function treeQueries(db: Database) {
  return {
    /** Held to the end of the transaction: whoever changes the paths of a room does so alone. */
    async lockTree(roomId: string): Promise<void> {
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tree:${roomId}`}, 0))`);
    },

    /** Everything that stands in the tree now. */
    async tree(roomId: string): Promise<TreeEntry[]> {
      const texts = await db
        .select({ id: documents.id, path: documents.path, kind: documents.kind })
        .from(documents)
        .where(and(eq(documents.roomId, roomId), isNull(documents.removedAt)));
      const files = await db
        .select({ id: roomFiles.id, path: roomFiles.path })
        .from(roomFiles)
        .where(and(eq(roomFiles.roomId, roomId), isNull(roomFiles.removedAt)));
      return [
        ...texts.map((row) => ({ ...row, type: 'document' as const })),
        ...files.map((row) => ({ ...row, type: 'file' as const, kind: null })),
      ];
    },

    /** New paths for entries. All leave their old places first, so that entries may take the places of each other. */
    async moveEntries(moves: readonly { id: string; type: TreeEntry['type']; path: string }[]): Promise<void> {
      for (const type of ['document', 'file'] as const) {
        const table = type === 'document' ? documents : roomFiles;
        const mine = moves.filter((move) => move.type === type);
        if (mine.length === 0) continue;
        const rows = JSON.stringify(mine.map(({ id, path }) => ({ id, path, key: pathKey(path) })));
        const ids = mine.map((move) => move.id);
        if (mine.length > 1) await db.update(table).set({ pathKey: sql`'/' || id` }).where(inArray(table.id, ids));
        await db.execute(sql`
          update ${table} as entry set path = move.path, path_key = move.key
          from jsonb_to_recordset(${rows}::jsonb) as move(id text, path text, key text)
          where entry.id = move.id`);
      }
    },

    async setRemoved(entries: readonly Pick<TreeEntry, 'id' | 'type'>[], removedAt: Date | null): Promise<void> {
      for (const type of ['document', 'file'] as const) {
        const table = type === 'document' ? documents : roomFiles;
        const ids = entries.filter((entry) => entry.type === type).map((entry) => entry.id);
        if (ids.length > 0) await db.update(table).set({ removedAt }).where(inArray(table.id, ids));
      }
    },

    /** Of these ids, those that are entries of this room and were removed after a moment. */
    async findRemoved(
      roomId: string,
      since: Date,
      ids: { documentIds: readonly string[]; fileIds: readonly string[] },
    ): Promise<TreeEntry[]> {
      const [documentIds, fileIds] = [ids.documentIds, ids.fileIds].map((some) =>
        some.filter((id) => idPattern.test(id)),
      ) as [string[], string[]];
      const texts =
        documentIds.length === 0
          ? []
          : await db
              .select({ id: documents.id, path: documents.path, kind: documents.kind })
              .from(documents)
              .where(
                and(eq(documents.roomId, roomId), gt(documents.removedAt, since), inArray(documents.id, documentIds)),
              );
      const files =
        fileIds.length === 0
          ? []
          : await db
              .select({ id: roomFiles.id, path: roomFiles.path })
              .from(roomFiles)
              .where(and(eq(roomFiles.roomId, roomId), gt(roomFiles.removedAt, since), inArray(roomFiles.id, fileIds)));
      return [
        ...texts.map((row) => ({ ...row, type: 'document' as const })),
        ...files.map((row) => ({ ...row, type: 'file' as const, kind: null })),
      ];
    },
  };
}
