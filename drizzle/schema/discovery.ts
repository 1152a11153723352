import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';
import { designs } from './designs.ts';

/** Designs that the same people liked; made in small batches by a job, one run replaces the one before. */
export const designNeighbours = pgTable(
  'design_neighbours',
  {
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    neighbourId: id('neighbour_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    weight: real('weight').notNull(),
    run: integer('run').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.designId, t.neighbourId] }),
    index('design_neighbours_neighbour').on(t.neighbourId),
    index('design_neighbours_run').on(t.run),
  ],
);

/** Words of titles and tags, for “did you mean”. */
export const searchWords = pgTable('search_words', {
  word: text('word').primaryKey(),
  designs: integer('designs').notNull(),
});

export const savedSearches = pgTable(
  'saved_searches',
  {
    id: id('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** A search of the contract; checked before it is written. */
    search: jsonb('search').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('saved_searches_user').on(t.userId, t.id)],
);

/** How often a person was shown something that was suggested: what they pass over sinks. */
export const suggestionViews = pgTable(
  'suggestion_views',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    times: integer('times').notNull(),
    weight: doublePrecision('weight').notNull().default(0),
    lastAt: instant('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.designId] }), index('suggestion_views_design').on(t.designId)],
);
