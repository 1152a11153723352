import { router, signedInProcedure } from '../../trpc.ts';
import {
  digestSchema,
  listNotificationsSchema,
  markNotificationReadSchema,
  notificationChoiceSchema,
  notificationChoicesSchema,
  notificationCountsSchema,
  notificationPageSchema,
  setDigestSchema,
} from './schema.ts';

const tags = ['notifications'];

const choicesRouter = router({
  get: signedInProcedure
    .output(notificationChoicesSchema)
    .query(({ ctx }) => ctx.services.notifications.choices.get(ctx.actor)),
  set: signedInProcedure
    .input(notificationChoiceSchema)
    .output(notificationChoicesSchema)
    .mutation(({ ctx, input }) => ctx.services.notifications.choices.set(ctx.actor, input)),
});

const digestRouter = router({
  get: signedInProcedure.output(digestSchema).query(({ ctx }) => ctx.services.notifications.digest.get(ctx.actor)),
  set: signedInProcedure
    .input(setDigestSchema)
    .output(digestSchema)
    .mutation(({ ctx, input }) => ctx.services.notifications.digest.set(ctx.actor, input.cadence)),
});

export const notificationsRouter = router({
  list: signedInProcedure
    .meta({ openapi: { method: 'GET', path: '/notifications', tags, summary: 'What you were told, newest first' } })
    .input(listNotificationsSchema)
    .output(notificationPageSchema)
    .query(({ ctx, input }) => ctx.services.notifications.list(ctx.actor, input)),
  counts: signedInProcedure
    .output(notificationCountsSchema)
    .query(({ ctx }) => ctx.services.notifications.counts(ctx.actor)),
  markRead: signedInProcedure
    .input(markNotificationReadSchema)
    .output(notificationCountsSchema)
    .mutation(({ ctx, input }) => ctx.services.notifications.markRead(ctx.actor, input)),
  choices: choicesRouter,
  digest: digestRouter,
});
