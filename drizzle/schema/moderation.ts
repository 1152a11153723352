import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AppealState, ModerationActionKind, ReportReason, ReportTarget } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';

/** One thing that moderators should look at, however many reported it. */
export const reviewItems = pgTable(
  'review_items',
  {
    id: id('id').primaryKey(),
    targetType: text('target_type').$type<ReportTarget>().notNull(),
    targetId: id('target_id').notNull(),
    /** Whose it is. */
    ownerId: id('owner_id').references(() => users.id, { onDelete: 'set null' }),
    /** Why it is here: `report`, or what held it, e.g. `spam`. */
    source: text('source').notNull(),
    /** What checks found, by name. */
    findings: text('findings').array().notNull().default([]),
    /** Sum of the weights of its reports, plus what a check found. The queue is in this order. */
    weight: doublePrecision('weight').notNull(),
    reportCount: integer('report_count').notNull().default(0),
    /** What it looked like when it came here first. */
    snapshot: jsonb('snapshot').notNull(),
    claimedBy: id('claimed_by').references(() => users.id, { onDelete: 'set null' }),
    claimedAt: instant('claimed_at'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('review_items_open').on(t.targetType, t.targetId).where(sql`closed_at is null`),
    index('review_items_queue').on(t.weight.desc().nullsFirst(), t.id).where(sql`closed_at is null`),
    index('review_items_owner').on(t.ownerId),
    index('review_items_closed')
      .on(t.closedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`closed_at is not null`),
    index('review_items_claimed').on(t.claimedBy).where(sql`claimed_by is not null`),
  ],
);

export const reports = pgTable(
  'reports',
  {
    id: id('id').primaryKey(),
    reviewItemId: id('review_item_id')
      .notNull()
      .references(() => reviewItems.id, { onDelete: 'cascade' }),
    reporterId: id('reporter_id').references(() => users.id, { onDelete: 'set null' }),
    reason: text('reason').$type<ReportReason>().notNull(),
    words: text('words').notNull().default(''),
    weight: doublePrecision('weight').notNull(),
    /** The content as the reporter saw it. */
    snapshot: jsonb('snapshot').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Whether the decision agreed; null while there is none. */
    agreed: integer('agreed'),
  },
  (t) => [
    uniqueIndex('reports_once').on(t.reviewItemId, t.reporterId),
    index('reports_reporter').on(t.reporterId, t.createdAt),
  ],
);

/** What was done, with the statement of reasons that the person reads. Never changed, only reversed by a later one. */
export const moderationActions = pgTable(
  'moderation_actions',
  {
    id: id('id').primaryKey(),
    reviewItemId: id('review_item_id').references(() => reviewItems.id, { onDelete: 'set null' }),
    kind: text('kind').$type<ModerationActionKind>().notNull(),
    targetType: text('target_type').$type<ReportTarget>().notNull(),
    targetId: id('target_id').notNull(),
    /** Whom it concerns. */
    subjectId: id('subject_id').references(() => users.id, { onDelete: 'set null' }),
    /** Null when a check did it by itself, or when the account is gone. */
    actorId: id('actor_id').references(() => users.id, { onDelete: 'set null' }),
    /** Done by a check, without a person. */
    automated: boolean('automated').notNull().default(false),
    /** What the check found, by name. */
    findings: text('findings').array().notNull().default([]),
    reason: text('reason').$type<ReportReason>().notNull(),
    /** The facts and the rule, in words for the person. */
    statement: text('statement').notNull(),
    /** What was seen as a breach, as it was then. */
    snapshot: jsonb('snapshot').notNull(),
    /** A limit or suspension ends by itself. */
    expiresAt: instant('expires_at'),
    readAt: instant('read_at'),
    reversedAt: instant('reversed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('moderation_actions_subject').on(t.subjectId, t.id.desc().nullsFirst()),
    index('moderation_actions_target').on(t.targetType, t.targetId),
    index('moderation_actions_actor').on(t.actorId),
    index('moderation_actions_item').on(t.reviewItemId),
    index('moderation_actions_restrictions')
      .on(t.subjectId)
      .where(sql`kind in ('limit', 'suspend') and reversed_at is null`),
    index('moderation_actions_unread').on(t.subjectId).where(sql`read_at is null`),
    index('moderation_actions_log').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);

export const appeals = pgTable(
  'appeals',
  {
    id: id('id').primaryKey(),
    actionId: id('action_id')
      .notNull()
      .unique()
      .references(() => moderationActions.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    words: text('words').notNull(),
    state: text('state').$type<AppealState>().notNull(),
    /** Somebody else than who acted. */
    decidedBy: id('decided_by').references(() => users.id, { onDelete: 'set null' }),
    answer: text('answer'),
    createdAt: instant('created_at').notNull(),
    decidedAt: instant('decided_at'),
  },
  (t) => [index('appeals_open').on(t.createdAt).where(sql`state = 'open'`), index('appeals_user').on(t.userId)],
);

/** `block`: neither sees or reaches the other; `mute`: I do not see them, and they do not know. */
export const aversions = pgTable(
  'aversions',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    otherId: id('other_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<'block' | 'mute'>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.otherId] }), index('aversions_other').on(t.otherId)],
);

/** Hashes of what was said lately, so that the same words many times over are seen. Kept a day. */
export const saidWords = pgTable(
  'said_words',
  {
    targetType: text('target_type').$type<ReportTarget>().notNull(),
    targetId: id('target_id').notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the words in lower case without spaces and signs, hex. */
    hash: text('hash').notNull(),
    saidAt: instant('said_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.targetType, t.targetId] }),
    index('said_words_hash').on(t.hash, t.saidAt),
    index('said_words_user').on(t.userId),
    index('said_words_old').on(t.saidAt),
  ],
);
