/** What was made of drawings, in the database. */
import type { Database } from '@draftroom/drizzle/client';
import { drawingPreviews, drawingRefusals, drawingReports } from '@draftroom/drizzle/schema/documents';
import { and, eq, sql } from 'drizzle-orm';
import { type DrawingReport, drawingReportSchema } from '../../../contract/drawing-report.ts';
import type { ErrorCode, ErrorDetails } from '../../../contract/errors.ts';

export type DrawingJob = 'analyze-drawing' | 'render-preview';

export interface KeptPreview {
  readonly seq: number;
  readonly assetId: string;
  readonly width: number;
  readonly height: number;
  readonly thumbhash: string;
  readonly madeAt: Date;
}

export interface KeptReport {
  readonly seq: number;
  readonly report: DrawingReport;
  readonly madeAt: Date;
}

export interface KeptRefusal {
  readonly seq: number;
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** A result of an older state never takes the place of a newer one, whoever comes last. */
export function createDrawingsRepo(db: Database) {
  return {
    async preview(documentId: string): Promise<KeptPreview | undefined> {
      const [row] = await db.select().from(drawingPreviews).where(eq(drawingPreviews.documentId, documentId));
      return row;
    },

    async keepPreview(documentId: string, preview: KeptPreview): Promise<void> {
      await db
        .insert(drawingPreviews)
        .values({ documentId, ...preview })
        .onConflictDoUpdate({
          target: drawingPreviews.documentId,
          set: preview,
          setWhere: sql`excluded.seq >= ${drawingPreviews.seq}`,
        });
    },

    /** A report in a form that is not known any more counts as none. */
    async report(documentId: string): Promise<KeptReport | undefined> {
      const [row] = await db.select().from(drawingReports).where(eq(drawingReports.documentId, documentId));
      const report = drawingReportSchema.safeParse(row?.report);
      return row === undefined || !report.success ? undefined : { ...row, report: report.data };
    },

    async keepReport(documentId: string, report: KeptReport): Promise<void> {
      await db
        .insert(drawingReports)
        .values({ documentId, ...report })
        .onConflictDoUpdate({
          target: drawingReports.documentId,
          set: report,
          setWhere: sql`excluded.seq >= ${drawingReports.seq}`,
        });
    },

    async refusal(documentId: string, job: DrawingJob): Promise<KeptRefusal | undefined> {
      const [row] = await db
        .select()
        .from(drawingRefusals)
        .where(and(eq(drawingRefusals.documentId, documentId), eq(drawingRefusals.job, job)));
      if (row === undefined) return undefined;
      return { seq: row.seq, code: row.code as ErrorCode, details: row.details as ErrorDetails };
    },

    async keepRefusal(documentId: string, job: DrawingJob, refusal: KeptRefusal): Promise<void> {
      await db
        .insert(drawingRefusals)
        .values({ documentId, job, ...refusal })
        .onConflictDoUpdate({
          target: [drawingRefusals.documentId, drawingRefusals.job],
          set: refusal,
          setWhere: sql`excluded.seq >= ${drawingRefusals.seq}`,
        });
    },
  };
}
