import { beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { createDesignsFixture, type DesignsFixture } from './testing/fixture.ts';

await describeDatabases('collections', (open) => {
  let hub: DesignsFixture;
  beforeAll(async () => {
    hub = await createDesignsFixture(await open(), { itemsPerCollection: 4 });
  });

  async function collected(count: number, visibility: 'public' | 'unlisted' | 'private' = 'public') {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { collections } = hub.as(bo);
    const { id: collectionId } = await collections.create({ title: 'Clocks', visibility });
    const ids: string[] = [];
    for (let at = 0; at < count; at++) {
      const { id: designId } = await hub.publish(ada, { uploadIds: [hub.upload(ada, await hub.picture(`${at}.png`))] });
      await collections.addItem({ collectionId, designId, note: `note ${at}` });
      ids.push(designId);
    }
    const order = async (reader = hub.nobody) => {
      const { items } = await reader.collections.get({ collectionId });
      return items.map(({ design }) => ids.indexOf(design.id));
    };
    return { ada, bo, collections, collectionId, ids, order };
  }

  test('designs stand in the order in which their owner puts them', async () => {
    const { collections, collectionId, ids, order } = await collected(3);
    expect(await order()).toEqual([0, 1, 2]);
    const move = (at: number, after: number | null) =>
      collections.moveItem({
        collectionId,
        designId: ids[at] ?? '',
        after: after === null ? null : (ids[after] ?? ''),
      });
    await move(2, null);
    expect(await order()).toEqual([2, 0, 1]);
    await move(2, 0);
    expect(await order()).toEqual([0, 2, 1]);
    for (let time = 0; time < 100; time++) await move(time % 2 === 0 ? 2 : 1, 0);
    expect(await order()).toEqual([0, 1, 2]);
    expect(await outcome(collections.moveItem({ collectionId, designId: ids[0] ?? '', after: 'nothing' }))).toBe(
      'not_found',
    );
  });

  test('what was taken out comes back to its place', async () => {
    const { collections, collectionId, ids, order } = await collected(3);
    const putBack = async (at: number, after: string | null | undefined) => {
      const item = { collectionId, designId: ids[at] ?? '' };
      await collections.removeItem(item);
      expect(await collections.addItem({ ...item, note: 'kept', after })).toMatchObject({ added: true, note: 'kept' });
      return await order();
    };
    expect(await putBack(1, ids[0])).toEqual([0, 1, 2]);
    expect(await putBack(0, null)).toEqual([0, 1, 2]);
    expect(await putBack(1, 'gone meanwhile')).toEqual([0, 2, 1]);
  });

  test('a page goes on where the one before stopped', async () => {
    const { collectionId, ids } = await collected(3);
    const first = await hub.nobody.collections.get({ collectionId, limit: 2 });
    const cursor = first.nextCursor ?? '';
    const second = await hub.nobody.collections.get({ collectionId, limit: 2, cursor });
    expect([...first.items, ...second.items].map(({ design }) => design.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    const { collectionId: another } = await collected(0);
    expect(await outcome(hub.nobody.collections.get({ collectionId: another, cursor }))).toBe('bad_cursor');
  });

  test('[DSN-11] a design is in a collection once, with a note', async () => {
    const { collections, collectionId, ids } = await collected(1);
    const [designId = ''] = ids;
    expect(await collections.addItem({ collectionId, designId })).toMatchObject({ added: false, note: 'note 0' });
    expect(await collections.get({ collectionId })).toMatchObject({
      collection: { itemCount: 1, mine: true, pictures: [{ width: 40 }] },
      items: [{ note: 'note 0' }],
    });
    expect(await collections.updateItem({ collectionId, designId, note: 'better' })).toMatchObject({ note: 'better' });
    expect(await collections.containing({ designId })).toMatchObject({ items: [{ id: collectionId, contains: true }] });
    await collections.removeItem({ collectionId, designId });
    expect(await outcome(collections.removeItem({ collectionId, designId }))).toBe('not_found');
    expect(await collections.containing({ designId })).toMatchObject({
      items: [{ id: collectionId, contains: false }],
    });
  });

  test('[MOD-5] a note is looked at as the description is: what a check finds holds the collection', async () => {
    const { ada, bo, collections, collectionId, ids } = await collected(1);
    const [designId = ''] = ids;
    const held = () => hub.as(ada).collections.get({ collectionId });
    hub.safety.inspected.length = 0;
    await collections.updateItem({ collectionId, designId, note: 'of brass' });
    await collections.updateItem({ collectionId, designId, note: '' });
    expect(hub.safety.inspected).toEqual(['of brass']);
    expect(await outcome(held())).toBe('allowed');
    hub.safety.verdict = 'held';
    try {
      await collections.updateItem({ collectionId, designId, note: 'cheap pills' });
      expect(await outcome(held())).toBe('not_found');
      // Its owner reads it, and that others do not.
      expect((await collections.get({ collectionId })).collection).toMatchObject({ standing: 'held' });
      const own = await hub.as(bo).collections.create({ title: 'Mine', visibility: 'private' });
      await collections.addItem({ collectionId: own.id, designId, note: 'cheap pills' });
      hub.safety.inspected.length = 0;
      await collections.update({ collectionId: own.id, visibility: 'public' });
      // What was noted while nobody else saw it.
      expect(hub.safety.inspected).toEqual(['Mine\n\ncheap pills']);
    } finally {
      hub.safety.verdict = 'visible';
    }
  });

  test('it holds so many and not more', async () => {
    const { ada, collections, collectionId } = await collected(4);
    const { id: designId } = await hub.publish(ada);
    expect(await outcome(collections.addItem({ collectionId, designId }))).toBe('too_many');
  });

  test('[DSN-11] others read what is not private, and only its owner changes it', async () => {
    const { ada, collections, collectionId, ids } = await collected(1, 'private');
    const [designId = ''] = ids;
    const other = hub.as(ada).collections;
    expect(await outcome(other.get({ collectionId }))).toBe('not_found');
    expect(await outcome(other.addItem({ collectionId, designId }))).toBe('not_found');
    await collections.update({ collectionId, visibility: 'unlisted' });
    expect(await outcome(other.get({ collectionId }))).toBe('allowed');
    for (const call of [
      () => other.update({ collectionId, title: 'Mine' }),
      () => other.remove({ collectionId }),
      () => other.addItem({ collectionId, designId }),
      () => other.removeItem({ collectionId, designId }),
      () => other.updateItem({ collectionId, designId, note: '' }),
      () => other.moveItem({ collectionId, designId, after: null }),
    ]) {
      expect(await outcome(call())).toBe('not_yours');
    }
    expect(await outcome(other.restore({ collectionId }))).toBe('not_found');
    await collections.remove({ collectionId });
    expect(await outcome(collections.get({ collectionId }))).toBe('not_found');
    expect(await collections.restore({ collectionId })).toMatchObject({ id: collectionId });
  });

  test('[DSN-11] what its reader may not see is neither shown nor counted', async () => {
    const { ada, bo, collectionId, ids, order } = await collected(3);
    await hub.as(ada).designs.update({ designId: ids[0] ?? '', visibility: 'private' });
    await hub.as(ada).designs.update({ designId: ids[1] ?? '', visibility: 'unlisted' });
    for (const reader of [hub.nobody, hub.as(bo)]) {
      expect(await order(reader)).toEqual([2]);
      const { collection } = await reader.collections.get({ collectionId });
      expect(collection).toMatchObject({ itemCount: 1 });
      expect(collection.pictures).toHaveLength(1);
    }
    const { collections } = hub.as(bo);
    const codes = ['not_found', 'unlisted_design', 'allowed'];
    for (const [at, designId] of ids.entries()) {
      expect(await outcome(collections.addItem({ collectionId, designId }))).toBe(codes[at]);
      expect(await outcome(collections.containing({ designId }))).toBe(codes[at]);
    }
    const own = { collectionId: (await hub.as(ada).collections.create({ title: 'Mine', visibility: 'private' })).id };
    expect(await outcome(hub.as(ada).collections.addItem({ ...own, designId: ids[1] ?? '' }))).toBe('allowed');
  });
});
