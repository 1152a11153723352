import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { follows } from '@draftroom/drizzle/schema/designs';
import { notifications } from '@draftroom/drizzle/schema/notifications';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../contract/ids.ts';
import type { SignedInActor } from '../../platform/actor.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import type { DecisionKind } from './schema.ts';
import { createModerationFixture, type ModerationFixture, reasons } from './testing/fixture.ts';

const day = 86_400_000;
const answer = 'Somebody else looked at it and this is why.';
const spam = 'https://a.example https://b.example https://c.example';

await describeDatabases('checks, appeals and blocks', (open) => {
  let database: DatabaseHandle;
  let hub: ModerationFixture;
  let mo: SignedInActor;
  let jo: SignedInActor;
  beforeAll(async () => {
    database = await open();
    hub = await createModerationFixture(database, { reportsPerDay: 100_000 });
    mo = await hub.moderator('Mo');
    jo = await hub.moderator('Jo');
  });

  /** A design that was acted on by Mo. */
  async function actedOn(kind: DecisionKind, author?: SignedInActor) {
    const person = author ?? (await hub.settled());
    const designId = await hub.design(person);
    await hub.report(await hub.person(), designId);
    const itemId = await hub.itemOf(mo, designId);
    const until = kind === 'limit' || kind === 'suspend' ? new Date(hub.time.now + day).toISOString() : undefined;
    const { id } = await hub.as(mo).moderation.act({ itemId, kind, reason: 'spam', statement: reasons, until });
    return { person, designId, statementId: id };
  }

  const appealOf = async (person: SignedInActor, statementId: string): Promise<string> => {
    const { appeal } = await hub.as(person).appeals.create({ statementId, words: 'This is my own work.' });
    return appeal?.id ?? '';
  };

  describe('[MOD-5] what a check finds', () => {
    test('is held with a statement of the hub, and before the moderators; nothing is deleted', async () => {
      const author = await hub.person();
      const { id, standing } = await hub.publish(author, spam);
      expect([standing, await hub.standing(id)]).toEqual(['held', 'held']);
      const { items } = await hub.as(author).statements.mine({});
      expect(items).toMatchObject([
        { kind: 'hold', reason: 'spam', automated: true, findings: ['many_links'], target: { id }, appealable: true },
      ]);
      expect(await hub.safety.statementOf('design', id)).toBe(items[0]?.id);
      const item = await hub.as(mo).moderation.item({ itemId: await hub.itemOf(mo, id) });
      expect(item.item).toMatchObject({ source: 'spam', findings: ['many_links'], weight: 2, reportCount: 0 });
    });

    test('stays held when it is edited, and is told of once', async () => {
      const author = await hub.person();
      const { id } = await hub.publish(author, spam);
      expect((await hub.publish(author, 'Nothing to see here.', id)).standing).toBe('held');
      expect((await hub.publish(author, spam, id)).standing).toBe('held');
      expect((await hub.as(author).statements.mine({})).items).toHaveLength(1);
    });

    test('comes to light when a moderator finds nothing in it, and stays hidden when they do', async () => {
      for (const kind of ['none', 'warn', 'hide'] as const) {
        const author = await hub.person();
        const { id } = await hub.publish(author, spam);
        const itemId = await hub.itemOf(mo, id);
        await hub.as(mo).moderation.act({ itemId, kind, reason: 'spam', statement: reasons });
        expect(await hub.standing(id)).toBe(kind === 'hide' ? 'hidden' : 'visible');
        expect((await hub.publish(author, 'Other words now.', id)).standing).toBe(
          kind === 'hide' ? 'hidden' : 'visible',
        );
      }
    });

    test('is told of as what the hub did, and again when a moderator has looked at it', async () => {
      const told = async ({ userId }: SignedInActor) => {
        const rows = await hub.db.select().from(notifications).where(eq(notifications.userId, userId));
        return rows.map(({ kind, payload }) => `${kind} ${payload.said}`).toSorted();
      };
      const held = async () => {
        const author = await hub.person();
        const { id } = await hub.publish(author, spam);
        const statementId = (await hub.as(author).statements.mine({})).items[0]?.id ?? '';
        return { author, statementId, itemId: await hub.itemOf(mo, id) };
      };
      const act = (itemId: string, kind: DecisionKind) =>
        hub.as(mo).moderation.act({ itemId, kind, reason: 'spam', statement: reasons });
      const quiet = await held();
      expect(await told(quiet.author)).toEqual(['moderation held']);
      await act(quiet.itemId, 'none');
      // In place of the one before, which was unread.
      expect(await told(quiet.author)).toEqual(['moderation released']);

      const cleared = await held();
      await appealOf(cleared.author, cleared.statementId);
      await act(cleared.itemId, 'none');
      expect(await told(cleared.author)).toEqual(['appeal appeal_released', 'moderation held']);

      const hidden = await held();
      await appealOf(hidden.author, hidden.statementId);
      await act(hidden.itemId, 'hide');
      // The decision with a moderator's own words.
      const both = ['appeal appeal_overtaken', 'moderation held', 'moderation undefined'];
      expect(await told(hidden.author)).toEqual(both);
    });

    test('is the same words three times within a day, whoever says them', async () => {
      const words = `Buy the finest pencils in the whole wide world, now ${newId()}!`;
      const say = async (who: SignedInActor) => (await hub.publish(who, words)).standing;
      const one = await hub.person();
      expect([await say(one), await say(await hub.person()), await say(one)]).toEqual(['visible', 'visible', 'held']);
      hub.time.now += day;
      await hub.forgetWords();
      expect(await say(await hub.person())).toBe('visible');
    });

    test('does not concern moderators', async () => {
      expect((await hub.publish(mo, spam)).standing).toBe('visible');
    });
  });

  test('[MOD-4] a new account may do a fraction of what a settled one may, for each action apart', async () => {
    const small = await createModerationFixture(database, { publishesPerDay: 24, commentsPerHour: 6 });
    const [fresh, settled] = [await small.person(), await small.settled()];
    const count = async (who: SignedInActor, action: 'publish' | 'comment') => {
      for (let done = 0; ; done++) if ((await outcome(small.safety.admit(who, action))) !== 'allowed') return done;
    };
    expect([await count(fresh, 'publish'), await count(settled, 'publish')]).toEqual([2, 8]);
    expect([await count(fresh, 'comment'), await count(settled, 'comment')]).toEqual([1, 3]);
  });

  test('[MOD-3] trust rises with what stands and falls with decisions', async () => {
    const author = await hub.settled();
    expect(await hub.safety.trust(author.userId)).toBe(1);
    await hub.db
      .update(users)
      .set({ createdAt: new Date(hub.time.now - 10 * day) })
      .where(eq(users.id, author.userId));
    for (const _ of [1, 2, 3]) await hub.design(author);
    hub.time.now += 60_000;
    expect(await hub.safety.trust(author.userId)).toBe(2);
    const { statementId } = await actedOn('warn', author);
    expect(await hub.safety.trust(author.userId)).toBe(1);
    const appealId = await appealOf(author, statementId);
    await hub.as(jo).appeals.decide({ appealId, decision: 'reversed', answer });
    expect(await hub.safety.trust(author.userId)).toBe(2);
  });

  describe('[MOD-8] an appeal', () => {
    test('is made once, by whom it concerns', async () => {
      const { person, statementId } = await actedOn('hide');
      const create = (who: SignedInActor) => outcome(hub.as(who).appeals.create({ statementId, words: 'No.' }));
      expect(await create(await hub.person())).toBe('not_found');
      expect(await create(mo)).toBe('not_found');
      expect((await Promise.all([create(person), create(person)])).sort()).toEqual(['allowed', 'already_appealed']);
    });

    test('is decided once, and not by who acted', async () => {
      const { person, statementId } = await actedOn('hide');
      const appealId = await appealOf(person, statementId);
      const open = async (who: SignedInActor) =>
        (await hub.as(who).appeals.queue({ limit: 100 })).items.find(({ appeal }) => appeal.id === appealId);
      expect([(await open(mo))?.mayDecide, (await open(jo))?.mayDecide]).toEqual([false, true]);
      const decide = (who: SignedInActor) =>
        outcome(hub.as(who).appeals.decide({ appealId, decision: 'upheld', answer }));
      expect(await decide(mo)).toBe('own_decision');
      expect(await decide(person)).toBe('moderators_only');
      expect((await Promise.all([decide(jo), decide(jo)])).sort()).toEqual(['allowed', 'already_done']);
      expect(await hub.as(person).statements.get({ statementId })).toMatchObject({
        reversedAt: null,
        appealable: false,
        appeal: { state: 'upheld', answer },
      });
      expect(await open(jo)).toBeUndefined();
    });

    test.each(['hide', 'limit', 'suspend'] as const)('that is right brings back what %s took', async (kind) => {
      const { person, designId, statementId } = await actedOn(kind);
      expect(await hub.standing(designId)).toBe('hidden');
      const appealId = await appealOf(person, statementId);
      await hub.as(jo).appeals.decide({ appealId, decision: 'reversed', answer });
      expect(await hub.standing(designId)).toBe('visible');
      expect((await hub.as(person).statements.standing()).restriction).toBeNull();
      expect(await outcome(hub.safety.admit(person, 'comment'))).toBe('allowed');
      expect(await hub.as(person).statements.get({ statementId })).toMatchObject({ appeal: { state: 'reversed' } });
    });

    test('against a check shows the thing and takes it from the queue', async () => {
      const author = await hub.person();
      const { id } = await hub.publish(author, spam);
      const itemId = await hub.itemOf(mo, id);
      const statementId = (await hub.as(author).statements.mine({})).items[0]?.id ?? '';
      const appealId = await appealOf(author, statementId);
      await hub.as(mo).appeals.decide({ appealId, decision: 'reversed', answer });
      expect(await hub.standing(id)).toBe('visible');
      expect((await hub.as(mo).moderation.item({ itemId })).item.closedAt).not.toBeNull();
    });

    test('against a check is settled by the decision about the thing', async () => {
      const author = await hub.person();
      const { id } = await hub.publish(author, spam);
      const statementId = (await hub.as(author).statements.mine({})).items[0]?.id ?? '';
      await appealOf(author, statementId);
      const itemId = await hub.itemOf(mo, id);
      await hub.as(mo).moderation.act({ itemId, kind: 'none', reason: 'spam' });
      expect(await hub.as(author).statements.get({ statementId })).toMatchObject({ appeal: { state: 'reversed' } });
      expect(await hub.standing(id)).toBe('visible');
    });
  });

  describe('[MOD-9] a block', () => {
    test('holds both ways and ends following; a mute holds one way and is not known', async () => {
      const [ada, ben, cy] = [await hub.person('Ada'), await hub.person('Ben'), await hub.person('Cy')];
      const at = new Date(hub.time.now);
      await hub.db.insert(follows).values([
        { followerId: ada.userId, authorId: ben.userId, createdAt: at },
        { followerId: ben.userId, authorId: ada.userId, createdAt: at },
        { followerId: cy.userId, authorId: ada.userId, createdAt: at },
      ]);
      expect(await hub.as(ada).blocks.set({ userId: ben.userId, on: true })).toEqual({ blocked: true, muted: false });
      await hub.as(ada).mutes.set({ userId: cy.userId, on: true });
      const averse = async (who: SignedInActor) => [...(await hub.safety.averse(who.userId))].sort();
      expect(await averse(ada)).toEqual([ben.userId, cy.userId].sort());
      expect(await averse(ben)).toEqual([ada.userId]);
      expect(await averse(cy)).toEqual([]);
      expect(await hub.safety.averse(null)).toEqual(new Set());
      expect(await hub.safety.blocked(ben.userId, ada.userId)).toBe(true);
      expect(await hub.safety.blocked(cy.userId, ada.userId)).toBe(false);
      const among = [ada, ben, cy].map(({ userId }) => userId);
      expect(await hub.safety.averseTo(hub.db, cy.userId, among)).toEqual(new Set([ada.userId]));
      expect(await hub.safety.averseTo(hub.db, ada.userId, among)).toEqual(new Set([ben.userId]));
      const left = await hub.db.select().from(follows).where(eq(follows.authorId, ada.userId));
      expect(left.map(({ followerId }) => followerId)).toEqual([cy.userId]);
      expect(await hub.as(ben).blocks.of({ userId: ada.userId })).toEqual({ blocked: false, muted: false });
      expect((await hub.as(ada).blocks.list()).items).toMatchObject([{ person: { name: 'Ben' } }]);
      expect((await hub.as(ada).mutes.list()).items).toMatchObject([{ person: { name: 'Cy' } }]);
      await hub.as(ada).blocks.set({ userId: ben.userId, on: false });
      expect(await averse(ben)).toEqual([]);
    });

    test('is stronger than a mute, and nobody blocks themselves or nobody', async () => {
      const [ada, ben] = [await hub.person(), await hub.person()];
      await hub.as(ada).mutes.set({ userId: ben.userId, on: true });
      expect(await hub.as(ada).blocks.set({ userId: ben.userId, on: true })).toEqual({ blocked: true, muted: false });
      expect(await hub.as(ada).mutes.set({ userId: ben.userId, on: true })).toEqual({ blocked: true, muted: false });
      expect(await hub.as(ada).mutes.set({ userId: ben.userId, on: false })).toEqual({ blocked: true, muted: false });
      expect(await outcome(hub.as(ada).blocks.set({ userId: ada.userId, on: true }))).toBe('invalid_input');
      expect(await outcome(hub.as(ada).blocks.set({ userId: newId(), on: true }))).toBe('not_found');
    });
  });
});
