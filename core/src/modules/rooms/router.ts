import { tracked } from '@trpc/server';
import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import { roomEventsSchema } from '../events/schema.ts';
import { callerOf } from './router/caller.ts';
import { chatRouter } from './router/chat-router.ts';
import { invitesRouter, requestsRouter } from './router/entry-routers.ts';
import {
  collabSessionSchema,
  createCollabSessionSchema,
  createdRoomSchema,
  createRoomSchema,
  type Done,
  doneSchema,
  joinedRoomSchema,
  joinRoomSchema,
  listRoomsSchema,
  memberIdSchema,
  memberListSchema,
  removedRoomSchema,
  roomByCodeSchema,
  roomCodeSchema,
  roomIdSchema,
  roomListSchema,
  roomSchema,
  rotatedCodeSchema,
  setMemberRoleSchema,
  transferOwnershipSchema,
  updateRoomSchema,
} from './schema.ts';

const tags = ['rooms'];
const done: Done = { done: true };

const membersRouter = router({
  list: publicProcedure
    .input(roomIdSchema)
    .output(memberListSchema)
    .query(({ ctx, input }) => ctx.services.rooms.listMembers(ctx.actor, input.roomId)),
  setRole: signedInProcedure
    .meta({
      openapi: { method: 'PATCH', path: '/rooms/{roomId}/members/{userId}', tags, summary: 'Change a role' },
    })
    .input(setMemberRoleSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.members.setRole(callerOf(ctx), input);
      return done;
    }),
  remove: signedInProcedure
    .input(memberIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.members.remove(callerOf(ctx), input);
      return done;
    }),
});

export const roomsRouter = router({
  members: membersRouter,
  requests: requestsRouter,
  invites: invitesRouter,
  chat: chatRouter,

  list: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/rooms', tags, summary: 'My rooms, or the public ones' } })
    .input(listRoomsSchema)
    .output(roomListSchema)
    .query(({ ctx, input }) => ctx.services.rooms.list(ctx.actor, input)),
  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/rooms', tags, summary: 'Make a room' } })
    .input(createRoomSchema)
    .output(createdRoomSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.create(ctx.actor, input)),
  createCollabSession: signedInProcedure
    .meta({
      openapi: { method: 'POST', path: '/collab/sessions', tags, summary: 'Make a room and a token for its sockets' },
    })
    .input(createCollabSessionSchema)
    .output(collabSessionSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.createCollabSession(ctx.actor, input)),
  get: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/rooms/{roomId}', tags, summary: 'A room, and what I may do in it' } })
    .input(roomIdSchema)
    .output(roomSchema)
    .query(({ ctx, input }) => ctx.services.rooms.get(ctx.actor, input.roomId)),
  byCode: signedInProcedure
    .input(roomCodeSchema)
    .output(roomByCodeSchema)
    .query(({ ctx, input }) => ctx.services.rooms.byCode(callerOf(ctx), input.code)),
  join: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/rooms/join', tags, summary: 'Join by code' } })
    .input(joinRoomSchema)
    .output(joinedRoomSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.join(callerOf(ctx), input)),
  leave: signedInProcedure
    .input(roomIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.leave(callerOf(ctx), input.roomId);
      return done;
    }),
  update: signedInProcedure
    .input(updateRoomSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.update(callerOf(ctx), input);
      return done;
    }),
  rotateCode: signedInProcedure
    .input(roomIdSchema)
    .output(rotatedCodeSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.rotateCode(callerOf(ctx), input.roomId)),
  transferOwnership: signedInProcedure
    .input(transferOwnershipSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.transferOwnership(callerOf(ctx), input);
      return done;
    }),
  archive: signedInProcedure
    .input(roomIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.archive(callerOf(ctx), input.roomId);
      return done;
    }),
  unarchive: signedInProcedure
    .input(roomIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.unarchive(callerOf(ctx), input.roomId);
      return done;
    }),
  remove: signedInProcedure
    .input(roomIdSchema)
    .output(removedRoomSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.remove(callerOf(ctx), input.roomId)),
  restore: signedInProcedure
    .input(roomIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.restore(callerOf(ctx), input.roomId);
      return done;
    }),
  events: publicProcedure.input(roomEventsSchema).subscription(async function* ({ ctx, input, signal }) {
    const request = { lastEventId: input.lastEventId, signal: signal ?? new AbortController().signal };
    for await (const { id, event } of ctx.services.rooms.events(ctx.actor, input.roomId, request)) {
      yield tracked(id, event);
    }
  }),
});
