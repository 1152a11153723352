/** The writing side: few statements however many people are told. */
import type { Database } from '@draftroom/drizzle/client';
import type { NotificationKind } from '@draftroom/drizzle/enums';
import { notificationActors, notificationChoices, notifications } from '@draftroom/drizzle/schema/notifications';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { HubSaying } from '../../../contract/sayings.ts';

/** One for one person about one thing, whoever stands behind it. */
export interface Toldable {
  readonly id: string;
  readonly userId: string;
  readonly kind: NotificationKind;
  readonly subject: string;
  readonly actorId: string | null;
  /** All who did it; empty for the hub. */
  readonly actorIds: readonly string[];
  readonly title: string;
  readonly excerpt: string;
  readonly path: string;
  readonly said: HubSaying | null;
  readonly source: string | null;
}
export type Told = Pick<Toldable, 'id' | 'userId' | 'kind' | 'subject'>;

/** Rows a statement. */
const batch = 500;

export function createTellingRepo(db: Database) {
  return {
    /** Of these people, those who chose not to be shown these kinds: `<user id> <kind>`. */
    async unwanted(userIds: readonly string[], kinds: readonly NotificationKind[]): Promise<Set<string>> {
      const rows = await db
        .select({ userId: notificationChoices.userId, kind: notificationChoices.kind })
        .from(notificationChoices)
        .where(
          and(
            inArray(notificationChoices.userId, [...userIds]),
            inArray(notificationChoices.kind, [...kinds]),
            eq(notificationChoices.show, false),
          ),
        );
      return new Set(rows.map(({ userId, kind }) => `${userId} ${kind}`));
    },

    /** What of this stands unread and has this person behind it already: `<user id> <kind> <subject>`. */
    async standing(userIds: readonly string[], actorId: string): Promise<Set<string>> {
      const rows = await db
        .select({ userId: notifications.userId, kind: notifications.kind, subject: notifications.subject })
        .from(notifications)
        .innerJoin(notificationActors, eq(notificationActors.notificationId, notifications.id))
        .where(
          and(
            inArray(notifications.userId, [...userIds]),
            isNull(notifications.readAt),
            eq(notificationActors.userId, actorId),
          ),
        );
      return new Set(rows.map(({ userId, kind, subject }) => `${userId} ${kind} ${subject}`));
    },

    /**
     * Joins what is unread of the kind and subject, else begins a new one. In the order given, which all who tell at
     * once must share: rows that exist are locked in it.
     */
    async tell(items: readonly Toldable[], at: Date): Promise<Told[]> {
      const told: Told[] = [];
      for (let from = 0; from < items.length; from += batch) {
        told.push(...(await tellSome(db, items.slice(from, from + batch), at)));
      }
      return told;
    },

    async forget(source: string): Promise<void> {
      await db
        .update(notifications)
        .set({ payload: sql`jsonb_set(${notifications.payload}, '{excerpt}', '""')`, source: null })
        .where(eq(notifications.source, source));
    },
  };
}

async function tellSome(db: Database, items: readonly Toldable[], at: Date): Promise<Told[]> {
  const rows = await db
    .insert(notifications)
    .values(
      items.map(({ id, userId, kind, subject, actorId, source, title, excerpt, path, said }) => ({
        id,
        userId,
        kind,
        subject,
        actorId,
        source,
        payload: { title, excerpt, path, ...(said === null ? {} : { said }) },
        createdAt: at,
        changedAt: at,
      })),
    )
    .onConflictDoUpdate({
      target: [notifications.userId, notifications.kind, notifications.subject],
      targetWhere: sql`read_at is null`,
      set: {
        actorId: sql`excluded.actor_id`,
        payload: sql`excluded.payload`,
        source: sql`excluded.source`,
        changedAt: sql`excluded.changed_at`,
        // Something new: the next digest carries it again.
        mailedAt: null,
      },
    })
    .returning({
      id: notifications.id,
      userId: notifications.userId,
      kind: notifications.kind,
      subject: notifications.subject,
    });
  const idOf = new Map(rows.map((row) => [`${row.userId} ${row.kind} ${row.subject}`, row.id]));
  const actors = items.flatMap(({ userId, kind, subject, actorIds }) =>
    actorIds.map((actorId) => ({
      notificationId: idOf.get(`${userId} ${kind} ${subject}`) ?? '',
      userId: actorId,
    })),
  );
  if (actors.length > 0) {
    await db.insert(notificationActors).values(actors).onConflictDoNothing();
    // A statement of its own: it sees the people whom another transaction added before it let go of the row.
    await db
      .update(notifications)
      .set({
        count: sql`(select count(*) from ${notificationActors}
          where ${notificationActors.notificationId} = ${notifications.id})`,
      })
      .where(inArray(notifications.id, [...new Set(actors.map(({ notificationId }) => notificationId))]));
  }
  return rows;
}
