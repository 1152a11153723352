import { publicProcedure, router, signedInProcedure } from '../../../trpc.ts';
import {
  addedItemSchema,
  addItemSchema,
  collectionIdSchema,
  collectionItemIdSchema,
  collectionItemSchema,
  collectionListSchema,
  collectionPageSchema,
  collectionSchema,
  containedSchema,
  containingSchema,
  createCollectionSchema,
  getCollectionSchema,
  listCollectionsSchema,
  moveItemSchema,
  removedCollectionSchema,
  updateCollectionSchema,
  updateItemSchema,
} from '../schema.ts';

export const collectionsRouter = router({
  list: publicProcedure
    .input(listCollectionsSchema)
    .output(collectionListSchema)
    .query(({ ctx, input }) => ctx.services.designs.collections.list(ctx.actor, input)),
  get: publicProcedure
    .input(getCollectionSchema)
    .output(collectionPageSchema)
    .query(({ ctx, input }) => ctx.services.designs.collections.get(ctx.actor, input)),
  create: signedInProcedure
    .input(createCollectionSchema)
    .output(collectionSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.create(ctx.actor, input)),
  update: signedInProcedure
    .input(updateCollectionSchema)
    .output(collectionSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.update(ctx.actor, input)),
  remove: signedInProcedure
    .input(collectionIdSchema)
    .output(removedCollectionSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.remove(ctx.actor, input.collectionId)),
  restore: signedInProcedure
    .input(collectionIdSchema)
    .output(collectionSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.restore(ctx.actor, input.collectionId)),
  addItem: signedInProcedure
    .input(addItemSchema)
    .output(addedItemSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.addItem(ctx.actor, input)),
  updateItem: signedInProcedure
    .input(updateItemSchema)
    .output(collectionItemSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.updateItem(ctx.actor, input)),
  removeItem: signedInProcedure
    .input(collectionItemIdSchema)
    .output(collectionItemIdSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.removeItem(ctx.actor, input)),
  moveItem: signedInProcedure
    .input(moveItemSchema)
    .output(collectionItemIdSchema)
    .mutation(({ ctx, input }) => ctx.services.designs.collections.moveItem(ctx.actor, input)),
  containing: signedInProcedure
    .input(containingSchema)
    .output(containedSchema)
    .query(({ ctx, input }) => ctx.services.designs.collections.containing(ctx.actor, input.designId)),
});
