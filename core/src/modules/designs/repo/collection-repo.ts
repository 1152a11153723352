import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding, DesignVisibility } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { collectionItems, collections, designs } from '@draftroom/drizzle/schema/designs';
import { and, count, desc, eq, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised, CollectionFacts } from '../policy.ts';
import { type After, listedFor } from './card-repo.ts';

export type CollectionRecord = typeof collections.$inferSelect;
export type EditableCollection = Authorised<'edit', CollectionFacts & { id: string }>;

export interface ShownCollection {
  readonly collection: CollectionRecord;
  readonly owner: RoomPerson;
  /** Of the designs that the reader may see. */
  readonly itemCount: number;
}

export function createCollectionRepo(db: Database) {
  return {
    async find(collectionId: string): Promise<CollectionRecord | undefined> {
      if (!idPattern.test(collectionId)) return undefined;
      const [row] = await db.select().from(collections).where(eq(collections.id, collectionId));
      return row;
    },

    async lock(collectionId: string): Promise<CollectionRecord | undefined> {
      if (!idPattern.test(collectionId)) return undefined;
      const [row] = await db.select().from(collections).where(eq(collections.id, collectionId)).for('update');
      return row;
    },

    async show(collectionId: string, viewerId: string | null): Promise<ShownCollection | undefined> {
      const [row] = await selectShown(db, viewerId).where(eq(collections.id, collectionId));
      return row;
    },

    /** Of one person: all of their own, of others what strangers find. The one changed last first. */
    async listOf(
      ownerId: string,
      viewerId: string | null,
      { after, limit }: { after: After | null; limit: number },
    ): Promise<ShownCollection[]> {
      const found: SQL | undefined =
        ownerId === viewerId
          ? undefined
          : and(eq(collections.visibility, 'public'), eq(collections.standing, 'visible'));
      const beyond =
        after === null
          ? undefined
          : sql`(${collections.changedAt}, ${collections.id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`;
      return await selectShown(db, viewerId)
        .where(and(eq(collections.ownerId, ownerId), isNull(collections.removedAt), found, beyond))
        .orderBy(desc(collections.changedAt), desc(collections.id))
        .limit(limit);
    },

    async countOf(ownerId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(collections)
        .where(and(eq(collections.ownerId, ownerId), isNull(collections.removedAt)));
      return row?.count ?? 0;
    },

    async insert(collection: typeof collections.$inferInsert): Promise<void> {
      await db.insert(collections).values(collection);
    },

    async change(
      collection: EditableCollection,
      change: {
        title?: string;
        description?: string;
        visibility?: DesignVisibility;
        standing?: ContentStanding;
        changedAt: Date;
      },
    ): Promise<void> {
      await db.update(collections).set(change).where(eq(collections.id, collection.id));
    },

    async setRemoved(collection: EditableCollection, removedAt: Date): Promise<void> {
      await db.update(collections).set({ removedAt }).where(eq(collections.id, collection.id));
    },

    async setRestored(collection: Authorised<'restore', CollectionFacts & { id: string }>): Promise<void> {
      await db.update(collections).set({ removedAt: null }).where(eq(collections.id, collection.id));
    },

    async setStanding(collectionId: string, standing: ContentStanding): Promise<void> {
      await db.update(collections).set({ standing }).where(eq(collections.id, collectionId));
    },

    async destroy(collectionId: string): Promise<void> {
      await db.delete(collections).where(eq(collections.id, collectionId));
    },

    async purge(before: Date): Promise<void> {
      await db.delete(collections).where(and(isNotNull(collections.removedAt), lte(collections.removedAt, before)));
    },

    /** Mine, and whether this design is in each. */
    async containing(
      ownerId: string,
      designId: string,
    ): Promise<{ id: string; title: string; visibility: DesignVisibility; contains: boolean }[]> {
      return await db
        .select({
          id: collections.id,
          title: collections.title,
          visibility: collections.visibility,
          contains: sql<boolean>`${collectionItems.designId} is not null`,
        })
        .from(collections)
        .leftJoin(
          collectionItems,
          and(eq(collectionItems.collectionId, collections.id), eq(collectionItems.designId, designId)),
        )
        .where(and(eq(collections.ownerId, ownerId), isNull(collections.removedAt)))
        .orderBy(desc(collections.changedAt), desc(collections.id));
    },
  };
}

function selectShown(db: Database, viewerId: string | null) {
  return db
    .select({
      collection: collections,
      owner: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
      itemCount: sql<number>`(select count(*)::int from ${collectionItems} inner join ${designs}
          on ${designs.id} = ${collectionItems.designId}
          where ${collectionItems.collectionId} = ${collections.id} and ${listedFor(viewerId)})`,
    })
    .from(collections)
    .innerJoin(users, eq(users.id, collections.ownerId));
}
