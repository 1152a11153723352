import { notifications } from '@draftroom/drizzle/schema/notifications';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../contract/ids.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { createModerationFixture, type ModerationFixture, reasons } from './testing/fixture.ts';

const day = 86_400_000;

await describeDatabases('reports and decisions', (open) => {
  let hub: ModerationFixture;
  beforeAll(async () => {
    hub = await createModerationFixture(await open(), { reportsPerDay: 100_000 });
  });

  const told = async (userId: string, kind: 'report' | 'moderation' | 'appeal') => {
    const rows = await hub.db
      .select()
      .from(notifications)
      .where(and(eq(notifications.userId, userId), eq(notifications.kind, kind)));
    return rows.map(({ payload }) => payload);
  };

  describe('[MOD-1] a report', () => {
    test('puts a thing before the moderators once, with the weight of all who reported it', async () => {
      const [author, mo] = [await hub.person('Author'), await hub.moderator()];
      const designId = await hub.design(author, { title: 'Cheap watches' });
      const old = await hub.settled();
      await hub.report(await hub.person(), designId);
      await hub.report(old, designId, 'abuse');
      await hub.report(await hub.person(), designId);
      const { items } = await hub.as(mo).moderation.queue({ limit: 100 });
      const about = items.filter(({ target }) => target.id === designId);
      expect(about).toMatchObject([
        {
          target: { type: 'design', title: 'Cheap watches', path: `/designs/${designId}` },
          standing: 'visible',
          owner: { userId: author.userId },
          source: 'report',
          weight: 1 + 2 + 1,
          reportCount: 3,
          reasons: [
            { reason: 'spam', count: 2 },
            { reason: 'abuse', count: 1 },
          ],
        },
      ]);
    });

    test('counts once for a person while it is open, and its weight once', async () => {
      const [reporter, mo] = [await hub.person(), await hub.moderator()];
      const designId = await hub.design(await hub.person());
      const both = await Promise.all([
        outcome(hub.report(reporter, designId)),
        outcome(hub.report(reporter, designId)),
      ]);
      expect(both.sort()).toEqual(['allowed', 'already_reported']);
      const itemId = await hub.itemOf(mo, designId);
      expect((await hub.as(mo).moderation.item({ itemId })).item).toMatchObject({ weight: 1, reportCount: 1 });
      await hub.as(mo).moderation.act({ itemId, kind: 'none', reason: 'spam' });
      expect(await outcome(hub.report(reporter, designId))).toBe('allowed');
    });

    test('is for what one may see; the rest answers like what there is not', async () => {
      const [author, stranger] = [await hub.person(), await hub.person()];
      const own = await hub.design(author, { visibility: 'private' });
      const create = (targetType: 'design' | 'user' | 'message', targetId: string, who = stranger) =>
        outcome(hub.as(who).reports.create({ targetType, targetId, reason: 'abuse' }));
      expect(await create('design', own)).toBe('not_found');
      expect(await create('design', newId())).toBe('not_found');
      expect(await create('design', "x' or true")).toBe('not_found');
      expect(await create('design', own, author)).toBe('invalid_input');
      expect(await create('user', author.userId)).toBe('allowed');
      expect(await create('user', stranger.userId)).toBe('invalid_input');
      const room = await hub.room('private');
      const message = await hub.as(room.editor).rooms.chat.send({ roomId: room.id, text: 'You are all fools.' });
      expect(await create('message', message.id)).toBe('not_found');
      expect(await create('message', message.id, room.viewer)).toBe('allowed');
    });

    test('keeps the thing as the reporter saw it, whatever becomes of it', async () => {
      const [author, mo] = [await hub.person(), await hub.moderator()];
      const designId = await hub.design(author, { title: 'First words' });
      await hub.report(await hub.person(), designId);
      await hub.rename(designId, 'Second words');
      await hub.report(await hub.person(), designId);
      const itemId = await hub.itemOf(mo, designId);
      const seen = await hub.as(mo).moderation.item({ itemId });
      expect(seen.reports.map(({ snapshot }) => snapshot)).toMatchObject([
        { title: 'First words' },
        { title: 'Second words' },
      ]);
      expect(seen).toMatchObject({ snapshot: { title: 'First words' }, current: { title: 'Second words' } });
      const action = await hub.as(mo).moderation.act({ itemId, kind: 'remove', reason: 'spam', statement: reasons });
      expect(await hub.standing(designId)).toBeNull();
      const after = await hub.as(mo).moderation.item({ itemId });
      expect(after).toMatchObject({ snapshot: { title: 'First words' }, current: null, allowed: [] });
      const statement = await hub.as(author).statements.get({ statementId: action.id });
      expect(statement).toMatchObject({ snapshot: { title: 'Second words' }, target: { path: null } });
    });

    test('does not say who reported', async () => {
      const [reporter, mo] = [await hub.person('Secret Reporter'), await hub.moderator()];
      const designId = await hub.design(await hub.person());
      await hub.report(reporter, designId);
      const seen = await hub.as(mo).moderation.item({ itemId: await hub.itemOf(mo, designId) });
      expect(JSON.stringify(seen)).not.toContain(reporter.userId);
      expect(JSON.stringify(seen)).not.toContain('Secret Reporter');
    });

    test('is answered when it comes and when it is decided', async () => {
      const [reporter, mo] = [await hub.person(), await hub.moderator()];
      const designId = await hub.design(await hub.person());
      await hub.report(reporter, designId);
      expect(JSON.stringify(await told(reporter.userId, 'report'))).toContain('will look at it');
      const itemId = await hub.itemOf(mo, designId);
      await hub.as(mo).moderation.act({ itemId, kind: 'hide', reason: 'spam', statement: reasons });
      expect(JSON.stringify(await told(reporter.userId, 'report'))).toContain('acted on it');
      expect(JSON.stringify(await told(reporter.userId, 'report'))).toContain('report_acted');
    });
  });

  test('[MOD-2] the heaviest comes first, and pages neither miss nor repeat anything', async () => {
    const mo = await hub.moderator();
    for (const reporters of [1, 3, 2, 1, 2]) {
      const designId = await hub.design(await hub.person());
      for (let at = 0; at < reporters; at++) await hub.report(await hub.person(), designId);
    }
    const seen: { id: string; weight: number }[] = [];
    let cursor: string | undefined;
    do {
      const page = await hub.as(mo).moderation.queue({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ weight }) => weight)).toEqual(seen.map(({ weight }) => weight).sort((a, b) => b - a));
    const whole = await hub.as(mo).moderation.queue({ limit: 100 });
    expect(seen.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    for (const wrong of ['', 'x', `1e99:${newId()}`, `1:${'z'.repeat(21)}`, '9'.repeat(200)]) {
      expect(await outcome(hub.as(mo).moderation.queue({ cursor: wrong }))).toBe('invalid_input');
    }
  });

  describe('[MOD-6] a decision', () => {
    test('closes the item, says who agreed with whom, and is read by whom it concerns', async () => {
      const [author, reporter, mo] = [await hub.person(), await hub.person(), await hub.moderator()];
      const designId = await hub.design(author);
      await hub.report(reporter, designId);
      const itemId = await hub.itemOf(mo, designId);
      const action = await hub.as(mo).moderation.act({ itemId, kind: 'hide', reason: 'spam', statement: reasons });
      expect(await hub.standing(designId)).toBe('hidden');
      expect(await hub.safety.statementOf('design', designId)).toBe(action.id);
      const closed = await hub.as(mo).moderation.item({ itemId });
      expect(closed.item.closedAt).not.toBeNull();
      expect(closed.reports).toMatchObject([{ agreed: true }]);
      expect(await told(author.userId, 'moderation')).toHaveLength(1);
      expect(await hub.as(author).statements.standing()).toEqual({ restriction: null, unread: 1 });
      const { items } = await hub.as(author).statements.mine({});
      expect(items).toMatchObject([
        { id: action.id, kind: 'hide', statement: reasons, automated: false, readAt: null },
      ]);
      expect(JSON.stringify(items)).not.toContain(mo.userId);
      const read = await hub.as(author).statements.get({ statementId: action.id });
      expect(read).toMatchObject({ readAt: new Date(hub.time.now).toISOString(), appealable: true });
      expect((await hub.as(author).statements.standing()).unread).toBe(0);
      for (const who of [reporter, mo]) {
        expect(await outcome(hub.as(who).statements.get({ statementId: action.id }))).toBe('not_found');
      }
      const log = await hub.as(mo).moderation.log({ kind: 'hide', limit: 100 });
      expect(log.items.find(({ id }) => id === action.id)).toMatchObject({ actor: { userId: mo.userId } });
    });

    test('without consequence concerns nobody, and its reports were wrong', async () => {
      const [author, mo] = [await hub.person(), await hub.moderator()];
      const designId = await hub.design(author);
      await hub.report(await hub.person(), designId);
      const itemId = await hub.itemOf(mo, designId);
      const action = await hub.as(mo).moderation.act({ itemId, kind: 'none', reason: 'spam' });
      expect((await hub.as(mo).moderation.item({ itemId })).reports).toMatchObject([{ agreed: false }]);
      expect((await hub.as(author).statements.mine({})).items).toEqual([]);
      expect(await outcome(hub.as(author).statements.get({ statementId: action.id }))).toBe('not_found');
      expect(await told(author.userId, 'moderation')).toEqual([]);
    });

    test('is made by one of two at once; the other hears so', async () => {
      const [mo, jo] = [await hub.moderator('Mo'), await hub.moderator('Jo')];
      const designId = await hub.design(await hub.person());
      await hub.report(await hub.person(), designId);
      const itemId = await hub.itemOf(mo, designId);
      const act = (who: typeof mo, kind: 'hide' | 'warn') =>
        outcome(hub.as(who).moderation.act({ itemId, kind, reason: 'spam', statement: reasons }));
      expect((await Promise.all([act(mo, 'hide'), act(jo, 'warn')])).sort()).toEqual(['allowed', 'already_done']);
      expect((await hub.as(mo).moderation.item({ itemId })).actions).toHaveLength(1);
    });

    test('waits while somebody else has claimed it', async () => {
      const [mo, jo] = [await hub.moderator('Mo'), await hub.moderator('Jo')];
      const designId = await hub.design(await hub.person());
      await hub.report(await hub.person(), designId);
      const itemId = await hub.itemOf(mo, designId);
      const both = await Promise.all([mo, jo].map((who) => outcome(hub.as(who).moderation.claim({ itemId }))));
      expect(both.sort()).toEqual(['allowed', 'claimed']);
      const { claimedBy } = (await hub.as(mo).moderation.item({ itemId })).item;
      const [holder, other] = claimedBy?.userId === mo.userId ? [mo, jo] : [jo, mo];
      const act = () => hub.as(other).moderation.act({ itemId, kind: 'hide', reason: 'spam', statement: reasons });
      expect(await outcome(act())).toBe('claimed');
      expect(await outcome(hub.as(other).moderation.release({ itemId }))).toBe('claimed');
      expect((await hub.as(holder).moderation.queue({ scope: 'mine' })).items.map(({ id }) => id)).toContain(itemId);
      await hub.as(holder).moderation.release({ itemId });
      expect(await outcome(act())).toBe('allowed');
    });

    test('about a message takes its words for good, out of kept events, too', async () => {
      const mo = await hub.moderator();
      const room = await hub.room('private');
      const message = await hub.as(room.editor).rooms.chat.send({ roomId: room.id, text: 'Hateful words' });
      await hub.as(room.viewer).reports.create({ targetType: 'message', targetId: message.id, reason: 'abuse' });
      const itemId = await hub.itemOf(mo, message.id);
      expect((await hub.as(mo).moderation.item({ itemId })).allowed).toEqual([
        'none',
        'warn',
        'remove',
        'limit',
        'suspend',
      ]);
      await hub.as(mo).moderation.act({ itemId, kind: 'remove', reason: 'abuse', statement: reasons });
      const { items } = await hub.as(room.owner).rooms.chat.list({ roomId: room.id });
      expect(items).toMatchObject([{ id: message.id, text: '', removed: true }]);
    });
  });

  describe('[MOD-7] a restriction', () => {
    async function restrict(kind: 'limit' | 'suspend', days: number) {
      const [person, mo] = [await hub.settled(), await hub.moderator()];
      await hub.as(await hub.person()).reports.create({ targetType: 'user', targetId: person.userId, reason: 'spam' });
      const itemId = await hub.itemOf(mo, person.userId);
      const until = new Date(hub.time.now + days * day).toISOString();
      const action = await hub.as(mo).moderation.act({ itemId, kind, reason: 'spam', statement: reasons, until });
      return { person, action, until };
    }

    test('suspended: refused with the reason until it ends by itself', async () => {
      const { person, action, until } = await restrict('suspend', 3);
      expect(hub.restricted).toContain(person.userId);
      const refused = await hub.safety.admit(person, 'comment').catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'suspended', details: { until, statementId: action.id } });
      expect((await hub.as(person).statements.standing()).restriction).toEqual({
        kind: 'suspend',
        until,
        statementId: action.id,
      });
      hub.time.now += 3 * day;
      expect(await hub.safety.admit(person, 'comment')).toMatchObject({ hold: false });
      expect((await hub.as(person).statements.standing()).restriction).toBeNull();
    });

    test('limited: what is new waits for a moderator, until it ends by itself', async () => {
      const { person } = await restrict('limit', 1);
      expect(await hub.safety.admit(person, 'publish')).toMatchObject({ hold: true });
      const held = await hub.publish(person, 'A harmless lamp');
      expect(held.standing).toBe('held');
      const { items } = await hub.as(person).statements.mine({});
      expect(items[0]).toMatchObject({ kind: 'hold', automated: true, findings: ['limited'] });
      hub.time.now += day;
      expect((await hub.publish(person, 'Another lamp')).standing).toBe('visible');
    });
  });
});
