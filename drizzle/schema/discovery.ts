import { sql } from 'drizzle-orm';
import { customType, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';
import { designs } from './designs.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * One row for each design that strangers may find, and none for any other: searching here cannot tell of private ones.
 * Triggers keep it in step with designs and with the names of their authors; nothing else writes it.
 */
export const searchDocs = pgTable(
  'search_docs',
  {
    designId: id('design_id')
      .primaryKey()
      .references(() => designs.id, { onDelete: 'cascade' }),
    /** Weights: A title, B tags, C author, D description. */
    words: tsvector('words').notNull(),
    /** What it can be narrowed by, each with its kind: `tag:…`, `kind:…`, `licence:…`, `colour:…`, `author:…`. */
    facets: text('facets').array().notNull(),
  },
  (t) => [index('search_docs_words').using('gin', t.words), index('search_docs_facets').using('gin', t.facets)],
);

/**
 * Words of titles, tags and authors, for “did you mean”. The triggers add what is new, a daily job counts and forgets;
 * a word may outlive its last public design by that much, so whoever offers one looks first whether it is still found.
 */
export const searchWords = pgTable(
  'search_words',
  { word: text('word').primaryKey(), designs: integer('designs').notNull() },
  (t) => [index('search_words_like').using('gin', t.word.op('gin_trgm_ops'))],
);

/** Tags, kept as the words are and with the same caution. */
export const searchTags = pgTable('search_tags', {
  tag: text('tag').primaryKey(),
  designs: integer('designs').notNull(),
});

/** Authors by their names, kept as the words are and with the same caution. */
export const searchPeople = pgTable(
  'search_people',
  {
    userId: id('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    folded: text('folded').notNull(),
  },
  (t) => [index('search_people_folded').using('gin', t.folded.op('gin_trgm_ops'))],
);

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

/** Runs that were finished. */
export const neighbourRuns = pgTable('neighbour_runs', {
  run: integer('run').primaryKey(),
  at: instant('at').notNull(),
  /** How many reactions it went by. */
  reactions: integer('reactions').notNull(),
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
    lastAt: instant('last_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.designId] }),
    index('suggestion_views_design').on(t.designId),
    index('suggestion_views_old').on(t.lastAt),
  ],
);

/** What somebody does not want to be suggested again. */
export const dismissedSuggestions = pgTable(
  'dismissed_suggestions',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.designId] }), index('dismissed_suggestions_design').on(t.designId)],
);

/** How often new work was given a place among suggestions, to anybody: the least shown goes first. */
export const newWorkShown = pgTable('new_work_shown', {
  designId: id('design_id')
    .primaryKey()
    .references(() => designs.id, { onDelete: 'cascade' }),
  times: integer('times').notNull().default(sql`0`),
});
