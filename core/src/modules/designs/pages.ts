/** Pages of lists, and where the next one begins. */
import type { Cursors } from '../../platform/cursors.ts';

/** Of a list in the order of one text. */
export function afterKey(cursors: Cursors, list: string, cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [key] = cursors.read(list, cursor);
  return String(key);
}

/** Of a list in the order of time and then of ids. */
export function afterMoment(
  cursors: Cursors,
  list: string,
  cursor: string | undefined,
): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [time, id] = cursors.read(list, cursor);
  return { at: new Date(Number(time)), id: String(id) };
}

/** A page of rows of which one more was asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
