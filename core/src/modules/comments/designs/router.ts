import { publicProcedure, router, signedInProcedure } from '../../../trpc.ts';
import { designIdSchema } from '../../designs/schema.ts';
import {
  commentHistorySchema,
  commentIdSchema,
  createCommentSchema,
  createDesignThreadSchema,
  designCommentSchema,
  designThreadPageSchema,
  designThreadSchema,
  discussedDesignSchema,
  editCommentSchema,
  listDesignThreadsSchema,
  markThreadReadSchema,
  mentionablePeopleSchema,
  mentionableSchema,
  postDesignCommentSchema,
  postedCommentSchema,
  removedCommentSchema,
  threadIdSchema,
} from '../schema.ts';

const tags = ['comments'];

/** Threads on designs. */
export const designThreadsRouter = router({
  list: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/designs/{designId}/threads', tags, summary: 'Threads on a design' } })
    .input(listDesignThreadsSchema)
    .output(designThreadPageSchema)
    .query(({ ctx, input }) => ctx.services.comments.onDesigns.list(ctx.actor, input)),
  ofDesign: publicProcedure
    .meta({
      openapi: { method: 'GET', path: '/designs/{designId}', tags: ['designs'], summary: 'A design with its comments' },
    })
    .input(designIdSchema)
    .output(discussedDesignSchema)
    .query(async ({ ctx, input: { designId } }) => ({
      ...(await ctx.services.designs.get(ctx.actor, designId)),
      comments: await ctx.services.comments.onDesigns.flat(ctx.actor, designId),
    })),
  get: publicProcedure
    .input(threadIdSchema)
    .output(designThreadSchema)
    .query(({ ctx, input }) => ctx.services.comments.onDesigns.get(ctx.actor, input.threadId)),
  create: signedInProcedure
    .input(createDesignThreadSchema)
    .output(designThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.create(ctx.actor, input)),
  post: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/designs/{designId}/comments', tags, summary: 'Comment on a design' } })
    .input(postDesignCommentSchema)
    .output(postedCommentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.post(ctx.actor, input)),
  reply: signedInProcedure
    .input(createCommentSchema)
    .output(designCommentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.reply(ctx.actor, input)),
  edit: signedInProcedure
    .input(editCommentSchema)
    .output(designCommentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.edit(ctx.actor, input)),
  remove: signedInProcedure
    .input(commentIdSchema)
    .output(removedCommentSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.remove(ctx.actor, input.commentId)),
  history: publicProcedure
    .input(commentIdSchema)
    .output(commentHistorySchema)
    .query(({ ctx, input }) => ctx.services.comments.onDesigns.history(ctx.actor, input.commentId)),
  resolve: signedInProcedure
    .input(threadIdSchema)
    .output(designThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.resolve(ctx.actor, input.threadId)),
  reopen: signedInProcedure
    .input(threadIdSchema)
    .output(designThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.reopen(ctx.actor, input.threadId)),
  markRead: signedInProcedure
    .input(markThreadReadSchema)
    .output(designThreadSchema)
    .mutation(({ ctx, input }) => ctx.services.comments.onDesigns.markRead(ctx.actor, input)),
  mentionable: signedInProcedure
    .input(mentionableSchema)
    .output(mentionablePeopleSchema)
    .query(({ ctx, input }) => ctx.services.comments.onDesigns.mentionable(ctx.actor, input.designId)),
});
