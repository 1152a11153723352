import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding, DesignVisibility, ReleaseFileKind } from '@draftroom/drizzle/enums';
import { designs } from '@draftroom/drizzle/schema/designs';
import { and, asc, count, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { Licence } from '../../../contract/licences.ts';
import type { Authorised, DesignFacts } from '../policy.ts';

type Row = typeof designs.$inferSelect;
/** Licences are checked before they are written. */
export type DesignRecord = Omit<Row, 'licence'> & { licence: Licence };
export type NewDesign = Omit<typeof designs.$inferInsert, 'listed'>;

export interface PictureOf {
  readonly previewId: string;
  readonly previewWidth: number;
  readonly previewHeight: number;
  readonly thumbhash: string;
}

export interface DesignChange {
  readonly title?: string;
  readonly description?: string;
  readonly tags?: string[];
  readonly visibility?: DesignVisibility;
  readonly standing?: ContentStanding;
  readonly rubricId?: string | null;
  readonly changedAt: Date;
}

export function createDesignRepo(db: Database) {
  const set = (designId: string, values: Partial<typeof designs.$inferInsert>) =>
    db.update(designs).set(values).where(eq(designs.id, designId));

  return {
    async find(designId: string): Promise<DesignRecord | undefined> {
      if (!idPattern.test(designId)) return undefined;
      const [row] = await db.select().from(designs).where(eq(designs.id, designId));
      return row as DesignRecord | undefined;
    },

    /** Nothing else happens to it before the transaction ends. */
    async lock(designId: string): Promise<DesignRecord | undefined> {
      if (!idPattern.test(designId)) return undefined;
      const [row] = await db.select().from(designs).where(eq(designs.id, designId)).for('update');
      return row as DesignRecord | undefined;
    },

    async countOf(authorId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(designs)
        .where(and(eq(designs.authorId, authorId), isNull(designs.removedAt)));
      return row?.count ?? 0;
    },

    async insert(design: NewDesign): Promise<void> {
      await db.insert(designs).values(design);
    },

    async change(design: Authorised<'edit', DesignFacts & { id: string }>, change: DesignChange): Promise<void> {
      await set(design.id, change);
    },

    /** What a new release makes of it. */
    async setNewest(
      design: Authorised<'edit', DesignFacts & { id: string }>,
      newest: { releaseCount: number; kinds: ReleaseFileKind[]; licence: Licence; changedAt: Date },
    ): Promise<void> {
      await set(design.id, newest);
    },

    async setPicture(designId: string, picture: PictureOf & { colours: string[] }): Promise<void> {
      await set(designId, picture);
    },

    async setRemoved(design: Authorised<'edit', DesignFacts & { id: string }>, removedAt: Date): Promise<void> {
      await set(design.id, { removedAt });
    },

    async setRestored(design: Authorised<'restore', { id: string }>): Promise<void> {
      await set(design.id, { removedAt: null });
    },

    async setStanding(designId: string, standing: ContentStanding): Promise<void> {
      await set(designId, { standing });
    },

    /** When strangers can find it for the first time. */
    async setPublished(designId: string, published: { publishedAt: Date; rank: number }): Promise<void> {
      await set(designId, published);
    },

    async setWeight(designId: string, weighed: { weight: number; rank: number }): Promise<void> {
      await set(designId, weighed);
    },

    async setAnnounced(designId: string, announcedSeq: number): Promise<void> {
      await set(designId, { announcedSeq });
    },

    /** Never below zero, whatever was counted before. */
    async adjust(
      designId: string,
      by: Partial<Record<'likeCount' | 'saveCount' | 'commentCount' | 'critiqueCount', number>>,
    ): Promise<void> {
      const values = Object.fromEntries(
        Object.entries(by).map(([name, change]) => [
          name,
          sql`greatest(${designs[name as keyof typeof by]} + ${change}, 0)`,
        ]),
      );
      if (Object.keys(values).length > 0) await set(designId, values);
    },

    async setRemixCount(designId: string, remixCount: number): Promise<void> {
      await set(designId, { remixCount });
    },

    /** Ids of designs removed before that moment, the oldest first. */
    async removedBefore(before: Date, limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: designs.id })
        .from(designs)
        .where(and(isNotNull(designs.removedAt), lte(designs.removedAt, before)))
        .orderBy(asc(designs.removedAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** With its releases and everything that was said about it. */
    async destroy(designId: string): Promise<void> {
      await db.delete(designs).where(eq(designs.id, designId));
    },
  };
}
