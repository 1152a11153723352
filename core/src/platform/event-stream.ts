import type { EventStore, HubEvent } from './ports.ts';

export interface StreamRequest {
  /** As the client sends it back; undefined on a first subscription. */
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
}

export interface StreamItem<Event> {
  /** What a client sends back to go on after this event. */
  readonly id: string;
  readonly event: Event;
}

type AnyEvent = Pick<HubEvent, 'type' | 'payload'>;

/**
 * Kept events as a subscription delivers them. A first one starts with `ready` under the id of the newest event, so
 * that a client cut off before the first one comes back to the right place. After an id that is unknown or too old
 * comes `reload`: everything is to be loaded again.
 */
export async function* eventStream(
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
