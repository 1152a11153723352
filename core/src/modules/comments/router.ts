import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import { designThreadsRouter } from './designs/router.ts';
import {
  commentHistorySchema,
  commentIdSchema,
  commentSchema,
  createCommentSchema,
  createThreadSchema,
  editCommentSchema,
  listThreadsSchema,
  markThreadReadSchema,
  removedCommentSchema,
  roomInputSchema,
  seenThreadSchema,
  setAnchorSchema,
  threadCountsSchema,
  threadIdSchema,
  threadPageSchema,
} from './schema.ts';

const tags = ['comments'];

const threadsRouter = router({
  list: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/rooms/{roomId}/threads', tags, summary: 'Threads of a room' } })
    .input(listThreadsSchema)
    .output(threadPageSchema)
    .query(({ ctx, input }) => ctx.services.comments.threads.list(ctx.actor, input)),
  get: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/threads/{threadId}', tags, summary: 'A thread with all its comments' } })
    .input(threadIdSchema)
    .output(seenThreadSchema)
    .query(({ ctx, input }) => ctx.services.comments.threads.get(ctx.actor, input.threadId)),
  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/rooms/{roomId}/threads', tags, summary: 'Begin a thread' } })
    .input(createThreadSchema)
    .output(seenThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.threads.create(ctx.actor, input)),
  resolve: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/threads/{threadId}/resolve', tags, summary: 'Settle a thread' } })
    .input(threadIdSchema)
    .output(seenThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.threads.resolve(ctx.actor, input.threadId)),
  reopen: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/threads/{threadId}/reopen', tags, summary: 'Open it again' } })
    .input(threadIdSchema)
    .output(seenThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.threads.reopen(ctx.actor, input.threadId)),
  setAnchor: signedInProcedure
    .input(setAnchorSchema)
    .output(seenThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.threads.setAnchor(ctx.actor, input)),
  markRead: signedInProcedure
    .input(markThreadReadSchema)
    .output(threadCountsSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.threads.markRead(ctx.actor, input)),
});

export const commentsRouter = router({
  threads: threadsRouter,
  onDesigns: designThreadsRouter,

  counts: publicProcedure
    .input(roomInputSchema)
    .output(threadCountsSchema)
    .query(({ ctx, input }) => ctx.services.comments.threads.counts(ctx.actor, input.roomId)),
  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/threads/{threadId}/comments', tags, summary: 'Reply in a thread' } })
    .input(createCommentSchema)
    .output(commentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.create(ctx.actor, input)),
  edit: signedInProcedure
    .meta({ openapi: { method: 'PATCH', path: '/comments/{commentId}', tags, summary: 'Edit my comment' } })
    .input(editCommentSchema)
    .output(commentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.edit(ctx.actor, input)),
  remove: signedInProcedure
    .meta({ openapi: { method: 'DELETE', path: '/comments/{commentId}', tags, summary: 'Remove a comment' } })
    .input(commentIdSchema)
    .output(removedCommentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.remove(ctx.actor, input.commentId)),
  history: publicProcedure
    .input(commentIdSchema)
    .output(commentHistorySchema)
    .query(({ ctx, input }) => ctx.services.comments.history(ctx.actor, input.commentId)),
});
