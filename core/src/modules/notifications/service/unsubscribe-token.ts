/** What a digest carries to be stopped with: signed by the hub, good for that alone, and for as long as the mail is kept. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { HubError } from '../../../contract/errors.ts';

const mark = 'unsubscribe1';

export function writeUnsubscribeToken(key: Uint8Array, userId: string): string {
  return `${userId}.${sign(key, userId).toString('base64url')}`;
}

/** Gives the user id; throws `bad_token` for anything that this hub did not sign. */
export function readUnsubscribeToken(key: Uint8Array, token: string): string {
  const [userId = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(key, userId);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new HubError('bad_token');
  return userId;
}

function sign(key: Uint8Array, userId: string): Buffer {
  return createHmac('sha256', key).update(`${mark}.${userId}`).digest();
}
