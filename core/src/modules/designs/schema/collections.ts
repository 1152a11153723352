/** What goes into and comes out of the procedures of collections. Runs anywhere. */
import { contentStandings, designVisibilities } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../../contract/ids.ts';
import { anyIdSchema, line, paragraph } from '../../../contract/words.ts';
import { roomPersonSchema } from '../../rooms/schema.ts';
import { cursorSchema, designCardSchema, pageInput, pictureSchema } from './design-card.ts';

export const collectionTitleLength = 80;
export const collectionDescriptionLength = 2_000;
export const itemNoteLength = 500;

const idSchema = z.string().regex(idPattern);
const visibilitySchema = z.enum(designVisibilities);
const titleSchema = line(collectionTitleLength).min(1, 'Give the collection a title.');

export const collectionSchema = z.object({
  id: idSchema,
  title: z.string(),
  description: z.string(),
  owner: roomPersonSchema,
  visibility: visibilitySchema,
  /** Only its owner and moderators see one that is not `visible`. */
  standing: z.enum(contentStandings),
  /** Of the designs that I may see. */
  itemCount: z.number().int(),
  /** Of its first designs. */
  pictures: z.array(pictureSchema),
  changedAt: z.iso.datetime(),
  mine: z.boolean(),
});
export type Collection = z.infer<typeof collectionSchema>;

export const collectionItemSchema = z.object({
  design: designCardSchema,
  /** Why it is in here, in the owner's words. */
  note: z.string(),
});
export type CollectionItem = z.infer<typeof collectionItemSchema>;

/** In the owner's order. */
export const collectionPageSchema = z.object({
  collection: collectionSchema,
  /** What its owner reads about why it is held or hidden; null when it is neither. */
  statementId: idSchema.nullable(),
  items: z.array(collectionItemSchema),
  nextCursor: cursorSchema.nullable(),
});
export type CollectionPage = z.infer<typeof collectionPageSchema>;

/** The one changed last comes first. */
export const listCollectionsSchema = z.object({ userId: anyIdSchema, ...pageInput });
export type ListCollections = z.infer<typeof listCollectionsSchema>;
export const collectionListSchema = z.object({
  items: z.array(collectionSchema),
  nextCursor: cursorSchema.nullable(),
});
export type CollectionList = z.infer<typeof collectionListSchema>;

export const collectionIdSchema = z.object({ collectionId: anyIdSchema });
export const getCollectionSchema = collectionIdSchema.extend(pageInput);
export type GetCollection = z.infer<typeof getCollectionSchema>;

export const createCollectionSchema = z.object({
  title: titleSchema,
  description: paragraph(collectionDescriptionLength).default(''),
  visibility: visibilitySchema,
});
export type CreateCollection = z.infer<typeof createCollectionSchema>;

export const updateCollectionSchema = collectionIdSchema.extend({
  title: titleSchema.optional(),
  description: paragraph(collectionDescriptionLength).optional(),
  visibility: visibilitySchema.optional(),
});
export type UpdateCollection = z.infer<typeof updateCollectionSchema>;

export const collectionItemIdSchema = collectionIdSchema.extend({ designId: anyIdSchema });
export type CollectionItemId = z.infer<typeof collectionItemIdSchema>;
export const addItemSchema = collectionItemIdSchema.extend({
  note: paragraph(itemNoteLength).default(''),
  /** The design that it comes behind; null: to the front. Without, or when that is in there no more: to the end. */
  after: anyIdSchema.nullable().optional(),
});
export type AddItem = z.infer<typeof addItemSchema>;
/** `added` is false for what was in there already: it keeps its place, and its note, which is given. */
export const addedItemSchema = collectionItemSchema.extend({ added: z.boolean() });
export type AddedItem = z.infer<typeof addedItemSchema>;
export const updateItemSchema = collectionItemIdSchema.extend({ note: paragraph(itemNoteLength) });
export type UpdateItem = z.infer<typeof updateItemSchema>;
/** `after`: the design that it comes behind; null: to the front. */
export const moveItemSchema = collectionItemIdSchema.extend({ after: anyIdSchema.nullable() });
export type MoveItem = z.infer<typeof moveItemSchema>;

export const containingSchema = z.object({ designId: anyIdSchema });
/** All my collections, the one changed last first, for a menu of them. */
export const containedSchema = z.object({
  items: z.array(z.object({ id: idSchema, title: z.string(), visibility: visibilitySchema, contains: z.boolean() })),
});
export type Contained = z.infer<typeof containedSchema>;
export const removedCollectionSchema = z.object({ collectionId: idSchema });
