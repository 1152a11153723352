import { describe, expect, it } from 'vitest';
import { hubName, hubOrigin, sameHub } from './hub-address.ts';

describe('addresses of hubs', () => {
  it.each([
    ['draft.example.org', 'https://draft.example.org'],
    [' https://draft.example.org/rooms/x ', 'https://draft.example.org'],
    ['localhost:4400', 'http://localhost:4400'],
    ['http://127.0.0.1:4400/', 'http://127.0.0.1:4400'],
    ['[::1]:4400', 'http://[::1]:4400'],
    ['Draft.Example.ORG:8443', 'https://draft.example.org:8443'],
  ])('%s is %s', (typed, origin) => expect(hubOrigin(typed)).toBe(origin));

  it.each(['', 'two words', 'http://draft.example.org', 'ftp://x', 'https://me:secret@draft.example.org', '://'])(
    '[VSC-20] a token is never sent to %j',
    (typed) => expect(hubOrigin(typed)).toBeNull(),
  );

  it('knows the names of this machine as one hub', () => {
    expect(sameHub('http://localhost:4400', 'http://127.0.0.1:4400')).toBe(true);
    expect(sameHub('http://localhost:4400', 'http://127.0.0.1:4401')).toBe(false);
    expect(hubName('https://draft.example.org:8443')).toBe('draft.example.org:8443');
  });
});
