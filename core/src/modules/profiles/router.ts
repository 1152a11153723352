import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import { profileRoomsInput, profileRoomsSchema, profileSchema, updateProfileSchema, userIdSchema } from './schema.ts';

const tags = ['people'];

export const profilesRouter = router({
  get: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/people/{userId}', tags, summary: 'What anybody may know of a person' } })
    .input(userIdSchema)
    .output(profileSchema)
    .query(({ ctx, input }) => ctx.services.profiles.get(ctx.actor, input.userId)),
  rooms: publicProcedure
    .input(profileRoomsInput)
    .output(profileRoomsSchema)
    .query(({ ctx, input }) => ctx.services.profiles.rooms(ctx.actor, input)),
  update: signedInProcedure
    .input(updateProfileSchema)
    .output(profileSchema)
    .mutation(({ ctx, input }) => ctx.services.profiles.update(ctx.actor, input)),
});
