/** Who is calling, as far as the configured proxies vouch for it; the same answer for requests and for upgrades. */
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** `trusted`: addresses, ranges or names (`loopback`, `uniquelocal`) of proxies; true for every one; false for none. */
export type TrustedProxies = boolean | readonly string[];

export function createAddressOf(trusted: TrustedProxies): (request: IncomingMessage) => string {
  const trust = typeof trusted === 'boolean' ? () => trusted : proxyAddr.compile([...trusted]);
  return (request) => (request.socket.remoteAddress === undefined ? '' : proxyAddr(request, trust));
}
