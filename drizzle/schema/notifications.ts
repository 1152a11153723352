import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { NotificationKind } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';

/** What a person is told. Unread ones of one kind about one thing are one row that counts. */
export const notifications = pgTable(
  'notifications',
  {
    id: id('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<NotificationKind>().notNull(),
    /** What it is about, e.g. `design:…`, `thread:…`. */
    subject: text('subject').notNull(),
    /** Who did it last; null for the hub, or when the account is gone. */
    actorId: id('actor_id').references(() => users.id, { onDelete: 'set null' }),
    /** How many people. */
    count: integer('count').notNull().default(1),
    /** Words and ids to show it by; checked before it is written. */
    payload: jsonb('payload').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    readAt: instant('read_at'),
    /** When a digest carried it. */
    mailedAt: instant('mailed_at'),
  },
  (t) => [
    index('notifications_user').on(t.userId, t.changedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    uniqueIndex('notifications_unread').on(t.userId, t.kind, t.subject).where(sql`read_at is null`),
    index('notifications_actor').on(t.actorId),
    index('notifications_unmailed').on(t.userId, t.changedAt).where(sql`read_at is null and mailed_at is null`),
    index('notifications_old').on(t.changedAt),
  ],
);

/** Only where a person chose otherwise than the default. */
export const notificationChoices = pgTable(
  'notification_choices',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<NotificationKind>().notNull(),
    show: boolean('show').notNull(),
    mail: boolean('mail').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
);

export const digests = pgTable(
  'digests',
  {
    userId: id('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    cadence: text('cadence').$type<'never' | 'daily' | 'weekly'>().notNull(),
    /** When the next one is due. */
    dueAt: instant('due_at').notNull(),
  },
  (t) => [index('digests_due').on(t.dueAt)],
);
