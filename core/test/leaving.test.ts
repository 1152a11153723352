/** Accounts that are deleted: asked for, called off, done; and that nothing is left. */
import * as schema from '@draftroom/drizzle/schema';
import { auditLog, users } from '@draftroom/drizzle/schema/accounts';
import { comments, commentThreads } from '@draftroom/drizzle/schema/comments';
import {
  collectionItems,
  collections,
  designContributions,
  designLineage,
  designs,
  follows,
  reactions,
  releases,
} from '@draftroom/drizzle/schema/designs';
import { critiques, critiqueVotes } from '@draftroom/drizzle/schema/feedback';
import { rooms } from '@draftroom/drizzle/schema/rooms';
import { eq, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../src/contract/ids.ts';
import { writeMention } from '../src/contract/mentions.ts';
import { rankOf } from '../src/modules/designs/ranking.ts';
import { postgresPrograms } from '../src/testing/postgres.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestPerson } from '../src/testing/test-people.ts';
import { pointAt } from './rights/scene.ts';

const day = 86_400_000;
const databases = (await postgresPrograms()) === null ? (['pglite'] as const) : (['pglite', 'postgres'] as const);

describe.each(databases)('leaving, on %s', (database) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await createTestHub({ database });
  });
  afterAll(async () => {
    expect(hub.problems).toEqual([]);
    await hub.close();
  });
  const db = () => hub.hub.parts.database.db;
  const as = (person: TestPerson) => hub.as(person).direct;

  async function design(author: TestPerson, visibility: 'public' | 'private' = 'public'): Promise<string> {
    const [id, at] = [newId(), new Date()];
    const facts = { title: 'Lamp', licence: 'CC0-1.0', visibility, rank: 0, createdAt: at, changedAt: at };
    await db()
      .insert(designs)
      .values({ id, authorId: author.userId, ...facts });
    const release = {
      id: newId(),
      designId: id,
      seq: 1,
      licence: 'CC0-1.0',
      contentHash: 'x',
      facts: {},
      createdAt: at,
    };
    await db()
      .insert(releases)
      .values({ ...release, createdBy: author.userId });
    return id;
  }

  /** Says and does a little of everything in a room of somebody else and on their design. */
  async function busy(leaver: TestPerson, other: TestPerson) {
    const room = await hub.room({ people: { owner: other, editor: leaver } });
    const { id: roomId, documentId } = room;
    await as(leaver).rooms.chat.send({ roomId, text: `secret plan ${writeMention('Other', other.userId)}` });
    await as(other).rooms.chat.send({ roomId, text: `${writeMention('Leaver', leaver.userId)} look` });
    const thread = await as(leaver).comments.threads.create({
      roomId,
      anchor: pointAt(documentId),
      text: 'secret one',
    });
    await as(other).comments.create({ threadId: thread.id, text: 'I see' });
    const commentId = thread.comments[0]?.id ?? '';
    await as(leaver).comments.edit({ commentId, text: 'secret two' });
    await as(leaver).documents.create({ roomId, path: 'of-leaver.md', content: 'words' });
    await as(leaver).profiles.update({ bio: 'secret bio', links: ['https://example.org/'] });
    await as(leaver).notifications.digest.set({ cadence: 'weekly' });
    const [mine, theirs] = [await design(leaver), await design(other)];
    const [at, { userId }] = [new Date(), leaver];
    await db()
      .insert(follows)
      .values([
        { followerId: userId, authorId: other.userId, createdAt: at },
        { followerId: other.userId, authorId: userId, createdAt: at },
      ]);
    await db().insert(reactions).values({ userId, designId: theirs, kind: 'like', weight: 1, createdAt: at });
    await db()
      .update(designs)
      .set({ likeCount: 3, weight: 3, commentCount: 1, critiqueCount: 1 })
      .where(eq(designs.id, theirs));
    const [release] = await db().select().from(releases).where(eq(releases.designId, theirs));
    const place = { designId: theirs, releaseId: release?.id ?? '' };
    const pin = { id: newId(), ...place, createdBy: userId, createdAt: at };
    await db().insert(commentThreads).values(pin);
    await db()
      .insert(comments)
      .values({ id: newId(), threadId: pin.id, designId: theirs, userId, text: 'secret pin', createdAt: at });
    const critique = { criteria: [], scores: [], summary: 'secret critique', createdAt: at };
    await db()
      .insert(critiques)
      .values({ id: newId(), ...place, userId, ...critique });
    const [helped] = await db()
      .insert(critiques)
      .values({ id: newId(), ...place, userId: other.userId, ...critique, summary: 'kind', helpfulCount: 2 })
      .returning();
    await db()
      .insert(critiqueVotes)
      .values({ critiqueId: helped?.id ?? '', userId, helpful: true, createdAt: at });
    const shelf = { title: 'secret shelf', visibility: 'private', createdAt: at, changedAt: at } as const;
    const [held] = await db()
      .insert(collections)
      .values({ id: newId(), ownerId: other.userId, itemCount: 1, ...shelf, title: 'Shelf' })
      .returning();
    await db()
      .insert(collections)
      .values({ id: newId(), ownerId: userId, ...shelf });
    await db()
      .insert(collectionItems)
      .values({ collectionId: held?.id ?? '', designId: mine, position: 'a', addedAt: at });
    return { room, mine, theirs, helpedId: helped?.id ?? '', shelfId: held?.id ?? '' };
  }

  async function leave(person: TestPerson, mode: 'wipe' | 'anonymise'): Promise<void> {
    await as(person).accounts.deletion.request({ mode });
    hub.advance(8 * day);
    await hub.queue.settle();
  }

  /** `table: rows` for every table with this text anywhere in a row. */
  async function left(text: string): Promise<string[]> {
    const found: string[] = [];
    for (const table of Object.values(schema)) {
      if (!is(table, PgTable)) continue;
      const { rows } = (await db().execute(
        sql`select count(*)::int as count from ${table} as t where t::text like ${`%${text}%`}`,
      )) as unknown as { rows: { count: number }[] };
      const count = rows[0]?.count ?? 0;
      if (count > 0) found.push(`${getTableName(table)}: ${count}`);
    }
    return found.filter((line) => !line.startsWith('audit_log:'));
  }

  test('[LEAVE-2] a wipe leaves no id, no address and no word in any table, and sums that are right', async () => {
    const [leaver, other] = [await hub.person({ name: 'Lena Leaver' }), await hub.person({ name: 'Other' })];
    const { theirs, helpedId, shelfId } = await busy(leaver, other);
    await leave(leaver, 'wipe');
    for (const text of [leaver.userId, leaver.email, 'Lena Leaver', 'secret'])
      expect([text, await left(text)]).toEqual([text, []]);
    const [counted] = await db().select().from(designs).where(eq(designs.id, theirs));
    expect(counted).toMatchObject({ likeCount: 2, weight: 2, commentCount: 0, critiqueCount: 0 });
    expect((await db().select().from(critiques).where(eq(critiques.id, helpedId)))[0]?.helpfulCount).toBe(1);
    expect((await db().select().from(collections).where(eq(collections.id, shelfId)))[0]?.itemCount).toBe(0);
    const kept = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.subject, `user:${leaver.userId}`));
    expect(kept.map(({ action }) => action)).toContain('account.deleted');
  });

  test('[LEAVE-2] without a wipe designs and words stay, under nobody; what only they could see goes', async () => {
    const [leaver, other] = [await hub.person({ name: 'Anna Anon' }), await hub.person({ name: 'Other' })];
    const { room, mine } = await busy(leaver, other);
    const hidden = await design(leaver, 'private');
    await leave(leaver, 'anonymise');
    for (const text of [leaver.userId, leaver.email]) expect([text, await left(text)]).toEqual([text, []]);
    const standing = await db().select({ id: designs.id, authorId: designs.authorId }).from(designs);
    expect(standing.filter(({ id }) => [mine, hidden].includes(id))).toEqual([{ id: mine, authorId: null }]);
    const { items } = await as(other).rooms.chat.list({ roomId: room.id });
    expect(items[0]).toMatchObject({ author: null, text: expect.stringContaining('secret plan') });
    const threads = await as(other).comments.threads.list({ roomId: room.id });
    expect(threads.items[0]?.comments[0]).toMatchObject({ author: null, text: 'secret two' });
  });

  test.each([
    { mode: 'wipe', remixCount: 0 },
    { mode: 'anonymise', remixCount: 1 },
  ] as const)('[LEAVE-4] with $mode designs weigh, count and stand as what others did with them says', async (how) => {
    const [leaver, other] = [await hub.person(), await hub.person()];
    const theirs = await design(await hub.person());
    const [open, hidden] = [await design(leaver), await design(leaver, 'private')];
    const [release] = await db().select().from(releases).where(eq(releases.designId, theirs));
    const createdAt = new Date(2026, 0, 1);
    const remix = { parentId: theirs, parentReleaseId: release?.id ?? '', createdAt };
    await db()
      .insert(designLineage)
      .values([open, hidden].map((childId) => ({ childId, ...remix })));
    const at = { designId: theirs, createdAt };
    await db()
      .insert(reactions)
      .values([
        { ...at, userId: leaver.userId, kind: 'like', weight: 20 },
        { ...at, userId: leaver.userId, kind: 'save', weight: 40 },
        { ...at, userId: other.userId, kind: 'like', weight: 30 },
      ]);
    await db()
      .insert(designContributions)
      .values([
        { ...at, userId: leaver.userId, kind: 'remix', weight: 60 },
        { ...at, userId: leaver.userId, kind: 'critique', weight: 10 },
        { ...at, userId: other.userId, kind: 'critique', weight: 20 },
      ]);
    const counts = { likeCount: 2, saveCount: 1, remixCount: 1 };
    const publishedAt = new Date(2026, 0, 2);
    await db()
      .update(designs)
      .set({ ...counts, weight: 180, rank: rankOf(180, publishedAt), publishedAt })
      .where(eq(designs.id, theirs));
    await leave(leaver, how.mode);
    const [counted] = await db().select().from(designs).where(eq(designs.id, theirs));
    expect(counted).toMatchObject({ likeCount: 1, saveCount: 0, remixCount: how.remixCount, weight: 50 });
    expect(counted?.rank).toBeCloseTo(rankOf(50, publishedAt), 9);
  });

  test('[LEAVE-3] sessions end, and nobody signs in as them or asks for a new password', async () => {
    const leaver = await hub.person();
    await leave(leaver, 'wipe');
    expect(await outcomeOf(hub.as(leaver).trpc.accounts.sessions.list.query())).toBe('not_signed_in');
    const sent = hub.mails.length;
    await hub.as(null).direct.accounts.requestPasswordReset({ email: leaver.email });
    await hub.hub.modules.services.accounts.idle();
    await hub.queue.settle();
    expect(hub.mails).toHaveLength(sent);
  });

  test('[LEAVE-3] a room goes to who has edited in it longest, or goes when nobody else edits', async () => {
    const [leaver, other] = [await hub.person(), await hub.person()];
    const shared = await hub.room({ people: { owner: leaver, editor: other } });
    const alone = await as(leaver).rooms.create({ name: 'Alone', visibility: 'public' });
    const cared = await hub.room({ people: { editor: leaver } });
    await leave(leaver, 'anonymise');
    expect(await as(other).rooms.get({ roomId: shared.id })).toMatchObject({ role: 'owner' });
    expect(await outcomeOf(hub.as(other).trpc.rooms.get.query({ roomId: alone.id }))).toBe('not_found');
    const { items } = await as(cared.owner).rooms.members.list({ roomId: cared.id });
    expect(items.map(({ role }) => role).sort()).toEqual(['commenter', 'owner', 'viewer']);
    hub.advance(day);
    await hub.queue.settle();
    expect(await db().select().from(rooms).where(eq(rooms.id, alone.id))).toEqual([]);
  });

  test('[LEAVE-1] until its time it is called off from the account or by the link, and then nothing happens', async () => {
    for (const how of ['account', 'link'] as const) {
      const person = await hub.person();
      await as(person).accounts.deletion.request({ mode: 'wipe' });
      expect(await as(person).accounts.deletion.status()).toMatchObject({ request: { mode: 'wipe' } });
      const token = await hub.mailedToken(person.email);
      const page = await hub.as(null).rest('GET', `/keep-account?token=${token}`);
      expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Keep my account') });
      if (how === 'account') await as(person).accounts.deletion.cancel();
      else await hub.as(null).rest('POST', `/keep-account?token=${token}`);
      expect(await as(person).accounts.deletion.status()).toEqual({ request: null });
      expect((await hub.as(null).rest('POST', `/keep-account?token=${token}`)).status).toBe(400);
      hub.advance(9 * day);
      await hub.queue.settle();
      expect(await db().select().from(users).where(eq(users.id, person.userId))).toHaveLength(1);
    }
  });

  test('[LEAVE-1] it takes the password, or a sign-in that is fresh', async () => {
    const email = `${newId()}@example.org`;
    const password = 'quiet graphite pencil';
    const { token } = await hub.as(null).direct.accounts.signUp({ email, name: 'Ada', password });
    const actor = await hub.hub.modules.services.accounts.authenticate({ token: token ?? '', unsafe: true });
    const ada = { ...actor, email, token: token ?? '' } as TestPerson;
    const ask = (typed?: string) =>
      outcomeOf(
        hub.as(ada).trpc.accounts.deletion.request.mutate({ mode: 'wipe', ...(typed ? { password: typed } : {}) }),
      );
    expect([await ask(), await ask('something else'), await ask(password)]).toEqual([
      'wrong_password',
      'wrong_password',
      'ok',
    ]);
    const bo = await hub.person();
    hub.advance(11 * 60_000);
    expect(await outcomeOf(hub.as(bo).trpc.accounts.deletion.request.mutate({ mode: 'wipe' }))).toBe(
      'fresh_sign_in_needed',
    );
    expect(await outcomeOf(hub.as(await hub.twin(bo)).trpc.accounts.deletion.request.mutate({ mode: 'wipe' }))).toBe(
      'ok',
    );
  });
});
