/** What goes into and comes out of the procedures of threads and comments. Runs anywhere. */
import { z } from 'zod';
import { anchorSchema } from '../../contract/anchor.ts';
import { idPattern } from '../../contract/ids.ts';
import { messageTextSchema, roomPersonSchema } from '../rooms/schema.ts';

/** In lists a thread carries its first comment and this many of its newest; `threads.get` carries all. */
export const newestInLists = 10;
/** Counts of unread comments stop here; show it as “99+”. */
export const unreadCap = 100;

const idSchema = z.string().regex(idPattern);
/** Ids that come in are not checked for their form: a malformed one is as unknown as any other. */
const anyIdSchema = z.string().max(64);
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
