import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import {
  dismissedSchema,
  dismissSchema,
  facetsInputSchema,
  facetsSchema,
  feedPageSchema,
  listFeedSchema,
  removedSearchSchema,
  runSearchSchema,
  savedSearchesSchema,
  savedSearchIdSchema,
  savedSearchSchema,
  saveSearchSchema,
  searchPageSchema,
  similarPageSchema,
  similarSchema,
  suggestInputSchema,
  suggestionsSchema,
} from './schema.ts';

export const feedRouter = router({
  list: publicProcedure
    .input(listFeedSchema)
    .output(feedPageSchema)
    .query(({ ctx, input }) => ctx.services.discovery.feed.list(ctx.actor, input)),
  dismiss: signedInProcedure
    .input(dismissSchema)
    .output(dismissedSchema)
    .mutation(({ ctx, input }) => ctx.services.discovery.feed.dismiss(ctx.actor, input)),
  similar: publicProcedure
    .input(similarSchema)
    .output(similarPageSchema)
    .query(({ ctx, input }) => ctx.services.discovery.feed.similar(ctx.actor, input)),
});

const savedRouter = router({
  list: signedInProcedure.output(savedSearchesSchema).query(({ ctx }) => ctx.services.discovery.saved.list(ctx.actor)),
  create: signedInProcedure
    .input(saveSearchSchema)
    .output(savedSearchSchema)
    .mutation(({ ctx, input }) => ctx.services.discovery.saved.create(ctx.actor, input)),
  remove: signedInProcedure
    .input(savedSearchIdSchema)
    .output(removedSearchSchema)
    .mutation(({ ctx, input }) => ctx.services.discovery.saved.remove(ctx.actor, input.savedSearchId)),
});

export const searchRouter = router({
  saved: savedRouter,
  run: publicProcedure
    .input(runSearchSchema)
    .output(searchPageSchema)
    .query(({ ctx, input }) => ctx.services.discovery.search.run(ctx.actor, input)),
  facets: publicProcedure
    .input(facetsInputSchema)
    .output(facetsSchema)
    .query(({ ctx, input }) => ctx.services.discovery.search.facets(ctx.actor, input)),
  suggest: publicProcedure
    .input(suggestInputSchema)
    .output(suggestionsSchema)
    .query(({ ctx, input }) => ctx.services.discovery.search.suggest(ctx.actor, input.q)),
});
