/**
 * DNS rebinding: a page at `evil.example` whose name is pointed at 127.0.0.1 once it is loaded is, to the browser, of the
 * same origin as the hub: it may send what it likes and read every answer, from inside the firewall. No cookie comes
 * along, but the name does, in `Host`. So a hub answers only to names that others cannot point at it.
 *
 * The refusal is 421 Misdirected Request (RFC 9110, 15.5.20): it speaks of the address, not of the person, whom signing
 * in (401) or asking for a role (403) would not help.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { type TrustedProxies, trustOf } from './client-address.ts';

export interface HostFacts {
  /** What the hub listens on. */
  readonly host: string;
  readonly loopback: boolean;
  readonly publicUrl: string;
  /** False: nobody said where people reach the hub, and it is only known when that is this machine. */
  readonly publicUrlIsSet: boolean;
  readonly trustProxy: TrustedProxies;
}

/** Gives the name that a request was sent to when it is none of the hub's, else null. Ports do not matter: tunnels change them. */
export function createForeignHost(facts: HostFacts): (request: IncomingMessage) => string | null {
  const { loopback, host: listensOn, publicUrl, publicUrlIsSet } = facts;
  const trust = trustOf(facts.trustProxy);
  const own = new Set([hostnameOf(new URL(publicUrl).host), hostnameOf(listensOn)]);
  const isOwn = (host: string): boolean => {
    const name = hostnameOf(host);
    if (name === null) return false;
    // An address in numbers is asked of no DNS server, so it cannot be rebound: health checks use them.
    return own.has(name) || isLoopbackName(name) || (!loopback && isIP(name.replace(/^\[|\]$/g, '')) !== 0);
  };
  return (request) => {
    if (!loopback && !publicUrlIsSet) return null;
    // Browsers always send Host. Some health checks speak HTTP/1.0 and do not.
    const { host } = request.headers;
    const forwarded = trust(request.socket.remoteAddress ?? '', 0)
      ? lastOf(request.headers['x-forwarded-host'])
      : undefined;
    // On loopback a page on this machine comes from the same address as a trusted proxy and could name any host beside
    // its own; there both count.
    const asked = loopback ? [host, forwarded] : [forwarded ?? host];
    return asked.find((name) => name !== undefined && !isOwn(name)) ?? null;
  };
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** As browsers write it, without the port; null for what is no host. */
function hostnameOf(host: string): string | null {
  const text = isIP(host) === 6 ? `[${host}]` : host;
  if (!/^(\[[\da-f:.]+\]|[^\s/\\@?#:[\]]+)(:\d{1,5})?$/i.test(text) || !URL.canParse(`http://${text}`)) return null;
  return new URL(`http://${text}`).hostname.replace(/\.$/, '');
}

/** The proxy that is trusted added the last one. */
function lastOf(header: string | string[] | undefined): string | undefined {
  return [header].flat().join(',').split(',').at(-1)?.trim() || undefined;
}
