/** What goes into and comes out of the procedures of feed and search. Runs anywhere. */
import { releaseFileKinds } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { colourNames } from '../../contract/colours.ts';
import { idPattern } from '../../contract/ids.ts';
import { licenceIds } from '../../contract/licences.ts';
import { anyIdSchema, line } from '../../contract/words.ts';
import { cursorSchema, designCardSchema, mostTags, pageInput, pictureSchema, tagSchema } from '../designs/schema.ts';
import { roomPersonSchema } from '../rooms/schema.ts';

export const queryLength = 200;
export const mostSavedSearches = 50;
export const savedNameLength = 80;

const idSchema = z.string().regex(idPattern);

/** Control characters part words as spaces do; half of a surrogate pair is no letter. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const blanks = /[\s\u0000-\u001f\u007f\ufffd]+/g;

/** Words as a person types them, with “phrases”, -words to leave out, and a last word that may be unfinished. */
export const querySchema = z
  .string()
  .max(8_000, `Use at most ${queryLength} characters.`)
  .transform((words) => words.toWellFormed().normalize('NFC').replace(blanks, ' ').trim())
  .pipe(z.string().max(queryLength, `Use at most ${queryLength} characters.`));

/** What is named twice counts once. Of a list any, of tags all. */
export const filterSchema = z.object({
  tags: z.array(tagSchema).max(mostTags).optional(),
  kinds: z.array(z.enum(releaseFileKinds)).max(releaseFileKinds.length).optional(),
  licences: z.array(z.enum(licenceIds)).max(licenceIds.length).optional(),
  authorId: anyIdSchema.optional(),
  colours: z.array(z.enum(colourNames)).max(colourNames.length).optional(),
  /** Only what others may change and publish. */
  remixable: z.boolean().optional(),
});
export type Filter = z.infer<typeof filterSchema>;

export const feedOrders = ['hot', 'new', 'top', 'following', 'forYou'] as const;
export type FeedOrder = (typeof feedOrders)[number];
export const feedWindows = ['day', 'week', 'month', 'year', 'all'] as const;
export type FeedWindow = (typeof feedWindows)[number];
export const searchOrders = ['relevance', 'new', 'top'] as const;
export type SearchOrder = (typeof searchOrders)[number];

/** Why somebody is shown a design: it is like one that they liked, by whom they follow, liked by many, or new. */
export const reasonSchema = z.object({
  code: z.enum(['similar', 'followed', 'popular', 'new', 'hot']),
  /** Of `similar`: the design that they liked. */
  designId: idSchema.optional(),
  title: z.string().optional(),
  /** Of `followed`. */
  person: roomPersonSchema.optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

export const feedItemSchema = designCardSchema.extend({ reason: reasonSchema.nullable() });
export type FeedItem = z.infer<typeof feedItemSchema>;

export const listFeedSchema = z.object({
  order: z.enum(feedOrders).default('hot'),
  /** Of `top` alone. */
  window: z.enum(feedWindows).default('week'),
  filter: filterSchema.default({}),
  ...pageInput,
});
export type ListFeed = z.infer<typeof listFeedSchema>;
/** Ranks move while somebody reads: a design may come again on a later page, and is dropped by its id. */
export const feedPageSchema = z.object({ items: z.array(feedItemSchema), nextCursor: cursorSchema.nullable() });
export type FeedPage = z.infer<typeof feedPageSchema>;

/** `dismissed: false` takes it back. */
export const dismissSchema = z.object({ designId: anyIdSchema, dismissed: z.boolean().default(true) });
export type Dismiss = z.infer<typeof dismissSchema>;
export const dismissedSchema = z.object({ designId: z.string(), dismissed: z.boolean() });
export type Dismissed = z.infer<typeof dismissedSchema>;

export const similarSchema = z.object({ designId: anyIdSchema, limit: z.number().int().min(1).max(30).default(12) });
export type Similar = z.infer<typeof similarSchema>;
export const similarPageSchema = z.object({ items: z.array(designCardSchema) });

export const runSearchSchema = z.object({
  q: querySchema.default(''),
  filter: filterSchema.default({}),
  order: z.enum(searchOrders).default('relevance'),
  ...pageInput,
});
export type RunSearch = z.infer<typeof runSearchSchema>;
export const searchPageSchema = z.object({
  items: z.array(designCardSchema),
  nextCursor: cursorSchema.nullable(),
  /** The search with words that are there instead of ones that are not; null when it is good as it is. */
  didYouMean: z.string().nullable(),
});
export type SearchPage = z.infer<typeof searchPageSchema>;

export const facetsInputSchema = z.object({ q: querySchema.default(''), filter: filterSchema.default({}) });
export type FacetsInput = z.infer<typeof facetsInputSchema>;
/** Exact up to `facetCap`, which stands for it or more. */
const facetSchema = z.object({ value: z.string(), label: z.string().optional(), count: z.number().int() });
export type Facet = z.infer<typeof facetSchema>;
/** The most frequent first. What is chosen in one list does not narrow that list itself, tags apart. */
export const facetsSchema = z.object({
  total: z.number().int(),
  kinds: z.array(facetSchema),
  tags: z.array(facetSchema),
  licences: z.array(facetSchema),
  colours: z.array(facetSchema),
  authors: z.array(facetSchema),
});
export type Facets = z.infer<typeof facetsSchema>;

export const suggestInputSchema = z.object({ q: querySchema });
/** Counts of tags while somebody types stop here. */
export const suggestedCap = 100;
export const suggestionsSchema = z.object({
  /** `count`: up to `suggestedCap`, which stands for it or more. */
  tags: z.array(z.object({ tag: z.string(), count: z.number().int() })),
  designs: z.array(z.object({ id: idSchema, title: z.string(), picture: pictureSchema.nullable() })),
  people: z.array(roomPersonSchema),
});
export type Suggestions = z.infer<typeof suggestionsSchema>;

const keptSearchSchema = z.object({
  q: querySchema.default(''),
  filter: filterSchema.default({}),
  order: z.enum(searchOrders).default('relevance'),
});
export type KeptSearch = z.infer<typeof keptSearchSchema>;
export const saveSearchSchema = z.object({
  name: line(savedNameLength).min(1, 'Give the search a name.'),
  search: keptSearchSchema,
});
export type SaveSearch = z.infer<typeof saveSearchSchema>;
export const savedSearchSchema = z.object({
  id: idSchema,
  name: z.string(),
  search: keptSearchSchema,
  createdAt: z.iso.datetime(),
});
export type SavedSearch = z.infer<typeof savedSearchSchema>;
/** Newest first. */
export const savedSearchesSchema = z.object({ items: z.array(savedSearchSchema) });
export const savedSearchIdSchema = z.object({ savedSearchId: anyIdSchema });
export const removedSearchSchema = z.object({ id: idSchema });
