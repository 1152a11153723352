/** Versions in the database; their states are in the blob store. */
import type { Database } from '@draftroom/drizzle/client';
import type { VersionKind } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { versions } from '@draftroom/drizzle/schema/documents';
import { and, count, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { Author } from '../schema.ts';

export interface VersionRow {
  readonly id: string;
  readonly documentId: string;
  readonly kind: VersionKind;
  readonly name: string | null;
  readonly seq: number;
  readonly stateId: string;
  readonly size: number;
  /** Ids of users. */
  readonly authors: readonly string[];
  readonly createdBy: Author | null;
  readonly createdAt: Date;
}

/** Where a page ends. */
export type VersionPlace = Pick<VersionRow, 'seq' | 'id'>;

export type NewVersion = Omit<VersionRow, 'createdBy'> & { readonly userId: string | null };

export function createVersionsRepo(db: Database) {
  const select = () =>
    db
      .select({
        id: versions.id,
        documentId: versions.documentId,
        kind: versions.kind,
        name: versions.name,
        seq: versions.seq,
        stateId: versions.stateId,
        size: versions.size,
        authors: versions.authors,
        createdBy: { id: users.id, name: users.name, colour: users.colour },
        createdAt: versions.createdAt,
      })
      .from(versions)
      .leftJoin(users, eq(users.id, versions.createdBy));

  return {
    /** Held to the end of the transaction: versions of one document are added and thinned by one at a time. */
    async lock(documentId: string): Promise<void> {
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`versions:${documentId}`}, 0))`);
    },

    async find(versionId: string): Promise<VersionRow | undefined> {
      if (!idPattern.test(versionId)) return undefined;
      return (await select().where(eq(versions.id, versionId)))[0];
    },

    /** Newest first: what holds more is newer, whatever the clocks of several hubs say. */
    async list(documentId: string, page: { before?: VersionPlace; limit: number }): Promise<VersionRow[]> {
      const { before } = page;
      const older =
        before === undefined
          ? undefined
          : or(lt(versions.seq, before.seq), and(eq(versions.seq, before.seq), lt(versions.id, before.id)));
      return await select()
        .where(and(eq(versions.documentId, documentId), older))
        .orderBy(desc(versions.seq), desc(versions.id))
        .limit(page.limit);
    },

    /** The one that holds the most. */
    async latest(documentId: string): Promise<{ seq: number; createdAt: Date } | undefined> {
      const [row] = await db
        .select({ seq: versions.seq, createdAt: versions.createdAt })
        .from(versions)
        .where(eq(versions.documentId, documentId))
        .orderBy(desc(versions.seq), desc(versions.id))
        .limit(1);
      return row;
    },

    async countNamed(documentId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(versions)
        .where(and(eq(versions.documentId, documentId), eq(versions.kind, 'named')));
      return row?.count ?? 0;
    },

    async insert({ userId, authors, ...row }: NewVersion): Promise<void> {
      await db.insert(versions).values({ ...row, authors: [...authors], createdBy: userId });
    },

    async name(versionId: string, name: string, userId: string): Promise<void> {
      await db.update(versions).set({ name, kind: 'named', createdBy: userId }).where(eq(versions.id, versionId));
    },

    async remove(versionIds: readonly string[]): Promise<void> {
      if (versionIds.length > 0) await db.delete(versions).where(inArray(versions.id, [...versionIds]));
    },

    /** What thinning decides over. */
    async ages(documentId: string): Promise<{ id: string; kind: VersionKind; createdAt: Date; stateId: string }[]> {
      return await db
        .select({ id: versions.id, kind: versions.kind, createdAt: versions.createdAt, stateId: versions.stateId })
        .from(versions)
        .where(eq(versions.documentId, documentId))
        .orderBy(desc(versions.id));
    },

    async authors(userIds: readonly string[]): Promise<Map<string, Author>> {
      if (userIds.length === 0) return new Map();
      const rows = await db
        .select({ id: users.id, name: users.name, colour: users.colour })
        .from(users)
        .where(inArray(users.id, [...userIds]));
      return new Map(rows.map((row) => [row.id, row]));
    },
  };
}
