import { designs as table } from '@draftroom/drizzle/schema/designs';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { rankOf } from './ranking.ts';
import { createDesignsFixture, type DesignsFixture } from './testing/fixture.ts';

await describeDatabases('reactions', (open) => {
  let hub: DesignsFixture;
  beforeAll(async () => {
    hub = await createDesignsFixture(await open());
  });

  const weightOf = async (designId: string): Promise<number> => {
    const [row] = await hub.db.select().from(table).where(eq(table.id, designId));
    expect(row?.rank).toBeCloseTo(rankOf(row?.weight ?? 0, row?.publishedAt ?? new Date(0)), 9);
    return row?.weight ?? Number.NaN;
  };

  test('a like and a save count once, and not at all when they are taken back', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { id: designId } = await hub.publish(ada);
    const { react } = hub.as(bo).designs;
    await react({ designId, kind: 'like', on: true });
    const both = await react({ designId, kind: 'save', on: true });
    expect(both).toEqual({ liked: true, saved: true, likeCount: 1, saveCount: 1 });
    expect(await react({ designId, kind: 'like', on: true })).toEqual(both);
    expect(await weightOf(designId)).toBe(3);
    expect((await hub.as(bo).designs.saved({})).items.map(({ id }) => id)).toEqual([designId]);
    await react({ designId, kind: 'like', on: false });
    await react({ designId, kind: 'save', on: false });
    expect(await react({ designId, kind: 'save', on: false })).toMatchObject({ saved: false, saveCount: 0 });
    expect(await weightOf(designId)).toBe(0);
  });

  test('of many at once each counts', async () => {
    const ada = await hub.person();
    const { id: designId } = await hub.publish(ada);
    const people = await Promise.all(Array.from({ length: 8 }, () => hub.person()));
    await Promise.all(people.map((person) => hub.as(person).designs.react({ designId, kind: 'like', on: true })));
    expect(await hub.nobody.designs.get({ designId })).toMatchObject({ likeCount: 8 });
    expect(await weightOf(designId)).toBe(8);
  });

  test('[DSN-6] one’s own reactions are refused', async () => {
    const ada = await hub.person();
    const { id: designId } = await hub.publish(ada);
    expect(await outcome(hub.as(ada).designs.react({ designId, kind: 'like', on: true }))).toBe('own_design');
  });

  test('[DSN-6] trust weighs, and within a day one person adds to one author five times', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    hub.safety.trusts.set(bo.userId, 0);
    const ids: string[] = [];
    for (let at = 0; at < 4; at++) ids.push((await hub.publish(ada)).id);
    for (const designId of ids) await hub.as(bo).designs.react({ designId, kind: 'like', on: true });
    for (const designId of ids) await hub.as(bo).designs.react({ designId, kind: 'save', on: true });
    expect(await Promise.all(ids.map(weightOf))).toEqual([0.75, 0.25, 0.25, 0.25]);
    expect(await hub.nobody.designs.get({ designId: ids[3] ?? '' })).toMatchObject({ likeCount: 1, saveCount: 1 });
    hub.time.now += 86_400_000;
    const { id: designId } = await hub.publish(ada);
    await hub.as(bo).designs.react({ designId, kind: 'like', on: true });
    expect(await weightOf(designId)).toBe(0.25);
  });

  test('the author is told of likes, followers of releases, and of each once', async () => {
    const [ada, bo, cy] = [await hub.person(), await hub.person(), await hub.person()];
    await hub.as(bo).designs.follow({ userId: ada.userId, on: true });
    expect(await hub.as(bo).designs.follow({ userId: ada.userId, on: true })).toEqual({
      following: true,
      followerCount: 1,
    });
    expect(await outcome(hub.as(ada).designs.follow({ userId: ada.userId, on: true }))).toBe('invalid_input');
    expect(await outcome(hub.as(ada).designs.follow({ userId: 'nobody', on: true }))).toBe('not_found');
    const { id: designId } = await hub.publish(ada);
    await hub.runJobs();
    await hub.as(cy).designs.react({ designId, kind: 'like', on: true });
    await hub.as(cy).designs.react({ designId, kind: 'like', on: true });
    await hub.as(cy).designs.react({ designId, kind: 'save', on: true });
    const upload = hub.upload(ada, await hub.file('a.ts', 'two'));
    await hub.as(ada).designs.addRelease({ designId, uploadIds: [upload] });
    await hub.runJobs();
    const about = (userId: string) => hub.told.filter((one) => one.userId === userId).map((one) => one.kind);
    expect(about(ada.userId)).toEqual(['follow', 'like']);
    expect(about(bo.userId)).toEqual(['release', 'release']);
    expect(about(cy.userId)).toEqual(['release']);
  });

  test('of what strangers cannot find nobody is told', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    await hub.as(bo).designs.follow({ userId: ada.userId, on: true });
    const { id: designId } = await hub.publish(ada, { visibility: 'private' });
    await hub.publish(ada, { visibility: 'unlisted' });
    await hub.runJobs();
    const heard = () => hub.told.filter(({ userId }) => userId === bo.userId);
    expect(heard()).toEqual([]);
    await hub.as(ada).designs.update({ designId, visibility: 'public' });
    await hub.runJobs();
    expect(heard()).toMatchObject([{ kind: 'release', subject: `design:${designId}` }]);
  });

  test('people who blocked each other do not react to, follow or see each other', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { id: designId } = await hub.publish(ada);
    hub.safety.block(bo.userId, ada.userId);
    expect(await outcome(hub.as(bo).designs.react({ designId, kind: 'like', on: true }))).toBe('not_found');
    expect(await outcome(hub.as(bo).designs.follow({ userId: ada.userId, on: true }))).toBe('not_found');
    expect(await outcome(hub.as(bo).designs.get({ designId }))).toBe('not_found');
    expect(await outcome(hub.nobody.designs.get({ designId }))).toBe('allowed');
  });

  test('[DSN-10] a page hears of reactions and changes, and ends when it may not be read any more', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { id: designId } = await hub.publish(ada);
    const ended = new AbortController();
    const request = { lastEventId: undefined, signal: ended.signal };
    const events = hub.designs.events({ kind: 'anonymous' }, designId, request);
    expect((await events.next()).value?.event.type).toBe('ready');
    await hub.as(bo).designs.react({ designId, kind: 'like', on: true });
    expect((await events.next()).value?.event).toEqual({
      type: 'reactions.changed',
      payload: { likeCount: 1, saveCount: 0, remixCount: 0 },
    });
    await hub.as(ada).designs.update({ designId, visibility: 'private' });
    expect(await outcome(events.next())).toBe('not_found');
    ended.abort();
  });

  test('[DSN-10] a page hears that its design was removed, nothing more, and that it is back', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { id: designId } = await hub.publish(ada);
    await hub.as(bo).designs.react({ designId, kind: 'like', on: true });
    const ended = new AbortController();
    const events = hub.designs.events({ kind: 'anonymous' }, designId, {
      lastEventId: undefined,
      signal: ended.signal,
    });
    const next = async () => (await events.next()).value?.event.type;
    expect(await next()).toBe('ready');
    await hub.as(ada).designs.remove({ designId });
    expect(await next()).toBe('design.removed');
    await hub.as(ada).designs.restore({ designId });
    expect(await next()).toBe('design.restored');
    await hub.as(bo).designs.react({ designId, kind: 'like', on: false });
    expect(await next()).toBe('reactions.changed');
    ended.abort();
  });
});
