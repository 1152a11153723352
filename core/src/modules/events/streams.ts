/** Kept events as a subscription delivers them: resumed without a gap, ended as soon as the reader may no longer read. */
import type { EventStore, HubEvent } from '../../platform/ports.ts';
import type { AccessChange, RoomAccess } from '../rooms/service.ts';
import type { RoomEvent, UserEvent } from './schema.ts';

/** `id` is what a client sends back to go on after this event. */
export interface StreamItem<Event> {
  readonly id: string;
  readonly event: Event;
}

export interface RoomStreamPorts {
  readonly events: EventStore;
  /** Throws when the reader may not read (any more). */
  readonly access: () => Promise<RoomAccess>;
  readonly onAccessChanged: (listener: (change: AccessChange) => void) => () => void;
}

interface StreamRequest {
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
}

interface RoomStreamRequest extends StreamRequest {
  readonly roomId: string;
  readonly userId: string | null;
}

/** After these, what anybody may read can be different; after the others only for the person they name. */
const roomWide: ReadonlySet<string> = new Set(['room.changed', 'room.removed']);
const personal: ReadonlySet<string> = new Set(['member.changed', 'member.removed']);
const ownersOnly: ReadonlySet<string> = new Set(['request.created', 'request.decided']);

export async function* roomStream(
  ports: RoomStreamPorts,
  request: RoomStreamRequest,
): AsyncGenerator<StreamItem<RoomEvent>, void, undefined> {
  const { roomId, userId } = request;
  // A change between the first check and the first event must not slip through, so listening starts before it.
  const ended = new AbortController();
  let lost: unknown;
  const lose = (error: unknown) => {
    lost ??= error;
    ended.abort();
  };
  let access: RoomAccess | undefined;
  const check = async () => {
    access = await ports.access();
  };
  const stopListening = ports.onAccessChanged((change) => {
    if (change.roomId !== roomId || (change.userId !== undefined && change.userId !== userId)) return;
    check().catch(lose);
  });
  try {
    await check();
    const signal = AbortSignal.any([request.signal, ended.signal]);
    for await (const { id, event } of eventStream(ports.events, `room:${roomId}`, { ...request, signal })) {
      if (concerns(event, userId)) await check();
      if (ended.signal.aborted) break;
      if (ownersOnly.has(event.type) && access?.rights.manage !== true) continue;
      yield { id, event: event as RoomEvent };
    }
    if (lost !== undefined) throw lost;
  } finally {
    stopListening();
  }
}

export async function* userStream(
  events: EventStore,
  userId: string,
  request: StreamRequest,
): AsyncGenerator<StreamItem<UserEvent>, void, undefined> {
  for await (const { id, event } of eventStream(events, `user:${userId}`, request)) {
    yield { id, event: event as UserEvent };
  }
}

type AnyEvent = Pick<HubEvent, 'type' | 'payload'>;

/**
 * Starts with `ready` under the id of the newest event, so that a client cut off before the first one comes back
 * to the right place. An id that is no number is of no use: everything is to be loaded again.
 */
async function* eventStream(
  store: EventStore,
  stream: string,
  { lastEventId, signal }: StreamRequest,
): AsyncGenerator<StreamItem<AnyEvent>, void, undefined> {
  let id = lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId) ? undefined : Number(lastEventId);
  const newest = await store.lastId(stream);
  if (id === undefined || id > newest) {
    const type = lastEventId === undefined ? 'ready' : 'reload';
    id = newest;
    yield { id: String(newest), event: { type, payload: {} } };
  }
  for await (const item of store.subscribe(stream, id, signal)) {
    if (item === 'reload') yield { id: String(await store.lastId(stream)), event: { type: 'reload', payload: {} } };
    else yield { id: String(item.id), event: { type: item.type, payload: item.payload } };
  }
}

function concerns(event: AnyEvent, userId: string | null): boolean {
  if (roomWide.has(event.type)) return true;
  if (userId === null || !personal.has(event.type)) return false;
  const payload = event.payload as { userId?: string; member?: { userId?: string } };
  return payload.userId === userId || payload.member?.userId === userId;
}
