import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { DocumentKind, UpdateOrigin, VersionKind } from '../enums.ts';
import { users } from './accounts.ts';
import { bytes, id, instant } from './columns.ts';
import { rooms } from './rooms.ts';

export const documents = pgTable(
  'documents',
  {
    id: id('id').primaryKey(),
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<DocumentKind>().notNull(),
    path: text('path').notNull(),
    /** Lower-case NFC form of the path: two names that differ only in case cannot stand side by side. */
    pathKey: text('path_key').notNull(),
    /** Null: chosen by name. */
    language: text('language'),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: id('changed_by').references(() => users.id, { onDelete: 'set null' }),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('documents_path').on(t.roomId, t.pathKey).where(sql`removed_at is null`),
    index('documents_room').on(t.roomId),
    index('documents_created_by').on(t.createdBy),
  ],
);

/** A binary file in the tree of a room; its bytes are the asset. */
export const roomFiles = pgTable(
  'room_files',
  {
    id: id('id').primaryKey(),
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    pathKey: text('path_key').notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('room_files_path').on(t.roomId, t.pathKey).where(sql`removed_at is null`),
    index('room_files_asset').on(t.assetId),
  ],
);

/** A stored blob by its SHA-256 (hex). The bytes are in the blob store. */
export const assets = pgTable('assets', {
  id: text('id').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull(),
  mediaType: text('media_type').notNull(),
  /** When somebody last brought these bytes: one that nothing names goes a day later. */
  createdAt: instant('created_at').notNull(),
});

export const versions = pgTable(
  'versions',
  {
    id: id('id').primaryKey(),
    documentId: id('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<VersionKind>().notNull(),
    name: text('name'),
    /** The state holds every update up to this sequence number. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** SHA-256 of the encoded state in the blob store. */
    stateId: text('state_id').notNull(),
    size: integer('size').notNull(),
    /** People who wrote since the version before. */
    authors: text('authors').array().notNull().default([]),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('versions_document').on(t.documentId, t.seq), index('versions_state').on(t.stateId)],
);

/** The picture of a drawing, of its newest state that one was made of. */
export const drawingPreviews = pgTable(
  'drawing_previews',
  {
    documentId: id('document_id')
      .primaryKey()
      .references(() => documents.id, { onDelete: 'cascade' }),
    /** The state that it shows: every update up to this sequence number. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** Base64. */
    thumbhash: text('thumbhash').notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (t) => [index('drawing_previews_asset').on(t.assetId)],
);

/** What was found out about a drawing, of its newest state that was looked at. */
export const drawingReports = pgTable('drawing_reports', {
  documentId: id('document_id')
    .primaryKey()
    .references(() => documents.id, { onDelete: 'cascade' }),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  report: jsonb('report').notNull(),
  madeAt: instant('made_at').notNull(),
});

/** States of drawings that a job was refused for: the same state is not tried again. */
export const drawingRefusals = pgTable(
  'drawing_refusals',
  {
    documentId: id('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    job: text('job').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** A code of the catalogue of errors, and what fills its message. */
    code: text('code').notNull(),
    details: jsonb('details').notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.job] })],
);

/** Scaled mode only: the update log. The key is the one-writer rule: a second writer of a document collides. */
export const documentUpdates = pgTable(
  'document_updates',
  {
    documentId: id('document_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instant('at').notNull(),
    userId: id('user_id'),
    clientIds: bigint('client_ids', { mode: 'number' }).array().notNull(),
    origin: text('origin').$type<UpdateOrigin>().notNull(),
    update: bytes('update').notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.seq] })],
);

/** Scaled mode only: everything up to `seq` in one update. */
export const documentSnapshots = pgTable('document_snapshots', {
  documentId: id('document_id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  at: instant('at').notNull(),
  state: bytes('state').notNull(),
});
