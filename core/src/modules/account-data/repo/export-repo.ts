import type { Database } from '@draftroom/drizzle/client';
import type { ExportState } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { accountExports, exportParts } from '@draftroom/drizzle/schema/profiles';
import { and, asc, desc, eq, lt, ne } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';

export interface ExportRow {
  readonly id: string;
  readonly userId: string;
  readonly state: ExportState;
  readonly progress: number;
  readonly size: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface ExportPart {
  readonly seq: number;
  readonly size: number;
  readonly assetId: string;
}

export function createExportRepo(db: Database) {
  return {
    /** Holds the person, so that two requests at once cannot both be the first of the day. */
    async lockUser(userId: string): Promise<void> {
      await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    },

    async newest(userId: string): Promise<ExportRow | undefined> {
      const [row] = await db
        .select()
        .from(accountExports)
        .where(and(eq(accountExports.userId, userId), ne(accountExports.state, 'failed')))
        .orderBy(desc(accountExports.createdAt))
        .limit(1);
      return row;
    },

    async find(exportId: string): Promise<ExportRow | undefined> {
      if (!idPattern.test(exportId)) return undefined;
      const [row] = await db.select().from(accountExports).where(eq(accountExports.id, exportId));
      return row;
    },

    async insert(row: ExportRow): Promise<void> {
      await db.insert(accountExports).values(row);
    },

    async change(
      exportId: string,
      change: Partial<{ state: ExportState; progress: number; size: number; finishedAt: Date }>,
    ): Promise<void> {
      await db.update(accountExports).set(change).where(eq(accountExports.id, exportId));
    },

    async addPart(exportId: string, part: ExportPart): Promise<void> {
      await db.insert(exportParts).values({ exportId, ...part });
    },

    async removeParts(exportId: string): Promise<void> {
      await db.delete(exportParts).where(eq(exportParts.exportId, exportId));
    },

    async parts(exportId: string): Promise<ExportPart[]> {
      const { seq, size, assetId } = exportParts;
      return await db
        .select({ seq, size, assetId })
        .from(exportParts)
        .where(eq(exportParts.exportId, exportId))
        .orderBy(asc(seq));
    },

    async removeExpired(now: Date): Promise<void> {
      await db.delete(accountExports).where(lt(accountExports.expiresAt, now));
    },
  };
}
