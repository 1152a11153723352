/** Who is calling, as far as the configured proxies vouch for it; the same answer for requests and for upgrades. */
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** True: every proxy; a number: that many hops; a text: addresses, ranges or names (`loopback`), separated by commas. */
export type TrustedProxies = boolean | number | string;

export function createAddressOf(trusted: TrustedProxies): (request: IncomingMessage) => string {
  const trust = trustOf(trusted);
  return (request) => (request.socket.remoteAddress === undefined ? '' : proxyAddr(request, trust));
}

/** Whether the program at this address, so many hops away, is a proxy that is believed. */
export function trustOf(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  if (typeof trusted === 'boolean') return () => trusted;
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted;
  return proxyAddr.compile(trusted.split(',').map((part) => part.trim()));
}
