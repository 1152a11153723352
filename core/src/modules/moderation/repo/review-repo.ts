import type { Database } from '@draftroom/drizzle/client';
import type { ReportReason, ReportTarget, SiteRole } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { reports, reviewItems } from '@draftroom/drizzle/schema/moderation';
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised, Case } from '../policy.ts';
import type { Finding, ReviewSource } from '../schema.ts';

export interface ReviewRecord {
  readonly id: string;
  readonly targetType: ReportTarget;
  readonly targetId: string;
  readonly ownerId: string | null;
  readonly source: ReviewSource;
  readonly findings: Finding[];
  readonly weight: number;
  readonly reportCount: number;
  readonly snapshot: unknown;
  readonly claimedBy: string | null;
  readonly claimedAt: Date | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly closedAt: Date | null;
}

export interface ReviewRow {
  readonly item: ReviewRecord;
  readonly owner: (RoomPerson & { readonly siteRole: SiteRole }) | null;
  readonly claimer: RoomPerson | null;
}

export interface ReviewPlace {
  /** The weight in the open queue, milliseconds among closed ones. */
  readonly order: number;
  readonly id: string;
}

export function createReviewRepo(db: Database) {
  return { ...reviewLists(db), ...reviewCounts(db), ...reviewChanges(db) };
}

function reviewLists(db: Database) {
  const owners = alias(users, 'owners');
  const claimers = alias(users, 'claimers');
  const select = () =>
    db
      .select({
        item: reviewItems,
        owner: {
          userId: owners.id,
          name: owners.name,
          colour: owners.colour,
          avatarId: owners.avatarId,
          siteRole: owners.siteRole,
        },
        claimer: { userId: claimers.id, name: claimers.name, colour: claimers.colour, avatarId: claimers.avatarId },
      })
      .from(reviewItems)
      .leftJoin(owners, eq(owners.id, reviewItems.ownerId))
      .leftJoin(claimers, eq(claimers.id, reviewItems.claimedBy));

  return {
    async find(itemId: string): Promise<ReviewRow | undefined> {
      if (!idPattern.test(itemId)) return undefined;
      const [row] = await select().where(eq(reviewItems.id, itemId));
      return row as ReviewRow | undefined;
    },

    async findOpen(targetType: ReportTarget, targetId: string): Promise<ReviewRecord | undefined> {
      const [row] = await db
        .select()
        .from(reviewItems)
        .where(
          and(eq(reviewItems.targetType, targetType), eq(reviewItems.targetId, targetId), isNull(reviewItems.closedAt)),
        );
      return row as ReviewRecord | undefined;
    },

    async listOpen(page: { after: ReviewPlace | null; claimedBy?: string; limit: number }): Promise<ReviewRow[]> {
      const { after } = page;
      const rows = await select()
        .where(
          and(
            isNull(reviewItems.closedAt),
            page.claimedBy === undefined ? undefined : eq(reviewItems.claimedBy, page.claimedBy),
            after === null
              ? undefined
              : or(
                  lt(reviewItems.weight, after.order),
                  and(eq(reviewItems.weight, after.order), gt(reviewItems.id, after.id)),
                ),
          ),
        )
        .orderBy(desc(reviewItems.weight), asc(reviewItems.id))
        .limit(page.limit);
      return rows as ReviewRow[];
    },

    async listClosed(page: { after: ReviewPlace | null; limit: number }): Promise<ReviewRow[]> {
      const { after } = page;
      const at = after === null ? null : new Date(after.order);
      const rows = await select()
        .where(
          and(
            isNotNull(reviewItems.closedAt),
            after === null || at === null
              ? undefined
              : or(lt(reviewItems.closedAt, at), and(eq(reviewItems.closedAt, at), lt(reviewItems.id, after.id))),
          ),
        )
        .orderBy(desc(reviewItems.closedAt), desc(reviewItems.id))
        .limit(page.limit);
      return rows as ReviewRow[];
    },
  };
}

function reviewCounts(db: Database) {
  return {
    async reasons(itemIds: readonly string[]): Promise<Map<string, { reason: ReportReason; count: number }[]>> {
      if (itemIds.length === 0) return new Map();
      const rows = await db
        .select({ itemId: reports.reviewItemId, reason: reports.reason, count: count() })
        .from(reports)
        .where(inArray(reports.reviewItemId, [...itemIds]))
        .groupBy(reports.reviewItemId, reports.reason)
        .orderBy(desc(count()), asc(reports.reason));
      const grouped = Map.groupBy(rows, ({ itemId }) => itemId);
      return new Map([...grouped].map(([id, of]) => [id, of.map(({ reason, count }) => ({ reason, count }))]));
    },

    /** At most `cap`. */
    async countOpen(cap: number): Promise<number> {
      const some = db
        .select({ one: sql`1` })
        .from(reviewItems)
        .where(isNull(reviewItems.closedAt))
        .limit(cap)
        .as('some');
      const [row] = await db.select({ count: count() }).from(some);
      return row?.count ?? 0;
    },
  };
}

function reviewChanges(db: Database) {
  return {
    /**
     * The one open item of a thing: made, or given more weight. Of two at once the second waits for the first and adds to
     * it.
     */
    async open(item: ReviewRecord): Promise<ReviewRecord> {
      const [row] = await db
        .insert(reviewItems)
        .values(item)
        .onConflictDoUpdate({
          target: [reviewItems.targetType, reviewItems.targetId],
          targetWhere: sql`closed_at is null`,
          set: {
            weight: sql`${reviewItems.weight} + ${item.weight}`,
            reportCount: sql`${reviewItems.reportCount} + ${item.reportCount}`,
            findings: sql`(select coalesce(array_agg(distinct f), '{}') from unnest(${reviewItems.findings} || excluded.findings) as f)`,
            changedAt: item.changedAt,
          },
        })
        .returning();
      return row as ReviewRecord;
    },

    /** Held to the end of the transaction: of two who act at once the second sees what the first did. */
    async lock(itemId: string): Promise<void> {
      if (!idPattern.test(itemId)) return;
      await db.select({ id: reviewItems.id }).from(reviewItems).where(eq(reviewItems.id, itemId)).for('update');
    },

    async claim(question: Authorised<'claim', Case>, claim: { by: string; at: Date } | null): Promise<void> {
      await db
        .update(reviewItems)
        .set({ claimedBy: claim?.by ?? null, claimedAt: claim?.at ?? null })
        .where(eq(reviewItems.id, question.itemId));
    },

    async close(itemId: string, at: Date): Promise<void> {
      await db.update(reviewItems).set({ closedAt: at, changedAt: at }).where(eq(reviewItems.id, itemId));
    },
  };
}
