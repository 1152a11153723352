/**
 * Places in lists. A cursor carries the name of its list and the keys of the last row that was shown; one of another
 * list, or one that nobody gave out, is refused. It carries no rights: whatever follows it is asked of the policy anew.
 */
import { z } from 'zod';
import { HubError } from '../../contract/errors.ts';

export type Keys = readonly (string | number)[];

/** Milliseconds; the database holds no date without end. */
const farFuture = 4e12;

const storedSchema = z.tuple([
  z.string(),
  z
    .array(
      z.union([
        z
          .string()
          .max(200)
          .refine((key) => !key.includes('\0') && key.isWellFormed()),
        z.number(),
      ]),
    )
    .max(4),
]);

export function writeCursor(list: string, keys: Keys): string {
  return Buffer.from(JSON.stringify([list, keys])).toString('base64url');
}

/** Of a list in the order of one text. */
export function readKey(list: string, cursor: string | undefined): string | null {
  const [key, ...others] = readKeys(list, cursor) ?? [];
  if (cursor === undefined) return null;
  if (typeof key !== 'string' || others.length > 0) throw new HubError('bad_cursor');
  return key;
}

/** Of a list in the order of time and then of ids. */
export function readMoment(list: string, cursor: string | undefined): { at: Date; id: string } | null {
  const [time, id, ...others] = readKeys(list, cursor) ?? [];
  if (cursor === undefined) return null;
  const fits = typeof time === 'number' && time >= 0 && time < farFuture && typeof id === 'string';
  if (!fits || others.length > 0) throw new HubError('bad_cursor');
  return { at: new Date(time), id };
}

function readKeys(list: string, cursor: string | undefined): Keys | null {
  if (cursor === undefined) return null;
  const stored = storedSchema.safeParse(parsed(cursor));
  if (!stored.success || stored.data[0] !== list) throw new HubError('bad_cursor');
  return stored.data[1];
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

/** A page and where the next one begins, of rows of which one more was asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
