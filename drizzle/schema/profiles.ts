import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ContentStanding, DeletionMode, ExportState } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';
import { assets } from './documents.ts';

/** What people say of themselves; no row: nothing. */
export const profiles = pgTable('profiles', {
  userId: id('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  bio: text('bio').notNull().default(''),
  /** Addresses, `http` and `https` only; checked before they are written. */
  links: text('links').array().notNull().default([]),
  /** Of the words, not of the person. */
  standing: text('standing').$type<ContentStanding>().notNull().default('visible'),
  changedAt: instant('changed_at').notNull(),
});

/** A copy of everything that is somebody's, as a zip. */
export const accountExports = pgTable(
  'account_exports',
  {
    id: id('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    state: text('state').$type<ExportState>().notNull(),
    /** Per cent. */
    progress: integer('progress').notNull().default(0),
    size: bigint('size', { mode: 'number' }).notNull().default(0),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    /** When its bytes go. */
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('account_exports_user').on(t.userId, t.createdAt), index('account_exports_expired').on(t.expiresAt)],
);

/** The bytes of the zip in order, so that none has to be held as a whole. */
export const exportParts = pgTable(
  'export_parts',
  {
    exportId: id('export_id')
      .notNull()
      .references(() => accountExports.id, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    size: integer('size').notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.seq] }), index('export_parts_asset').on(t.assetId)],
);

/** Accounts that are going to be deleted. */
export const deletionRequests = pgTable(
  'deletion_requests',
  {
    userId: id('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    mode: text('mode').$type<DeletionMode>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    dueAt: instant('due_at').notNull(),
    /** SHA-256 of the secret in the mail that calls it off. */
    cancelHash: text('cancel_hash').notNull().unique(),
    /** From here on nobody can sign in and nothing can be called off. */
    startedAt: instant('started_at'),
  },
  (t) => [index('deletion_requests_due').on(t.dueAt)],
);
