/** Reads what people paste to get into a room: a code, a link of the web, a link of this extension. */
import { idPattern, normaliseRoomCode, roomCodePattern } from '@draftroom/core/contract/ids';
import { hubOrigin } from '../hubs/hub-address.ts';

export type RoomLink =
  | { readonly kind: 'code'; readonly code: string; readonly hub?: string }
  | { readonly kind: 'invite'; readonly token: string; readonly hub: string }
  | { readonly kind: 'room'; readonly roomId: string; readonly hub: string; readonly threadId?: string };

export const joinPath = '/join';

export function readRoomLink(text: string): RoomLink | null {
  const pasted = text.trim().replace(/^[<"'“(]+|[>"'”),.]+$/g, '');
  const code = normaliseRoomCode(pasted);
  if (roomCodePattern.test(code)) return { kind: 'code', code };
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(pasted) ? pasted : `https://${pasted}`);
  if (url === null) return null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return url.pathname === joinPath ? readJoinQuery(url.searchParams) : null;
  }
  const hub = hubOrigin(/^[a-z]+:\/\//i.test(pasted) ? url.origin : url.host);
  const [page, value = ''] = url.pathname.split('/').filter(Boolean);
  return hub === null ? null : withThread(onPage(hub, page, value), url.searchParams);
}

/** `…/join?hub=<address>&room=<id>`, perhaps with `&thread=<id>`, or `&code=<code>`. */
export function readJoinQuery(query: URLSearchParams): RoomLink | null {
  const hub = hubOrigin(query.get('hub') ?? '');
  if (hub === null) return null;
  const room = query.get('room');
  if (room === null) return onPage(hub, 'join', query.get('code') ?? '');
  return withThread(onPage(hub, 'rooms', room), query);
}

function withThread(link: RoomLink | null, query: URLSearchParams): RoomLink | null {
  const threadId = query.get('thread') ?? '';
  return link?.kind === 'room' && idPattern.test(threadId) ? { ...link, threadId } : link;
}

function onPage(hub: string, page: string | undefined, value: string): RoomLink | null {
  const code = normaliseRoomCode(value);
  if (page === 'join' && roomCodePattern.test(code)) return { kind: 'code', code, hub };
  if (page === 'invite' && /^[0-9a-z]{20,64}$/.test(value)) return { kind: 'invite', token: value, hub };
  if (page === 'rooms' && idPattern.test(value)) return { kind: 'room', roomId: value, hub };
  return null;
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
