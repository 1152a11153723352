import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createForeignHost, type HostFacts } from './own-host.ts';

const loopbackHub: HostFacts = {
  host: '127.0.0.1',
  loopback: true,
  publicUrl: 'http://127.0.0.1:4400',
  publicUrlIsSet: false,
  trustProxy: false,
};
const behindProxy: HostFacts = {
  ...loopbackHub,
  publicUrl: 'https://draft.example.org',
  publicUrlIsSet: true,
  trustProxy: 'loopback',
};
const openHub: HostFacts = {
  ...loopbackHub,
  host: '0.0.0.0',
  loopback: false,
  publicUrl: 'https://draft.example.org',
  publicUrlIsSet: true,
};

function foreign(facts: HostFacts, headers: IncomingMessage['headers'], remoteAddress = '127.0.0.1'): string | null {
  return createForeignHost(facts)({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
}

describe('a hub on loopback', () => {
  test.each([
    '127.0.0.1:4400',
    '127.0.0.1',
    '127.1:4400',
    'localhost:4400',
    'LOCALHOST',
    'localhost.',
    '[::1]:4400',
    'localhost:8080',
  ])('[API-38] answers to %s', (host) => expect(foreign(loopbackHub, { host })).toBeNull());

  test.each([
    'evil.example',
    'evil.example:4400',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.1/evil.example',
    'evil.example#127.0.0.1',
    '192.168.1.4:4400',
    '[fe80::1]',
    'draft.example.org',
    '',
    '127.0.0.1:4400:1',
  ])('[API-38] does not answer to %j', (host) => {
    expect(foreign(loopbackHub, { host })).toBe(host);
  });

  test('[API-38] what names no host at all is no browser', () => expect(foreign(loopbackHub, {})).toBeNull());

  test('[API-38] a forwarded host counts only from a trusted proxy, and only beside an own one', () => {
    const ours = '127.0.0.1:4400';
    const of = (facts: HostFacts, host: string, forwarded: string) =>
      foreign(facts, { host, 'x-forwarded-host': forwarded });
    expect(of(behindProxy, ours, 'draft.example.org')).toBeNull();
    expect(of(behindProxy, 'draft.example.org', 'draft.example.org')).toBeNull();
    expect(of(behindProxy, ours, 'evil.example')).toBe('evil.example');
    expect(of(behindProxy, ours, 'draft.example.org, evil.example')).toBe('evil.example');
    // What a rebound page on this machine would say.
    expect(of(behindProxy, 'evil.example', 'draft.example.org')).toBe('evil.example');
    expect(of(loopbackHub, ours, 'evil.example')).toBeNull();
    expect(of(loopbackHub, 'evil.example', ours)).toBe('evil.example');
  });
});

describe('a hub that others reach', () => {
  test.each(['draft.example.org', 'DRAFT.example.org:443', 'localhost:4400', '10.1.2.3:4400', '[fd00::7]:4400'])(
    '[API-38] with a public address answers to %s',
    (host) => expect(foreign(openHub, { host })).toBeNull(),
  );

  test.each(['evil.example', 'draft.example.org.evil.example', 'hub', '10.1.2.3.evil.example'])(
    '[API-38] with a public address does not answer to %s',
    (host) => expect(foreign(openHub, { host })).toBe(host),
  );

  test('[API-38] behind a proxy that it trusts the forwarded host counts', () => {
    const trusting = { ...openHub, trustProxy: '10.0.0.0/8' };
    const headers = { host: 'hub:4400', 'x-forwarded-host': 'draft.example.org' };
    expect(foreign(trusting, headers, '10.0.0.2')).toBeNull();
    expect(foreign(trusting, headers, '192.0.2.9')).toBe('hub:4400');
    expect(foreign(trusting, { ...headers, 'x-forwarded-host': 'evil.example' }, '10.0.0.2')).toBe('evil.example');
  });

  test('[API-38] answers to the name that it listens on', () => {
    expect(foreign({ ...openHub, host: 'hub.lan' }, { host: 'hub.lan:4400' })).toBeNull();
  });

  test('[API-38] without a public address nobody knows its names', () => {
    expect(foreign({ ...openHub, publicUrlIsSet: false }, { host: 'anything.example' })).toBeNull();
  });
});
