/** What people type or paste as the address of a hub, as the origin that everything else uses. */

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Null when it is no address that a token may be sent to: https, or http on this machine. */
export function hubOrigin(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const url = parsed(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeFor(text)}://${text}`);
  if (url === null || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'https:') return url.origin;
  return url.protocol === 'http:' && loopback.has(url.hostname) ? url.origin : null;
}

/** How a hub is named to people. */
export function hubName(hub: string): string {
  return parsed(hub)?.host ?? hub;
}

/** The names of this machine are one hub. */
export function sameHub(left: string, right: string): boolean {
  const [a, b] = [parsed(left), parsed(right)];
  if (a === null || b === null) return false;
  if (a.host === b.host) return true;
  return a.port === b.port && loopback.has(a.hostname) && loopback.has(b.hostname);
}

function schemeFor(text: string): string {
  const host = /^(\[[^\]]*\]|[^:/]*)/.exec(text)?.[0] ?? '';
  return loopback.has(host.toLowerCase()) ? 'http' : 'https';
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
