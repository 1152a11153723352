import { describe, expect, test } from 'vitest';
import { anonymous } from '../../platform/actor.ts';
import { allowedRedirect, isOwnOrigin, linkableAccount, ownAccount, ownPath, verifiedProfile } from './policy.ts';
import type { HandoverClient } from './schema.ts';

describe('redirects of a hand-over', () => {
  const chromium = 'abcdefghijklmnopabcdefghijklmnop';
  const firefox = '0123456789abcdef0123456789abcdef01234567';
  const named = [chromium, firefox];
  const allowed: [HandoverClient, string][] = [
    ['vscode', 'vscode://draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'vscode-insiders://draftroom.draftroom-vscode/signed-in?windowId=3'],
    ['vscode', 'vscodium://draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'code-oss://draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'cursor://draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'windsurf://draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'http://127.0.0.1:51234/callback'],
    ['api', 'http://127.0.0.1:8080/'],
    ['browser', `https://${chromium}.chromiumapp.org/`],
    ['browser', `https://${firefox}.extensions.allizom.org/signed-in`],
  ];
  test.each(allowed)('[ACC-16] %s may use %s', (client, redirectUri) => {
    expect(new URL(allowedRedirect({ client, redirectUri }, named)).href).toBe(new URL(redirectUri).href);
  });

  const refused: [HandoverClient, string][] = [
    ['vscode', 'https://example.org/'],
    ['vscode', `https://${chromium}.chromiumapp.org/`],
    ['vscode', 'http://localhost:8080/'],
    ['vscode', 'http://127.0.0.1/'],
    ['vscode', 'http://127.0.0.1.example.org:80/'],
    ['vscode', 'http://user@127.0.0.1:8080/'],
    ['vscode', 'https://127.0.0.1:8080/'],
    ['vscode', 'vscode:oops'],
    ['vscode', 'vscode:draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'vscode://evil.extension/signed-in'],
    ['vscode', 'vscode://draftroom.draftroom-vscode.evil/signed-in'],
    ['vscode', 'vscode://draftroom.draftroom-vscode:1/signed-in'],
    ['vscode', 'vscode://evil@draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'vscode://draftroom.draftroom-vscode/'],
    ['vscode', 'vscode://draftroom.draftroom-vscode/signed-in/'],
    ['vscode', 'vscode://draftroom.draftroom-vscode/signed-in?code=mine'],
    ['vscode', 'vscode://draftroom.draftroom-vscode/signed-in?windowId=3&code=mine'],
    ['vscode', 'vscode://draftroom.draftroom-vscode/signed-in#code'],
    ['vscode', 'vscode://vscode.git/clone?url=https://evil.example.org/x.git'],
    ['vscode', 'toString://draftroom.draftroom-vscode/signed-in'],
    ['vscode', 'mailto://draftroom.draftroom-vscode/signed-in'],
    ['browser', 'https://bcdefghijklmnopabcdefghijklmnopa.chromiumapp.org/'],
    ['browser', `https://${firefox.replace('0', 'f')}.extensions.allizom.org/`],
    ['browser', `https://${firefox}.chromiumapp.org/`],
    ['browser', 'https://chromiumapp.org/'],
    ['browser', `https://a.${chromium}.chromiumapp.org/`],
    ['browser', 'https://evil-chromiumapp.org/'],
    ['browser', `https://${chromium}.chromiumapp.org.example.org/`],
    ['browser', `https://${chromium}.chromiumapp.org:8443/`],
    ['browser', `http://${chromium}.chromiumapp.org/`],
    ['browser', `https://${chromium}.chromiumapp.org/#code`],
    ['browser', 'vscode://draftroom.draftroom-vscode/signed-in'],
    ['browser', 'http://127.0.0.1:8080/'],
    ['api', 'vscode://draftroom.draftroom-vscode/signed-in'],
    ['api', 'javascript:alert(1)'],
    ['api', 'not a url'],
    ['api', ''],
  ];
  test.each(refused)('[ACC-16] %s may not use %s', (client, redirectUri) => {
    expect(() => allowedRedirect({ client, redirectUri }, named)).toThrow(
      expect.objectContaining({ code: 'redirect_refused' }),
    );
  });

  test('[ACC-16] no browser extension is named unless the operator does it', () => {
    const input = { client: 'browser' as const, redirectUri: `https://${chromium}.chromiumapp.org/` };
    expect(() => allowedRedirect(input, [])).toThrow('BROWSER_EXTENSION_IDS');
  });
});

describe('origins', () => {
  test.each([
    ['http://127.0.0.1:4400', true],
    ['http://localhost:4400', true],
    ['http://[::1]:4400', true],
    ['http://localhost:4401', false],
    ['https://localhost:4400', false],
    ['http://localhost.example.org:4400', false],
    ['null', false],
    ['', false],
    [null, false],
    [undefined, false],
  ])('[ACC-9] %s on a loopback hub: %s', (origin, own) => {
    expect(isOwnOrigin(origin, 'http://127.0.0.1:4400')).toBe(own);
  });

  test('[ACC-9] loopback names are nothing special on a public hub', () => {
    expect(isOwnOrigin('https://draft.example.org', 'https://draft.example.org')).toBe(true);
    expect(isOwnOrigin('http://draft.example.org', 'https://draft.example.org')).toBe(false);
    expect(isOwnOrigin('https://localhost', 'https://draft.example.org')).toBe(false);
    expect(isOwnOrigin('https://evil.draft.example.org', 'https://draft.example.org')).toBe(false);
  });
});

test.each([
  ['/rooms/abc?tab=1#chat', '/rooms/abc?tab=1#chat'],
  ['//evil.example.org/', '/'],
  ['/\\evil.example.org', '/'],
  ['/.//evil.example.org', '/'],
  ['/%2e//evil.example.org', '/'],
  ['/a/../..//evil.example.org', '/'],
  ['/./\\evil.example.org', '/'],
  ['/\t/evil.example.org', '/'],
  ['https://evil.example.org', '/'],
  ['javascript:alert(1)', '/'],
  ['rooms', '/'],
  ['', '/'],
  [null, '/'],
])('[ACC-14] after a sign-in %j leads to %s', (next, path) => {
  expect(ownPath(next, 'https://draft.example.org')).toBe(path);
});

describe('profiles of providers', () => {
  const profile = { providerUserId: '7', email: 'ada@example.org', emailVerified: true, name: 'Ada' };
  test('[ACC-15] only a verified address counts', () => {
    expect(verifiedProfile(profile, 'GitHub').email).toBe('ada@example.org');
    for (const doubtful of [
      { ...profile, emailVerified: false },
      { ...profile, email: null },
    ]) {
      expect(() => verifiedProfile(doubtful, 'GitHub')).toThrow('GitHub has not confirmed your e-mail address');
    }
  });

  test('[ACC-15] an account whose address was never confirmed is not linked', () => {
    const verified = verifiedProfile(profile, 'GitHub');
    expect(linkableAccount({ id: 'u', emailVerifiedAt: new Date(0) }, verified, 'GitHub')).toEqual({ userId: 'u' });
    expect(() => linkableAccount({ id: 'u', emailVerifiedAt: null }, verified, 'GitHub')).toThrow(
      expect.objectContaining({ code: 'account_unverified' }),
    );
  });
});

test('nobody owns no account', () => {
  expect(() => ownAccount(anonymous)).toThrow(expect.objectContaining({ code: 'not_signed_in' }));
});
