/** Every list, as a stranger walks it. */
import { beforeAll, expect, test } from 'vitest';
import type { SignedInActor } from '../../platform/actor.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import type { DesignPage } from './schema.ts';
import { createDesignsFixture, type DesignsFixture } from './testing/fixture.ts';

await describeDatabases('[DSN-8] a stranger', (open) => {
  let hub: DesignsFixture;
  let author: SignedInActor;
  let stranger: SignedInActor;
  let parentId: string;
  let collectionId: string;
  const open_: string[] = [];
  const secret = new Map<string, string>();

  beforeAll(async () => {
    hub = await createDesignsFixture(await open());
    [author, stranger] = [await hub.person(), await hub.person()];
    const { designs, collections } = hub.as(author);
    parentId = (await hub.publish(await hub.person())).id;
    collectionId = (await collections.create({ title: 'All', visibility: 'public' })).id;
    const remixed = async (more = {}) => {
      const { roomId } = await designs.remix({ designId: parentId });
      const uploadIds = [hub.upload(author, await hub.file('a.ts', roomId), await hub.picture(`${roomId}.png`))];
      const { id: designId } = await hub.publish(author, { roomId, uploadIds, ...more });
      await collections.addItem({ collectionId, designId });
      hub.time.now += 1_000;
      return designId;
    };
    const standing = async (designId: string, value: 'held' | 'hidden') =>
      await hub.events.transaction((tx, emit) =>
        hub.designs.port.designContent.setStanding({ tx, emit }, designId, value),
      );
    for (let at = 0; at < 5; at++) {
      open_.push(await remixed());
      secret.set('private', await remixed({ visibility: 'private' }));
      secret.set('unlisted', await remixed({ visibility: 'unlisted' }));
      const [held, hidden, removed] = [await remixed(), await remixed(), await remixed()];
      await standing(held, 'held');
      await standing(hidden, 'hidden');
      await designs.remove({ designId: removed });
      secret.set('held', held).set('hidden', hidden).set('removed', removed);
    }
    await collections.create({ title: 'Mine', visibility: 'private' });
    await collections.create({ title: 'By address', visibility: 'unlisted' });
    await hub.runJobs();
  });

  async function walk(page: (cursor?: string) => Promise<DesignPage>): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await page(cursor);
      found.push(...items.map(({ id }) => id));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }
  const readers = () => [['signed in', hub.as(stranger)] as const, ['signed out', hub.nobody] as const];

  test('finds nothing but what is public', async () => {
    for (const [who, { designs, collections }] of readers()) {
      const newest = open_.toReversed();
      const byAuthor = await walk((cursor) => designs.byAuthor({ userId: author.userId, cursor, limit: 2 }));
      expect(byAuthor, who).toEqual(newest);
      const remixes = await walk((cursor) => designs.remixes({ designId: parentId, cursor, limit: 2 }));
      expect(remixes, who).toEqual(newest);
      const items = await walk(async (cursor) => {
        const page = await collections.get({ collectionId, cursor, limit: 2 });
        return { items: page.items.map(({ design }) => design), nextCursor: page.nextCursor };
      });
      expect(items, who).toEqual(open_);
      const lists = await collections.list({ userId: author.userId });
      expect(lists.items, who).toMatchObject([{ id: collectionId, itemCount: open_.length }]);
      expect(lists.items[0]?.pictures, who).toHaveLength(4);
    }
  });

  test('learns no more from counts and cards', async () => {
    expect(await hub.nobody.designs.get({ designId: parentId })).toMatchObject({ remixCount: open_.length });
    const cards = await hub.designs.port.cards(stranger.userId, [...secret.values(), ...open_]);
    expect(cards.map(({ id }) => id)).toEqual(open_);
  });

  test('has nothing saved or of their own but what they could see', async () => {
    const { designs } = hub.as(stranger);
    const [first = ''] = open_;
    const unlisted = secret.get('unlisted') ?? '';
    await designs.react({ designId: first, kind: 'save', on: true });
    hub.time.now += 1_000;
    await designs.react({ designId: unlisted, kind: 'save', on: true });
    expect(await walk((cursor) => designs.saved({ cursor, limit: 1 }))).toEqual([unlisted, first]);
    await hub.as(author).designs.update({ designId: first, visibility: 'private' });
    expect(await walk((cursor) => designs.saved({ cursor, limit: 1 }))).toEqual([unlisted]);
    await hub.as(author).designs.update({ designId: first, visibility: 'public' });
    expect(await walk((cursor) => designs.mine({ cursor }))).toEqual([]);
  });

  test('while its author finds everything that is not removed', async () => {
    const mine = await walk((cursor) => hub.as(author).designs.mine({ cursor, limit: 7 }));
    expect(mine).toHaveLength(25);
    expect(mine).toContain(secret.get('private'));
    expect(mine).not.toContain(secret.get('removed'));
  });
});
