import type { SignedInActor } from '../../../platform/actor.ts';
import { eventStream, type StreamItem, type StreamRequest } from '../../../platform/event-stream.ts';
import { authoriseModerator } from '../policy.ts';
import type { ModerationEvent } from '../schema.ts';
import { type ModerationCore, moderationStream } from './deps.ts';

export function createModerationEvents(core: ModerationCore) {
  return {
    async *events(
      actor: SignedInActor,
      request: StreamRequest,
    ): AsyncGenerator<StreamItem<ModerationEvent>, void, undefined> {
      authoriseModerator(actor);
      for await (const { id, event } of eventStream(core.deps.events, moderationStream, request)) {
        yield { id, event: event as ModerationEvent };
      }
    },
  };
}
