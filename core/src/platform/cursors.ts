/** Places in lists that others hold for us: opaque, and good for the very list they were given out for. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { HubError } from '../contract/errors.ts';

/** What the list goes on after: its sort keys, the id last. */
export type Place = readonly (string | number | null)[];

export interface Cursors {
  /** `list` names everything that the list depends on: its order, filters and words. */
  issue(list: string, place: Place): string;
  /** Throws `bad_cursor` for what was not issued for this list. */
  read(list: string, cursor: string): Place;
}

const macBytes = 12;

export function createCursors(key: Uint8Array): Cursors {
  const seal = (list: string, body: string): Buffer =>
    createHmac('sha256', key).update(`draftroom cursor\n${list}\n${body}`).digest().subarray(0, macBytes);
  return {
    issue(list, place) {
      const body = Buffer.from(JSON.stringify(place)).toString('base64url');
      return `${seal(list, body).toString('base64url')}.${body}`;
    },
    read(list, cursor) {
      const [mac = '', body = '', rest] = cursor.split('.');
      const given = Buffer.from(mac, 'base64url');
      const whole = rest === undefined && given.length === macBytes;
      if (!whole || !timingSafeEqual(given, seal(list, body))) throw new HubError('bad_cursor');
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as Place;
    },
  };
}
