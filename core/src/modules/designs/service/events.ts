import type { Actor } from '../../../platform/actor.ts';
import { eventStream, type StreamItem, type StreamRequest } from '../../../platform/event-stream.ts';
import type { DesignEvent } from '../../events/schema.ts';
import { type DesignsCore, streamOf } from './deps.ts';

/** After these, what anybody may read can be different. */
const decisive: ReadonlySet<string> = new Set(['design.changed', 'design.removed', 'standing.changed']);

export function createDesignEvents(core: DesignsCore) {
  return {
    /**
     * Resumed without a gap after a cut; ends with the policy's error as soon as the reader may no longer read. What
     * happened meanwhile is told only to those who may read it now.
     */
    async *events(
      actor: Actor,
      designId: string,
      request: StreamRequest,
    ): AsyncGenerator<StreamItem<DesignEvent>, void, undefined> {
      await core.allowed(actor, designId, 'read');
      for await (const { id, event } of eventStream(core.deps.events, streamOf(designId), request)) {
        if (decisive.has(event.type)) await core.allowed(actor, designId, 'read');
        yield { id, event: event as DesignEvent };
      }
    },
  };
}
