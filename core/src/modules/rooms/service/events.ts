/** What happens in a room, told as long as the reader may read. */
import { eventStream, type StreamItem, type StreamRequest } from '../../../platform/event-stream.ts';
import type { HubEvent } from '../../../platform/ports.ts';
import type { RoomEvent } from '../../events/schema.ts';
import { authorise, roomRights } from '../policy.ts';
import { type Reader, type RoomsCore, readerId } from './deps.ts';

/** After these, what anybody may read can be different; after the personal ones, for the person they name. */
const roomWide: ReadonlySet<string> = new Set(['room.changed', 'room.removed']);
const personal: ReadonlySet<string> = new Set(['member.changed', 'member.removed']);
const ownersOnly: ReadonlySet<string> = new Set(['request.created', 'request.decided']);

export function createEventUseCases(core: RoomsCore) {
  return {
    /** Resumed without a gap after a cut; ends with the policy's error as soon as the reader may no longer read. */
    async *events(
      reader: Reader,
      roomId: string,
      request: StreamRequest,
    ): AsyncGenerator<StreamItem<RoomEvent>, void, undefined> {
      const userId = readerId(reader);
      const ended = new AbortController();
      let lost: unknown;
      let manages = false;
      const check = async () => {
        const question = await core.ask(userId, roomId);
        authorise(question, 'read');
        manages = roomRights(question).manage;
      };
      // Listening starts before the first check: a change between that and the first event must not slip through.
      const stopListening = core.onAccessChanged((change) => {
        if (change.roomId !== roomId || (change.userId !== undefined && change.userId !== userId)) return;
        check().catch((error: unknown) => {
          lost ??= error;
          ended.abort();
        });
      });
      try {
        await check();
        const signal = AbortSignal.any([request.signal, ended.signal]);
        for await (const { id, event } of eventStream(core.deps.events, `room:${roomId}`, { ...request, signal })) {
          if (concerns(event, userId)) await check();
          if (ended.signal.aborted) break;
          if (ownersOnly.has(event.type) && !manages) continue;
          yield { id, event: event as RoomEvent };
        }
        if (lost !== undefined) throw lost;
      } finally {
        stopListening();
      }
    },
  };
}

function concerns(event: Pick<HubEvent, 'type' | 'payload'>, userId: string | null): boolean {
  if (roomWide.has(event.type)) return true;
  if (userId === null || !personal.has(event.type)) return false;
  const payload = event.payload as { userId?: string; member?: { userId?: string } };
  return payload.userId === userId || payload.member?.userId === userId;
}
