import type { Database } from '@draftroom/drizzle/client';
import { collectionItems, collections, designs } from '@draftroom/drizzle/schema/designs';
import { and, count, eq, gt, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm';
import { listedFor } from './card-repo.ts';
import type { EditableCollection } from './collection-repo.ts';

/** Plain order of characters, as the keys are made for; the database's own order may be another. */
const inPlace = sql`${collectionItems.position} collate "C"`;

/** What is in collections. */
export function createCollectionItemRepo(db: Database) {
  return {
    /** The first designs of each that have a picture and that the reader may see. */
    async firstPictures(
      collectionIds: readonly string[],
      viewerId: string | null,
      most: number,
    ): Promise<{ collectionId: string; designId: string }[]> {
      if (collectionIds.length === 0) return [];
      const ranked = db
        .select({
          collectionId: collectionItems.collectionId,
          designId: collectionItems.designId,
          place: sql<number>`row_number() over (partition by ${collectionItems.collectionId} order by ${inPlace})`.as(
            'place',
          ),
        })
        .from(collectionItems)
        .innerJoin(designs, eq(designs.id, collectionItems.designId))
        .where(
          and(
            inArray(collectionItems.collectionId, [...collectionIds]),
            isNotNull(designs.previewId),
            listedFor(viewerId),
          ),
        )
        .as('ranked');
      return await db
        .select({ collectionId: ranked.collectionId, designId: ranked.designId })
        .from(ranked)
        .where(sql`${ranked.place} <= ${most}`)
        .orderBy(ranked.collectionId, ranked.place);
    },

    /** In the owner's order; only what the reader may see. */
    async items(
      collectionId: string,
      viewerId: string | null,
      { after, limit }: { after: string | null; limit: number },
    ): Promise<{ designId: string; note: string; position: string }[]> {
      return await db
        .select({
          designId: collectionItems.designId,
          note: collectionItems.note,
          position: collectionItems.position,
        })
        .from(collectionItems)
        .innerJoin(designs, eq(designs.id, collectionItems.designId))
        .where(
          and(
            eq(collectionItems.collectionId, collectionId),
            listedFor(viewerId),
            after === null ? undefined : gt(inPlace, after),
          ),
        )
        .orderBy(inPlace)
        .limit(limit);
    },

    /** Everything that is in it, in order. */
    async places(collectionId: string): Promise<{ designId: string; position: string }[]> {
      return await db
        .select({ designId: collectionItems.designId, position: collectionItems.position })
        .from(collectionItems)
        .where(eq(collectionItems.collectionId, collectionId))
        .orderBy(inPlace);
    },

    /** What their owner wrote about what is in it, in order. */
    async notes(collectionId: string, most: number): Promise<string[]> {
      const rows = await db
        .select({ note: collectionItems.note })
        .from(collectionItems)
        .where(and(eq(collectionItems.collectionId, collectionId), ne(collectionItems.note, '')))
        .orderBy(inPlace)
        .limit(most);
      return rows.map(({ note }) => note);
    },

    /** Null when the design is not in it. */
    async noteOf(collectionId: string, designId: string): Promise<string | null> {
      const [row] = await db
        .select({ note: collectionItems.note })
        .from(collectionItems)
        .where(itemOf(collectionId, designId));
      return row?.note ?? null;
    },
  };
}

/** What owners change in them. */
export function createCollectionItemChanges(db: Database) {
  return {
    async addItem(
      collection: EditableCollection,
      item: { designId: string; note: string; position: string; addedAt: Date },
    ): Promise<void> {
      await db.insert(collectionItems).values({ ...item, collectionId: collection.id });
    },

    async setNote(collection: EditableCollection, designId: string, note: string): Promise<boolean> {
      const changed = await db
        .update(collectionItems)
        .set({ note })
        .where(itemOf(collection.id, designId))
        .returning({ designId: collectionItems.designId });
      return changed.length > 0;
    },

    async setPlace(collection: EditableCollection, designId: string, position: string): Promise<void> {
      await db.update(collectionItems).set({ position }).where(itemOf(collection.id, designId));
    },

    async removeItem(collection: EditableCollection, designId: string): Promise<boolean> {
      const removed = await db
        .delete(collectionItems)
        .where(itemOf(collection.id, designId))
        .returning({ designId: collectionItems.designId });
      return removed.length > 0;
    },

    /** What changed in it: how much there is, and that it moves up. */
    async touch(collectionId: string, changedAt: Date): Promise<void> {
      const held = db
        .select({ count: count() })
        .from(collectionItems)
        .where(eq(collectionItems.collectionId, collectionId));
      await db
        .update(collections)
        .set({ changedAt, itemCount: sql`(${held})` })
        .where(eq(collections.id, collectionId));
    },
  };
}

function itemOf(collectionId: string, designId: string): SQL | undefined {
  return and(eq(collectionItems.collectionId, collectionId), eq(collectionItems.designId, designId));
}
