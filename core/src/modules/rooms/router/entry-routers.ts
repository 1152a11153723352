import { publicProcedure, router, signedInProcedure } from '../../../trpc.ts';
import {
  createdInviteSchema,
  createInviteSchema,
  createRequestSchema,
  type Done,
  decideRequestSchema,
  doneSchema,
  inviteDescriptionSchema,
  inviteIdSchema,
  inviteListSchema,
  inviteTokenSchema,
  joinedRoomSchema,
  requestListSchema,
  roomIdSchema,
} from '../schema.ts';
import { callerOf } from './caller.ts';

const done: Done = { done: true };

export const requestsRouter = router({
  create: signedInProcedure
    .input(createRequestSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.requests.create(callerOf(ctx), input);
      return done;
    }),
  withdraw: signedInProcedure
    .input(roomIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.requests.withdraw(callerOf(ctx), input.roomId);
      return done;
    }),
  list: signedInProcedure
    .input(roomIdSchema)
    .output(requestListSchema)
    .query(({ ctx, input }) => ctx.services.rooms.requests.list(callerOf(ctx), input.roomId)),
  decide: signedInProcedure
    .input(decideRequestSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.requests.decide(callerOf(ctx), input);
      return done;
    }),
});

export const invitesRouter = router({
  create: signedInProcedure
    .input(createInviteSchema)
    .output(createdInviteSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.invites.create(callerOf(ctx), input)),
  list: signedInProcedure
    .input(roomIdSchema)
    .output(inviteListSchema)
    .query(({ ctx, input }) => ctx.services.rooms.invites.list(callerOf(ctx), input.roomId)),
  revoke: signedInProcedure
    .input(inviteIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.invites.revoke(callerOf(ctx), input.inviteId);
      return done;
    }),
  describe: publicProcedure
    .input(inviteTokenSchema)
    .output(inviteDescriptionSchema)
    .query(({ ctx, input }) => ctx.services.rooms.invites.describe(ctx.actor, input.token)),
  accept: signedInProcedure
    .input(inviteTokenSchema)
    .output(joinedRoomSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.invites.accept(callerOf(ctx), input.token)),
});
