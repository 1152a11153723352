import type { RequestContext } from '../../../context.ts';
import { publicProcedure, router, signedInProcedure } from '../../../trpc.ts';
import { documentInputSchema, doneSchema, drawingAnalysisSchema, drawingPreviewSchema } from '../schema.ts';
import type { DrawingAsker } from './service.ts';

const done = { ok: true } as const;

export const drawingsRouter = router({
  preview: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/documents/{documentId}/preview',
        tags: ['documents'],
        summary: 'The picture of a drawing',
        description:
          'Made when somebody asks for it. While the picture of the newest state is being made the answer is *pending*, with the one before where there is one.',
      },
    })
    .input(documentInputSchema)
    .output(drawingPreviewSchema)
    .query(({ ctx, input }) => ctx.services.documents.drawings.preview(askerOf(ctx), input.documentId)),

  analysis: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/documents/{documentId}/analysis',
        tags: ['documents'],
        summary: 'What a drawing shows',
        description:
          'Elements, recognised ink, words, and what kind of diagram it may be, with reasons. Made when somebody asks for it, as its picture is.',
      },
    })
    .input(documentInputSchema)
    .output(drawingAnalysisSchema)
    .query(({ ctx, input }) => ctx.services.documents.drawings.analysis(askerOf(ctx), input.documentId)),

  cancel: signedInProcedure
    .input(documentInputSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.documents.drawings.cancel(ctx.actor, input.documentId);
      return done;
    }),
});

function askerOf({ actor, origin }: RequestContext): DrawingAsker {
  return { actor, budget: actor.kind === 'user' ? `user:${actor.userId}` : `address:${origin.address}` };
}
