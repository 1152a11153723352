/** Events are kept for seven days and carry people and words; who left is in none of them. */
import type { Database } from '@draftroom/drizzle/client';
import { eventStreams, events } from '@draftroom/drizzle/schema/events';
import { and, asc, eq, sql } from 'drizzle-orm';
import { nobody } from './erase-repo.ts';

const batch = 200;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Ids and times stay, so who resumes hears as many events as before. */
export async function redactEvents(db: Database, about: { userId: string; wordless: boolean }): Promise<void> {
  const { userId } = about;
  await db.delete(events).where(eq(events.stream, `user:${userId}`));
  await db.delete(eventStreams).where(eq(eventStreams.stream, `user:${userId}`));
  let last = { stream: '', id: 0 };
  for (;;) {
    const rows = await db
      .select({ stream: events.stream, id: events.id, payload: events.payload })
      .from(events)
      .where(
        and(
          sql`${events.payload}::text like ${`%${userId}%`}`,
          sql`(${events.stream}, ${events.id}) > (${last.stream}, ${last.id})`,
        ),
      )
      .orderBy(asc(events.stream), asc(events.id))
      .limit(batch);
    for (const { stream, id, payload } of rows) {
      await db
        .update(events)
        .set({ payload: redact(payload as Json, about) })
        .where(and(eq(events.stream, stream), eq(events.id, id)));
      last = { stream, id };
    }
    if (rows.length < batch) return;
  }
}

/** Readers check what they get: an id becomes another that leads nowhere, a person a nameless one, words are empty. */
function redact(value: Json, about: { userId: string; wordless: boolean }): Json {
  const { userId, wordless } = about;
  if (typeof value === 'string') {
    const unnamed = value.replace(new RegExp(`@\\[[^\\[\\]]*\\]\\(${userId}\\)`, 'g'), `@${nobody}`);
    return unnamed.replaceAll(userId, '0'.repeat(userId.length));
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, about));
  if (value === null || typeof value !== 'object') return value;
  const own = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, about)]));
  if (value.userId === userId && typeof value.name === 'string') return { ...own, name: nobody, avatarId: null };
  if (!wordless || !saidBy(value, userId)) return own;
  if (typeof value.text === 'string') return { ...own, text: '', mentions: [], removed: true };
  return typeof value.excerpt === 'string' ? { ...own, excerpt: '' } : own;
}

function saidBy(value: { [key: string]: Json }, userId: string): boolean {
  const person = value.author ?? value.from ?? null;
  return person !== null && typeof person === 'object' && !Array.isArray(person) && person.userId === userId;
}
