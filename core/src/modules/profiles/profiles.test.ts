import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { ContentStanding } from '@draftroom/drizzle/enums';
import { designs, follows, releases } from '@draftroom/drizzle/schema/designs';
import { critiques } from '@draftroom/drizzle/schema/feedback';
import { aversions } from '@draftroom/drizzle/schema/moderation';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RequestContext } from '../../context.ts';
import { newId } from '../../contract/ids.ts';
import { type Actor, anonymous, type SignedInActor } from '../../platform/actor.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { createCallerFactory, router } from '../../trpc.ts';
import { noSuspensions } from '../moderation/testing/no-suspensions.ts';
import { createFixture, type Fixture, outcome } from '../rooms/testing/fixture.ts';
import { profilesRouter } from './router.ts';
import { createProfilesService, type ProfilesService } from './service.ts';

const createCaller = createCallerFactory(router({ profiles: profilesRouter }));

await describeDatabases('profiles', (open) => {
  let database: DatabaseHandle;
  let hub: Fixture;
  let profiles: ProfilesService;
  let verdict: ContentStanding = 'visible';
  beforeAll(async () => {
    database = await open();
    hub = await createFixture(database);
    const { events, clock } = hub;
    profiles = createProfilesService({ db: database.db, events, clock, safety: { inspect: async () => verdict } });
  });
  const as = (actor: Actor) =>
    createCaller({
      actor,
      origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
      services: { profiles, suspensions: noSuspensions } as RequestContext['services'],
      events: hub.events,
      rateLimiter: hub.rateLimiter,
      limits: hub.limits,
    }).profiles;
  const at = new Date();

  async function design(author: SignedInActor, visibility: 'public' | 'unlisted' | 'private') {
    const [id, releaseId] = [newId(), newId()];
    const facts = { title: 'Lamp', licence: 'CC0-1.0', rank: 0, createdAt: at, changedAt: at };
    await database.db.insert(designs).values({ id, authorId: author.userId, visibility, ...facts });
    const release = { designId: id, seq: 1, licence: 'CC0-1.0', contentHash: 'x', facts: {}, createdAt: at };
    await database.db.insert(releases).values({ id: releaseId, ...release });
    return { designId: id, releaseId };
  }

  describe('what everybody sees', () => {
    test('[PROF-1] it counts what everybody may see, and nothing else', async () => {
      const [ada, bo] = [await hub.person('Ada'), await hub.person()];
      const listed = await design(bo, 'public');
      const hidden = await design(bo, 'private');
      for (const visibility of ['public', 'unlisted', 'private'] as const) await design(ada, visibility);
      const written = { userId: ada.userId, criteria: [], scores: [], summary: 'good', createdAt: at, helpfulCount: 2 };
      await database.db.insert(critiques).values([
        { id: newId(), ...listed, ...written },
        { id: newId(), ...hidden, ...written },
      ]);
      await database.db.insert(follows).values({ followerId: bo.userId, authorId: ada.userId, createdAt: at });
      await hub.as(ada).rooms.create({ name: 'Open', visibility: 'public' });
      await hub.as(ada).rooms.create({ name: 'Closed', visibility: 'private' });
      const seen = await as(anonymous).get({ userId: ada.userId });
      expect(seen).toMatchObject({ person: { name: 'Ada' }, mine: false, following: false });
      expect(seen.counts).toEqual({ followers: 1, following: 0, designs: 1, critiques: 1, helpful: 2, publicRooms: 1 });
      expect((await as(bo).get({ userId: ada.userId })).following).toBe(true);
      const { items } = await as(anonymous).rooms({ userId: ada.userId });
      expect(items.map(({ name, role, memberCount }) => [name, role, memberCount])).toEqual([['Open', 'owner', 1]]);
    });

    test('[PROF-1] who blocked me is as unknown as who never was; whom I blocked I still find', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      await database.db
        .insert(aversions)
        .values({ userId: ada.userId, otherId: bo.userId, kind: 'block', createdAt: at });
      expect(await outcome(as(bo).get({ userId: ada.userId }))).toBe('not_found');
      expect(await outcome(as(bo).rooms({ userId: ada.userId }))).toBe('not_found');
      expect(await outcome(as(bo).get({ userId: newId() }))).toBe('not_found');
      expect(await outcome(as(bo).get({ userId: 'x' }))).toBe('not_found');
      expect(await as(ada).get({ userId: bo.userId })).toMatchObject({ blocked: true });
    });

    test('[PROF-1] rooms come in pages', async () => {
      const ada = await hub.person();
      for (let n = 0; n < 5; n++) {
        hub.time.now += 1_000;
        await hub.as(ada).rooms.create({ name: `Room ${n}`, visibility: 'public' });
      }
      const first = await as(anonymous).rooms({ userId: ada.userId, limit: 3 });
      const rest = await as(anonymous).rooms({ userId: ada.userId, limit: 3, cursor: first.nextCursor ?? '' });
      const names = [...first.items, ...rest.items].map(({ name }) => name);
      expect(names).toEqual(['Room 4', 'Room 3', 'Room 2', 'Room 1', 'Room 0']);
      expect(rest.nextCursor).toBeNull();
    });
  });

  describe('what people say of themselves', () => {
    test('[PROF-2] links are web addresses, at most five', async () => {
      const ada = await hub.person();
      const links = [
        'javascript:alert(1)',
        'data:text/html,x',
        'ftp://a.example',
        'https://me:secret@a.example',
        'a b',
        '//a',
      ];
      for (const link of links)
        expect([link, await outcome(as(ada).update({ bio: '', links: [link] }))]).toEqual([link, 'invalid_input']);
      expect(await outcome(as(ada).update({ bio: '', links: Array(6).fill('https://a.example') }))).toBe(
        'invalid_input',
      );
      expect(await outcome(as(ada).update({ bio: 'x'.repeat(601), links: [] }))).toBe('invalid_input');
      const { bio, links: kept } = await as(ada).update({ bio: ' Chairs.\r\n', links: [' https://A.example '] });
      expect([bio, kept]).toEqual(['Chairs.', ['https://a.example/']]);
    });

    test('[PROF-2] what is held is seen by its owner alone, until a moderator lets it', async () => {
      const [ada, bo] = [await hub.person(), await hub.person()];
      verdict = 'held';
      await as(ada).update({ bio: 'Cheap pills', links: ['https://a.example'] });
      verdict = 'visible';
      expect(await as(ada).get({ userId: ada.userId })).toMatchObject({ bio: 'Cheap pills', standing: 'held' });
      expect(await as(bo).get({ userId: ada.userId })).toMatchObject({ bio: '', links: [], standing: 'visible' });
      const work = { tx: database.db, emit: () => undefined, rewrite: async () => [] };
      expect(await profiles.content.look(database.db, ada.userId, null)).toMatchObject({
        snapshot: { bio: 'Cheap pills' },
      });
      await profiles.content.setStanding(work, ada.userId, 'visible');
      expect(await as(bo).get({ userId: ada.userId })).toMatchObject({ bio: 'Cheap pills' });
      await profiles.content.remove(work, ada.userId);
      expect(await as(ada).get({ userId: ada.userId })).toMatchObject({ bio: '', links: [] });
    });
  });
});
