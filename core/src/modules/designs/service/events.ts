import type { Actor } from '../../../platform/actor.ts';
import { eventStream, type StreamItem, type StreamRequest } from '../../../platform/event-stream.ts';
import type { DesignEvent } from '../../events/schema.ts';
import { type DesignsCore, streamOf } from './deps.ts';

/** After these, what anybody may read can be different; before `reload` anything may have happened. */
const decisive: ReadonlySet<string> = new Set(['design.changed', 'design.restored', 'standing.changed', 'reload']);
const endsRemoval: ReadonlySet<string> = new Set(['design.restored', 'reload']);

export function createDesignEvents(core: DesignsCore) {
  return {
    /**
     * Resumed without a gap after a cut; ends with the policy's error as soon as the reader may no longer read. What
     * happened meanwhile is told only to those who may read it now. Who could read it is told that it was removed, and
     * nothing more until it is back.
     */
    async *events(
      actor: Actor,
      designId: string,
      request: StreamRequest,
    ): AsyncGenerator<StreamItem<DesignEvent>, void, undefined> {
      await core.allowed(actor, designId, 'read');
      let removed = false;
      for await (const { id, event } of eventStream(core.deps.events, streamOf(designId), request)) {
        if (endsRemoval.has(event.type)) removed = false;
        if (removed) continue;
        if (event.type === 'design.removed') removed = true;
        else if (decisive.has(event.type)) await core.allowed(actor, designId, 'read');
        yield { id, event: event as DesignEvent };
      }
    },
  };
}
