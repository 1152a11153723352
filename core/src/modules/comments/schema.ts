/** What goes into and comes out of the procedures of threads and comments. Runs anywhere. */
import { contentStandings } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { anchorSchema } from '../../contract/anchor.ts';
import { designAnchorSchema, designSurfaces } from '../../contract/design-anchor.ts';
import { idPattern } from '../../contract/ids.ts';
import { anyIdSchema } from '../../contract/words.ts';
import { designSchema } from '../designs/schema.ts';
import { messageTextSchema, roomPersonSchema } from '../rooms/schema.ts';

/** In lists a thread carries its first comment and this many of its newest; `threads.get` carries all. */
export const newestInLists = 10;
/** Counts of unread comments stop here; show it as “99+”. */
export const unreadCap = 100;

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();
const by = idSchema.nullable();

/** People are named as `@[Name](userId)`; see `contract/mentions.ts`. */
export const commentSchema = z.object({
  id: idSchema,
  threadId: idSchema,
  /** Null when the account is gone. */
  author: roomPersonSchema.nullable(),
  /** Empty when the comment was removed. */
  text: z.string(),
  /** Members named in the text. */
  mentions: z.array(idSchema),
  createdAt: instantSchema,
  editedAt: instantSchema.nullable(),
  removed: z.boolean(),
});
export type Comment = z.infer<typeof commentSchema>;

/** Who settled a thread, and when; null while it is open. */
export const resolutionSchema = z.object({ by: roomPersonSchema.nullable(), at: instantSchema }).nullable();
export type Resolution = z.infer<typeof resolutionSchema>;

/** A thread as everybody sees it. */
export const threadSchema = z.object({
  id: idSchema,
  roomId: idSchema,
  documentId: idSchema,
  /** Of its document. */
  path: z.string(),
  anchor: anchorSchema,
  startedBy: roomPersonSchema.nullable(),
  createdAt: instantSchema,
  resolved: resolutionSchema,
  /** Oldest first; removed ones keep their place while anything of the thread stands. */
  comments: z.array(commentSchema),
  /** All of them, removed ones, too. */
  commentCount: z.number().int(),
});
export type Thread = z.infer<typeof threadSchema>;

/** A thread as one person sees it. */
export const seenThreadSchema = threadSchema.extend({
  /** Comments of others that I have not seen; 0 when I am no member. */
  unread: z.number().int(),
  /** Whether a comment in it names me. */
  mentionsMe: z.boolean(),
});
export type SeenThread = z.infer<typeof seenThreadSchema>;

