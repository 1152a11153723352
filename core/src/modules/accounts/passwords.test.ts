import { describe, expect, test } from 'vitest';
import { createPasswordCheck, hashPassword, needsRehash, passwordWeakness } from './passwords.ts';
import { newPasswordSchema } from './schema.ts';

describe('passwords', () => {
  test('[ACC-2] what is stored is argon2id with 19 MiB and two passes', async () => {
    const stored = await hashPassword('quiet graphite pencil');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(needsRehash(stored)).toBe(false);
    expect(needsRehash(stored.replace('m=19456', 'm=4096'))).toBe(true);
  });

  test('[ACC-2] composed and decomposed letters are the same password', async () => {
    const check = createPasswordCheck();
    const stored = await hashPassword('caf\u00e9 graphite');
    expect(await check.verify(stored, 'cafe\u0301 graphite')).toBe(true);
    expect(await check.verify(stored, 'cafe graphite')).toBe(false);
  });

  test('[ACC-3] without a stored password every password is wrong', async () => {
    const check = createPasswordCheck();
    expect(await check.verify(null, 'quiet graphite pencil')).toBe(false);
    expect(await check.verify(null, '')).toBe(false);
  });

  test.each([
    ['nine char', false],
    ['ten chars!', true],
    ['\u{1F58D}'.repeat(9), false],
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
    // Ten code points that compose to nine characters.
    ['abcdefghe\u0301', false],
  ])('[ACC-2] the length of %j: %s', (password, ok) => {
    expect(newPasswordSchema.safeParse(password).success).toBe(ok);
  });

  test.each([
    ['Password123', /first that others try/],
    ['QWERTYUIOP', /first that others try/],
    ['aaaaaaaaaaaa', /first that others try/],
    ['abababababab', /first that others try/],
    ['Ada.Lovelace@example.org', /e-mail address cannot/],
    ['ada.lovelace', /e-mail address cannot/],
  ])('[ACC-2] %s is refused with a reason', (password, reason) => {
    expect(passwordWeakness(password, 'ada.lovelace@example.org')).toMatch(reason);
  });

  test('[ACC-2] a good password is good', () => {
    expect(passwordWeakness('quiet graphite pencil', 'ada.lovelace@example.org')).toBeNull();
  });
});
