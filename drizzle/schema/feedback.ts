import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ContentStanding } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';
import { designs, releases } from './designs.ts';

/** What a critique scores, as an author asks for it. */
export const rubrics = pgTable(
  'rubrics',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** Each {id, name, question}; checked before it is written. */
    criteria: jsonb('criteria').notNull(),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [index('rubrics_owner').on(t.ownerId)],
);

export const critiques = pgTable(
  'critiques',
  {
    id: id('id').primaryKey(),
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    releaseId: id('release_id')
      .notNull()
      .references(() => releases.id, { onDelete: 'cascade' }),
    userId: id('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** The rubric as it was asked: later changes of it change no critique. */
    criteria: jsonb('criteria').notNull(),
    /** Each {criterionId, score 1…5, words, threadIds}: the threads are the pins that it cites. */
    scores: jsonb('scores').notNull(),
    summary: text('summary').notNull(),
    standing: text('standing').$type<ContentStanding>().notNull().default('visible'),
    helpfulCount: integer('helpful_count').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    editedAt: instant('edited_at'),
  },
  (t) => [
    uniqueIndex('critiques_once').on(t.releaseId, t.userId),
    index('critiques_design').on(t.designId, t.id),
    index('critiques_user').on(t.userId, t.id),
  ],
);

export const critiqueVotes = pgTable(
  'critique_votes',
  {
    critiqueId: id('critique_id')
      .notNull()
      .references(() => critiques.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    helpful: boolean('helpful').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.critiqueId, t.userId] }), index('critique_votes_user').on(t.userId)],
);
