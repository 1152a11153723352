/** Reads what people paste to get into a room: a code, a link with a code, an invitation, a room's address. */
import { normaliseRoomCode, roomCodePattern } from '@draftroom/core/contract/ids';

export type RoomAddress =
  | { kind: 'code'; code: string }
  | { kind: 'invite'; token: string }
  | { kind: 'room'; roomId: string }
  /** A link to another hub. */
  | { kind: 'elsewhere'; host: string }
  | { kind: 'unknown' };

export function parseRoomAddress(text: string, origin: string): RoomAddress {
  const pasted = text.trim().replace(/^[<"'“(]+|[>"'”),.]+$/g, '');
  const code = normaliseRoomCode(pasted);
  if (roomCodePattern.test(code)) return { kind: 'code', code };
  const url = linkIn(pasted, origin);
  if (url === null) return { kind: 'unknown' };
  const [page, value = ''] = url.pathname.split('/').filter(Boolean);
  const target = addressOf(page, value);
  if (target.kind === 'unknown') return target;
  return sameHub(url, new URL(origin)) ? target : { kind: 'elsewhere', host: url.host };
}

function addressOf(page: string | undefined, value: string): RoomAddress {
  if (page === 'join') {
    const code = normaliseRoomCode(value);
    if (roomCodePattern.test(code)) return { kind: 'code', code };
  }
  if (page === 'invite' && /^[0-9a-z]{20,64}$/.test(value)) return { kind: 'invite', token: value };
  if (page === 'rooms' && /^[0-9a-z]{20}$/.test(value)) return { kind: 'room', roomId: value };
  return { kind: 'unknown' };
}

function linkIn(text: string, origin: string): URL | null {
  // People leave out the scheme, or paste only the path.
  const link = /^https?:\/\//i.test(text)
    ? text
    : text.startsWith('/')
      ? `${origin}${text}`
      : `${new URL(origin).protocol}//${text}`;
  try {
    return new URL(link);
  } catch {
    return null;
  }
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The names of this machine are one hub; http and https of one host, too. */
function sameHub(a: URL, b: URL): boolean {
  if (a.host === b.host) return true;
  return a.port === b.port && loopback.has(a.hostname) && loopback.has(b.hostname);
}
