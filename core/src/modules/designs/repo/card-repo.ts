import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designLineage, designs, reactions } from '@draftroom/drizzle/schema/designs';
import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { DesignRecord } from './design-repo.ts';

export interface CardRecord {
  readonly design: DesignRecord;
  readonly author: RoomPerson | null;
  readonly liked: boolean;
  readonly saved: boolean;
}

/** Where a list goes on: a moment, then an id. */
export interface After {
  readonly at: Date;
  readonly id: string;
}

export interface CardPage {
  readonly after: After | null;
  readonly limit: number;
  /** People whose designs this reader does not see. */
  readonly without: readonly string[];
}

/** What somebody may see in any list: what strangers find, and their own. */
export function listedFor(viewerId: string | null): SQL | undefined {
  if (viewerId === null) return sql`${designs.listed}`;
  return or(designs.listed, and(eq(designs.authorId, viewerId), isNull(designs.removedAt)));
}

/** Beside that what they were given the address of, and kept for themselves. */
function keptFor(viewerId: string): SQL | undefined {
  const byAddress = and(ne(designs.visibility, 'private'), eq(designs.standing, 'visible'), isNull(designs.removedAt));
  return or(listedFor(viewerId), byAddress);
}

/** Cards of designs, whoever wrote them. */
export function createCardRepo(db: Database) {
  return {
    /** One of them, whoever may see it: that was asked before. */
    async card(designId: string, viewerId: string | null): Promise<CardRecord | undefined> {
      const [row] = await selectCards(db, viewerId).where(eq(designs.id, designId));
      return row as CardRecord | undefined;
    },

    async cards(viewerId: string | null, ids: readonly string[]): Promise<CardRecord[]> {
      if (ids.length === 0) return [];
      const rows = await selectCards(db, viewerId).where(and(inArray(designs.id, [...ids]), listedFor(viewerId)));
      return rows as CardRecord[];
    },
  };
}

/** Pages of them. */
export function createCardListRepo(db: Database) {
  return {
    /** In the order in which strangers could find them first. */
    async listedOf(authorId: string, viewerId: string | null, { after, limit }: CardPage): Promise<CardRecord[]> {
      const beyond = after === null ? undefined : older(sql`${designs.publishedAt}`, sql`${designs.id}`, after);
      const rows = await selectCards(db, viewerId)
        .where(and(eq(designs.authorId, authorId), designs.listed, beyond))
        .orderBy(sql`${designs.publishedAt} desc`, desc(designs.id))
        .limit(limit);
      return rows as CardRecord[];
    },

    /** Everything of one's own, in the order of making. */
    async own(authorId: string, { after, limit }: { after: string | null; limit: number }): Promise<CardRecord[]> {
      const rows = await selectCards(db, authorId)
        .where(
          and(
            eq(designs.authorId, authorId),
            isNull(designs.removedAt),
            after === null ? undefined : lt(designs.id, after),
          ),
        )
        .orderBy(desc(designs.id))
        .limit(limit);
      return rows as CardRecord[];
    },

    async saved(userId: string, { after, limit, without }: CardPage): Promise<(CardRecord & { savedAt: Date })[]> {
      const rows = await db
        .select({ ...cardColumns(db, userId), savedAt: reactions.createdAt })
        .from(reactions)
        .innerJoin(designs, eq(designs.id, reactions.designId))
        .leftJoin(users, eq(users.id, designs.authorId))
        .where(
          and(
            eq(reactions.userId, userId),
            eq(reactions.kind, 'save'),
            keptFor(userId),
            seen(without),
            after === null ? undefined : older(sql`${reactions.createdAt}`, sql`${reactions.designId}`, after),
          ),
        )
        .orderBy(desc(reactions.createdAt), desc(reactions.designId))
        .limit(limit);
      return rows as (CardRecord & { savedAt: Date })[];
    },

    /** The newest first. */
    async remixesOf(
      parentId: string,
      viewerId: string | null,
      page: { after: string | null; limit: number; without: readonly string[] },
    ): Promise<CardRecord[]> {
      const children = db
        .select({ id: designLineage.childId })
        .from(designLineage)
        .where(eq(designLineage.parentId, parentId));
      const rows = await selectCards(db, viewerId)
        .where(
          and(
            inArray(designs.id, children),
            designs.listed,
            isNotNull(designs.publishedAt),
            seen(page.without),
            page.after === null ? undefined : lt(designs.id, page.after),
          ),
        )
        .orderBy(desc(designs.id))
        .limit(page.limit);
      return rows as CardRecord[];
    },
  };
}

function did(db: Database, viewerId: string | null, kind: 'like' | 'save') {
  if (viewerId === null) return sql<boolean>`false`;
  const mine = db
    .select({ one: sql`1` })
    .from(reactions)
    .where(and(eq(reactions.userId, viewerId), eq(reactions.designId, designs.id), eq(reactions.kind, kind)));
  return sql<boolean>`exists (${mine})`;
}

function cardColumns(db: Database, viewerId: string | null) {
  return {
    design: designs,
    author: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
    liked: did(db, viewerId, 'like'),
    saved: did(db, viewerId, 'save'),
  };
}

function selectCards(db: Database, viewerId: string | null) {
  return db.select(cardColumns(db, viewerId)).from(designs).leftJoin(users, eq(users.id, designs.authorId));
}

function seen(without: readonly string[]): SQL | undefined {
  return without.length === 0 ? undefined : or(isNull(designs.authorId), notInArray(designs.authorId, [...without]));
}

/** Cursors carry milliseconds, and so do the moments that are written. */
function older(at: SQL, id: SQL, after: After): SQL {
  return sql`(${at}, ${id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`;
}
