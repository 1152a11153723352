import { tracked } from '@trpc/server';
import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import { designEventsSchema } from '../events/schema.ts';
import { roomIdSchema } from '../rooms/schema.ts';
import {
  addReleaseSchema,
  authorListSchema,
  createDesignSchema,
  createdDesignSchema,
  designIdSchema,
  designListSchema,
  designPageSchema,
  designSchema,
  diffReleasesSchema,
  followedSchema,
  followSchema,
  originSchema,
  ownListSchema,
  publishedSchema,
  publishSchema,
  reactionsSchema,
  reactSchema,
  releaseDiffSchema,
  releaseIdSchema,
  releaseSchema,
  remixedSchema,
  remixSchema,
  removedDesignSchema,
  updateDesignSchema,
} from './schema.ts';

const tags = ['designs'];

export const designsRouter = router({
  /** At REST it comes with its comments: `comments.onDesigns.ofDesign`. */
  get: publicProcedure
    .input(designIdSchema)
    .output(designSchema)
    .query(({ ctx, input }) => ctx.services.designs.get(ctx.actor, input.designId)),
  create: signedInProcedure
    .meta({
      openapi: { method: 'POST', path: '/designs', tags, summary: 'Publish documents and pictures as a design' },
    })
    .input(createDesignSchema)
    .output(createdDesignSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.create(ctx.actor, input)),
  publish: signedInProcedure
    .input(publishSchema)
    .output(publishedSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.publish(ctx.actor, input)),
  addRelease: signedInProcedure
    .input(addReleaseSchema)
    .output(publishedSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.addRelease(ctx.actor, input)),
  update: signedInProcedure
    .input(updateDesignSchema)
    .output(designSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.update(ctx.actor, input)),
  remove: signedInProcedure
    .input(designIdSchema)
    .output(removedDesignSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.remove(ctx.actor, input.designId)),
  restore: signedInProcedure
    .input(designIdSchema)
    .output(designSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.restore(ctx.actor, input.designId)),
  release: publicProcedure
    .input(releaseIdSchema)
    .output(releaseSchema)
    .query(({ ctx, input }) => ctx.services.designs.release(ctx.actor, input)),
  diff: publicProcedure
    .input(diffReleasesSchema)
    .output(releaseDiffSchema)
    .query(({ ctx, input }) => ctx.services.designs.diff(ctx.actor, input)),
  remixes: publicProcedure
    .input(designListSchema)
    .output(designPageSchema)
    .query(({ ctx, input }) => ctx.services.designs.remixes(ctx.actor, input)),
  mine: signedInProcedure
    .input(ownListSchema)
    .output(designPageSchema)
    .query(({ ctx, input }) => ctx.services.designs.mine(ctx.actor, input)),
  saved: signedInProcedure
    .input(ownListSchema)
    .output(designPageSchema)
    .query(({ ctx, input }) => ctx.services.designs.saved(ctx.actor, input)),
  byAuthor: publicProcedure
    .input(authorListSchema)
    .output(designPageSchema)
    .query(({ ctx, input }) => ctx.services.designs.byAuthor(ctx.actor, input)),
  react: signedInProcedure
    .input(reactSchema)
    .output(reactionsSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.react(ctx.actor, input)),
  follow: signedInProcedure
    .input(followSchema)
    .output(followedSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.follow(ctx.actor, input)),
  remix: signedInProcedure
    .input(remixSchema)
    .output(remixedSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.remix(ctx.actor, input)),
  origin: signedInProcedure
    .input(roomIdSchema)
    .output(originSchema)
    .query(({ ctx, input }) => ctx.services.designs.origin(ctx.actor, input.roomId)),
  events: publicProcedure.input(designEventsSchema).subscription(async function* ({ ctx, input, signal }) {
    const request = { lastEventId: input.lastEventId, signal: signal ?? new AbortController().signal };
    for await (const { id, event } of ctx.services.designs.events(ctx.actor, input.designId, request)) {
      yield tracked(id, event);
    }
  }),
});
