import { tracked } from '@trpc/server';
import { eventStream } from '../../platform/event-stream.ts';
import { router, signedInProcedure } from '../../trpc.ts';
import { myEventsSchema, type UserEvent } from './schema.ts';

export const eventsRouter = router({
  mine: signedInProcedure.input(myEventsSchema).subscription(async function* ({ ctx, input, signal }) {
    const request = { lastEventId: input.lastEventId, signal: signal ?? new AbortController().signal };
    for await (const { id, event } of eventStream(ctx.events, `user:${ctx.actor.userId}`, request)) {
      yield tracked(id, event as UserEvent);
    }
  }),
});