export const listThreadsSchema = z.object({
  roomId: anyIdSchema,
  /** Without: of every document of the room. */
  documentId: anyIdSchema.optional(),
  state: z.enum(['open', 'resolved', 'all']).default('all'),
  /** Only those with a comment that names me. */
  mentionsMe: z.boolean().optional(),
  /** Threads older than this one; without: the newest. */
  cursor: idSchema.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListThreads = z.infer<typeof listThreadsSchema>;
/** Newest thread first. */
export const threadPageSchema = z.object({ items: z.array(seenThreadSchema), nextCursor: idSchema.nullable() });
export type ThreadPage = z.infer<typeof threadPageSchema>;

export const threadIdSchema = z.object({ threadId: anyIdSchema });
export const commentIdSchema = z.object({ commentId: anyIdSchema });

export const createThreadSchema = z.object({ roomId: anyIdSchema, anchor: anchorSchema, text: messageTextSchema });
export type CreateThread = z.infer<typeof createThreadSchema>;
export const setAnchorSchema = threadIdSchema.extend({ anchor: anchorSchema });
export type SetAnchor = z.infer<typeof setAnchorSchema>;
export const createCommentSchema = threadIdSchema.extend({ text: messageTextSchema });
export const editCommentSchema = commentIdSchema.extend({ text: messageTextSchema });
/** `threadRemoved`: it was the last one that stood, so its thread is gone, too. */
export const removedCommentSchema = z.object({ threadRemoved: z.boolean() });

/** Oldest first: what the comment said before each edit, at most 100. */
export const commentHistorySchema = z.object({
  items: z.array(z.object({ text: z.string(), writtenAt: instantSchema })),
});
export type CommentHistory = z.infer<typeof commentHistorySchema>;

export const markThreadReadSchema = threadIdSchema.extend({ commentId: anyIdSchema });
export const roomInputSchema = z.object({ roomId: anyIdSchema });
/** Of a room: threads that are open, unread comments at most `unreadCap`, and how many of these name me. */
export const threadCountsSchema = z.object({
  open: z.number().int(),
  unread: z.number().int(),
  mentions: z.number().int(),
});
export type ThreadCounts = z.infer<typeof threadCountsSchema>;

/** What room events about threads carry, by type. */
const place = { threadId: idSchema, documentId: idSchema };
export const threadEventSchemas = {
  'thread.created': z.object({ thread: threadSchema, by }),
  /** Resolved, reopened, or pointed at another place: what it is now. */
  'thread.changed': z.object({ ...place, resolved: resolutionSchema, anchor: anchorSchema, by }),
  /** Its last comment was removed. */
  'thread.removed': z.object({ ...place, by }),
  'comment.added': z.object({ ...place, comment: commentSchema, by }),
  'comment.edited': z.object({ ...place, comment: commentSchema, by }),
  'comment.removed': z.object({ ...place, commentId: idSchema, by }),
} as const;
export type ThreadEventType = keyof typeof threadEventSchemas;
export type ThreadEventPayload<Type extends ThreadEventType> = z.infer<(typeof threadEventSchemas)[Type]>;

// ---- on designs ---------------------------------------------------------------------------------------------------

export const ratingSchema = z.number().int().min(1).max(5);

/** Text is Markdown; people are named in it as in rooms. */
export const designCommentSchema = commentSchema.extend({
  /** Stars that came with it, 1 to 5. */
  rating: ratingSchema.nullable(),
  /** Not `visible`: only its writer and moderators see it. */
  standing: z.enum(contentStandings),
});
export type DesignComment = z.infer<typeof designCommentSchema>;

export const designThreadSchema = z.object({
  id: idSchema,
  designId: idSchema,
  /** The release that it was begun on, which its anchor points into. */
  release: z.object({ id: idSchema, seq: z.number().int() }),
  /** Null: about the design as a whole. */
  anchor: designAnchorSchema.nullable(),
  startedBy: roomPersonSchema.nullable(),
  createdAt: instantSchema,
  resolved: z
    .object({
      by: roomPersonSchema.nullable(),
      at: instantSchema,
      /** The release that settled it, when a newer one than its own was out by then. */
      resolvedIn: z.number().int().nullable(),
    })
    .nullable(),
  /** Oldest first; of a listed thread the first and the newest few. */
  comments: z.array(designCommentSchema),
  /** All that I may see, removed ones, too. */
  commentCount: z.number().int(),
  /** Comments of others since I last looked; in threads of mine, or on my design. */
  unread: z.number().int(),
  mentionsMe: z.boolean(),
  rights: z.object({ resolve: z.boolean(), reply: z.boolean() }),
});
export type DesignThread = z.infer<typeof designThreadSchema>;

export const listDesignThreadsSchema = z.object({
  designId: anyIdSchema,
  state: z.enum(['open', 'resolved', 'all']).default('all'),
  surface: z.enum(designSurfaces).optional(),
  /** Of a file. */
  path: z.string().max(500).optional(),
  /** Begun on this release. */
  seq: z.number().int().min(1).max(1e6).optional(),
  cursor: idSchema.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListDesignThreads = z.infer<typeof listDesignThreadsSchema>;
/** Newest thread first. */
export const designThreadPageSchema = z.object({
  items: z.array(designThreadSchema),
  nextCursor: idSchema.nullable(),
  /** Of the whole design, whatever was asked for. */
  open: z.number().int(),
  resolved: z.number().int(),
});
export type DesignThreadPage = z.infer<typeof designThreadPageSchema>;

export const createDesignThreadSchema = z.object({
  designId: anyIdSchema,
  /** The release that is looked at; without: the newest. */
  seq: z.number().int().min(1).max(1e6).optional(),
  anchor: designAnchorSchema.optional(),
  text: messageTextSchema,
  rating: ratingSchema.optional(),
});
export type CreateDesignThread = z.infer<typeof createDesignThreadSchema>;

/** The body of `POST designs/:id/comments` at REST; with `parentId` it replies in that comment's thread. */
export const postDesignCommentSchema = z.object({
  designId: anyIdSchema,
  content: messageTextSchema,
  parentId: anyIdSchema.optional(),
  rating: ratingSchema.optional(),
  anchor: designAnchorSchema.optional(),
});
export type PostDesignComment = z.infer<typeof postDesignCommentSchema>;
export const postedCommentSchema = z.object({ id: idSchema });

/** A comment as REST takes and gives it. */
const flatCommentSchema = z.object({
  id: idSchema,
  threadId: idSchema,
  /** The first comment of its thread; null for that one itself. */
  parentId: idSchema.nullable(),
  author: roomPersonSchema.nullable(),
  /** Empty when it was removed. */
  content: z.string(),
  rating: ratingSchema.nullable(),
  /** Of a thread's first comment: where it points. */
  anchor: designAnchorSchema.nullable(),
  resolved: z.boolean(),
  createdAt: instantSchema,
  editedAt: instantSchema.nullable(),
});
export type FlatComment = z.infer<typeof flatCommentSchema>;
/** What `GET designs/:id` answers: with the comments of its newest hundred threads, oldest first. */
export const discussedDesignSchema = designSchema.extend({ comments: z.array(flatCommentSchema) });

export const mentionableSchema = z.object({ designId: anyIdSchema });
/** Who took part in the design, and whom I follow. */
export const mentionablePeopleSchema = z.object({ items: z.array(roomPersonSchema) });

/**
 * What the stream of a design carries about feedback. No words: what somebody may read of it depends on who they are,
 * so they ask for the thread, which is `not_found` when nothing of it is left for them.
 */
export const designThreadEventSchemas = {
  'thread.changed': z.object({ threadId: idSchema, by }),
} as const;
export type DesignThreadEventType = keyof typeof designThreadEventSchemas;
