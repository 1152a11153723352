import { publicProcedure, router, signedInProcedure } from '../../../trpc.ts';
import {
  chatMessageSchema,
  type Done,
  doneSchema,
  editMessageSchema,
  listMessagesSchema,
  markReadSchema,
  messageIdSchema,
  messageListSchema,
  sendMessageSchema,
  unreadSchema,
} from '../schema.ts';
import { callerOf } from './caller.ts';

const done: Done = { done: true };

export const chatRouter = router({
  list: publicProcedure
    .input(listMessagesSchema)
    .output(messageListSchema)
    .query(({ ctx, input }) => ctx.services.rooms.chat.list(ctx.actor, input)),
  send: signedInProcedure
    .input(sendMessageSchema)
    .output(chatMessageSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.chat.send(callerOf(ctx), input)),
  edit: signedInProcedure
    .input(editMessageSchema)
    .output(chatMessageSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.chat.edit(callerOf(ctx), input)),
  remove: signedInProcedure
    .input(messageIdSchema)
    .output(doneSchema)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.chat.remove(callerOf(ctx), input.messageId);
      return done;
    }),
  markRead: signedInProcedure
    .input(markReadSchema)
    .output(unreadSchema)
    .mutation(({ ctx, input }) => ctx.services.rooms.chat.markRead(callerOf(ctx), input)),
});
