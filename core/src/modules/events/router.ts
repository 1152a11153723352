import { tracked } from '@trpc/server';
import { router, signedInProcedure } from '../../trpc.ts';
import { myEventsSchema } from './schema.ts';
import { userStream } from './streams.ts';

export const eventsRouter = router({
  mine: signedInProcedure.input(myEventsSchema).subscription(async function* ({ ctx, input, signal }) {
    const request = { lastEventId: input.lastEventId, signal: signal ?? new AbortController().signal };
    for await (const { id, event } of userStream(ctx.events, ctx.actor.userId, request)) yield tracked(id, event);
  }),
});
