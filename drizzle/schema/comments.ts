import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import type { ContentStanding } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';
import { designs, releases } from './designs.ts';
import { documents } from './documents.ts';
import { rooms } from './rooms.ts';

/** In a document of a room, or on a design; never both. */
export const commentThreads = pgTable(
  'comment_threads',
  {
    id: id('id').primaryKey(),
    roomId: id('room_id').references(() => rooms.id, { onDelete: 'cascade' }),
    documentId: id('document_id').references(() => documents.id, { onDelete: 'cascade' }),
    designId: id('design_id').references(() => designs.id, { onDelete: 'cascade' }),
    /** Of a design: the release that it was written on. */
    releaseId: id('release_id').references(() => releases.id, { onDelete: 'cascade' }),
    /** An anchor of the core's contract, checked before it is written; null: about the design as a whole. */
    anchor: jsonb('anchor'),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    resolvedAt: instant('resolved_at'),
    resolvedBy: id('resolved_by').references(() => users.id, { onDelete: 'set null' }),
    /** Of a design: the release that settled it, when a newer one than its own was out by then. */
    resolvedSeq: integer('resolved_seq'),
    /** Set when its last comment is removed. */
    removedAt: instant('removed_at'),
  },
  (t) => [
    index('comment_threads_room').on(t.roomId, t.id),
    index('comment_threads_document').on(t.documentId, t.id),
    index('comment_threads_design').on(t.designId, t.id),
    index('comment_threads_release').on(t.releaseId),
    check(
      'comment_threads_place',
      sql`(room_id is not null and document_id is not null and anchor is not null and design_id is null and release_id is null)
        or (design_id is not null and release_id is not null and room_id is null and document_id is null)`,
    ),
  ],
);

export const comments = pgTable(
  'comments',
  {
    id: id('id').primaryKey(),
    threadId: id('thread_id')
      .notNull()
      .references(() => commentThreads.id, { onDelete: 'cascade' }),
    roomId: id('room_id').references(() => rooms.id, { onDelete: 'cascade' }),
    designId: id('design_id').references(() => designs.id, { onDelete: 'cascade' }),
    userId: id('user_id').references(() => users.id, { onDelete: 'set null' }),
    text: text('text').notNull(),
    /** User ids named with @ in the text. */
    mentions: text('mentions').array().notNull().default([]),
    /** Stars that came with it, 1 to 5; on designs only. */
    rating: smallint('rating'),
    standing: text('standing').$type<ContentStanding>().notNull().default('visible'),
    createdAt: instant('created_at').notNull(),
    editedAt: instant('edited_at'),
    removedAt: instant('removed_at'),
  },
  (t) => [
    index('comments_thread').on(t.threadId, t.id),
    index('comments_room').on(t.roomId, t.id),
    index('comments_design').on(t.designId, t.id),
    index('comments_user').on(t.userId, t.id),
  ],
);

/** What a comment said before it was edited; gone when the comment is removed. */
export const commentRevisions = pgTable(
  'comment_revisions',
  {
    id: id('id').primaryKey(),
    commentId: id('comment_id')
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' }),
    text: text('text').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [index('comment_revisions_comment').on(t.commentId, t.id)],
);

/** The newest comment of a thread that a person has seen. */
export const threadMarks = pgTable(
  'thread_marks',
  {
    threadId: id('thread_id')
      .notNull()
      .references(() => commentThreads.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    readCommentId: id('read_comment_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.threadId, t.userId] })],
);
