import type { Database } from '@draftroom/drizzle/client';
import type { NotificationKind } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { notificationChoices, notifications } from '@draftroom/drizzle/schema/notifications';
import { and, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised } from '../policy.ts';
import type { NotificationChoice } from '../schema.ts';

export interface NotificationRow {
  readonly id: string;
  readonly userId: string;
  readonly kind: NotificationKind;
  readonly subject: string;
  readonly actor: RoomPerson | null;
  readonly count: number;
  readonly payload: { readonly title: string; readonly excerpt: string; readonly path: string; readonly said?: string };
  readonly changedAt: Date;
  readonly readAt: Date | null;
}

/** A place in the list. */
export interface Place {
  readonly id: string;
  readonly changedAt: Date;
}

const columns = {
  id: notifications.id,
  userId: notifications.userId,
  kind: notifications.kind,
  subject: notifications.subject,
  actor: { userId: users.id, name: users.name, colour: users.colour, avatarId: users.avatarId },
  count: notifications.count,
  payload: notifications.payload,
  changedAt: notifications.changedAt,
  readAt: notifications.readAt,
};

export function createNotificationRepo(db: Database) {
  const select = () => db.select(columns).from(notifications).leftJoin(users, eq(users.id, notifications.actorId));

  return {
    /** Newest change first. */
    async list(filter: {
      userId: string;
      unread?: boolean | undefined;
      /** Not yet in a digest, and unread. */
      unmailed?: boolean;
      kinds?: readonly NotificationKind[] | undefined;
      after?: Place | undefined;
      limit: number;
    }): Promise<NotificationRow[]> {
      const { userId, unread, unmailed, kinds, after, limit } = filter;
      return await select()
        .where(
          and(
            eq(notifications.userId, userId),
            unread === undefined ? undefined : unread ? isNull(notifications.readAt) : sql`read_at is not null`,
            unmailed === true ? and(isNull(notifications.readAt), isNull(notifications.mailedAt)) : undefined,
            kinds === undefined ? undefined : inArray(notifications.kind, [...kinds]),
            after === undefined ? undefined : olderThan(after),
          ),
        )
        .orderBy(desc(notifications.changedAt), desc(notifications.id))
        .limit(limit);
    },

    async find(id: string): Promise<(Place & { userId: string }) | undefined> {
      if (!idPattern.test(id)) return undefined;
      const [row] = await db
        .select({ id: notifications.id, userId: notifications.userId, changedAt: notifications.changedAt })
        .from(notifications)
        .where(eq(notifications.id, id));
      return row;
    },

    /** Gives how many became read by it. */
    async markRead(
      row: Authorised<'mark', Place & { userId: string }>,
      { andOlder, at }: { andOlder: boolean; at: Date },
    ): Promise<number> {
      const marked = await db
        .update(notifications)
        .set({ readAt: at })
        .where(
          and(
            eq(notifications.userId, row.userId),
            isNull(notifications.readAt),
            andOlder ? or(eq(notifications.id, row.id), olderThan(row)) : eq(notifications.id, row.id),
          ),
        )
        .returning({ id: notifications.id });
      return marked.length;
    },

    async choices(userId: string): Promise<NotificationChoice[]> {
      const { kind, show, mail } = notificationChoices;
      return await db
        .select({ kind, show, mail })
        .from(notificationChoices)
        .where(eq(notificationChoices.userId, userId));
    },

    async setChoice(userId: string, choice: Authorised<'choose', NotificationChoice>): Promise<void> {
      const { kind, show, mail } = choice;
      await db
        .insert(notificationChoices)
        .values({ userId, kind, show, mail })
        .onConflictDoUpdate({
          target: [notificationChoices.userId, notificationChoices.kind],
          set: { show, mail },
        });
    },

    /** The oldest of those that nobody has touched since; gives how many went. */
    async removeOld(before: Date, limit: number): Promise<number> {
      const old = db
        .select({ id: notifications.id })
        .from(notifications)
        .where(lt(notifications.changedAt, before))
        .limit(limit);
      const removed = await db
        .delete(notifications)
        .where(inArray(notifications.id, old))
        .returning({ id: notifications.id });
      return removed.length;
    },
  };
}

function olderThan({ changedAt, id }: Place): SQL {
  return sql`(${notifications.changedAt}, ${notifications.id}) < (${sql.param(changedAt, notifications.changedAt)}, ${id})`;
}
