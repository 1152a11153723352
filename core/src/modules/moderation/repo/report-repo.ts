import type { Database } from '@draftroom/drizzle/client';
import type { ReportReason } from '@draftroom/drizzle/enums';
import { reports } from '@draftroom/drizzle/schema/moderation';
import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';

export interface ReportRecord {
  readonly id: string;
  readonly reviewItemId: string;
  readonly reporterId: string | null;
  readonly reason: ReportReason;
  readonly words: string;
  readonly weight: number;
  readonly snapshot: unknown;
  readonly createdAt: Date;
  /** 1, 0, or null while nothing is decided. */
  readonly agreed: number | null;
}

/** So many of somebody's newest decided reports say how often moderators agree. */
const remembered = 500;

export function createReportRepo(db: Database) {
  return {
    /** False when this person has reported the item before. */
    async insert(report: ReportRecord): Promise<boolean> {
      const rows = await db
        .insert(reports)
        .values(report)
        .onConflictDoNothing({ target: [reports.reviewItemId, reports.reporterId] })
        .returning({ id: reports.id });
      return rows.length > 0;
    },

    async list(itemId: string): Promise<ReportRecord[]> {
      return await db
        .select()
        .from(reports)
        .where(eq(reports.reviewItemId, itemId))
        .orderBy(asc(reports.id))
        .limit(500);
    },

    async accuracy(reporterId: string): Promise<{ agreed: number; refused: number }> {
      const decided = await db
        .select({ agreed: reports.agreed })
        .from(reports)
        .where(and(eq(reports.reporterId, reporterId), isNotNull(reports.agreed)))
        .orderBy(desc(reports.createdAt))
        .limit(remembered);
      const agreed = decided.filter((report) => report.agreed === 1).length;
      return { agreed, refused: decided.length - agreed };
    },

    /** Returns who is to be told. */
    async settle(itemId: string, agreed: boolean): Promise<string[]> {
      const rows = await db
        .update(reports)
        .set({ agreed: agreed ? 1 : 0 })
        .where(eq(reports.reviewItemId, itemId))
        .returning({ reporterId: reports.reporterId });
      return rows.flatMap(({ reporterId }) => (reporterId === null ? [] : [reporterId]));
    },
  };
}
