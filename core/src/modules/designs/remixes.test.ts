import { designs as table } from '@draftroom/drizzle/schema/designs';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { createDesignsFixture, type DesignsFixture } from './testing/fixture.ts';

await describeDatabases('remixes', (open) => {
  let hub: DesignsFixture;
  beforeAll(async () => {
    hub = await createDesignsFixture(await open());
  });

  async function remixOf(designId: string) {
    const maker = await hub.person();
    const { roomId } = await hub.as(maker).designs.remix({ designId });
    const uploadIds = [hub.upload(maker, await hub.file('a.ts', 'other'))];
    return { maker, roomId, publish: (more = {}) => hub.publish(maker, { roomId, uploadIds, ...more }) };
  }
  const stateOf = async (designId: string) => {
    const [row] = await hub.db.select().from(table).where(eq(table.id, designId));
    return { remixes: row?.remixCount, weight: row?.weight, rank: row?.rank };
  };

  test('[DSN-5] a remix is a private room with what the release holds, and what is published from it says so', async () => {
    const ada = await hub.person();
    const parent = await hub.publish(ada, { licence: 'CC-BY-SA-4.0' });
    const remix = await remixOf(parent.id);
    expect(hub.filesIn(remix.roomId)).toEqual(['a.ts']);
    const { roomId } = remix;
    expect(await outcome(remix.publish({ licence: 'MIT' }))).toBe('licence_conflict');
    const { madeFrom } = await hub.as(remix.maker).designs.origin({ roomId });
    expect(madeFrom).toMatchObject([{ design: { id: parent.id }, licence: 'CC-BY-SA-4.0', releaseSeq: 1 }]);
    expect(await outcome(hub.as(ada).designs.origin({ roomId }))).toBe('read_only');
    const child = await remix.publish({ licence: 'CC-BY-SA-4.0' });
    expect(child.madeFrom).toMatchObject([{ design: { id: parent.id }, licence: 'CC-BY-SA-4.0', releaseSeq: 1 }]);
    await hub.runJobs();
    expect(await stateOf(parent.id)).toMatchObject({ remixes: 1, weight: 3 });
    const { items } = await hub.nobody.designs.remixes({ designId: parent.id });
    expect(items.map(({ id }) => id)).toEqual([child.id]);
    const heard = hub.told.filter(({ userId }) => userId === ada.userId);
    expect(heard).toMatchObject([{ kind: 'remix', actor: { userId: remix.maker.userId } }]);
  });

  test('[DSN-5] what allows no remixes is not remixed, but by its author', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { id: designId } = await hub.publish(ada, { licence: 'CC-BY-ND-4.0' });
    expect(await outcome(hub.as(bo).designs.remix({ designId }))).toBe('not_remixable');
    expect(await outcome(hub.as(ada).designs.remix({ designId }))).toBe('allowed');
  });

  test('[DSN-8] a remix that strangers do not find is neither counted nor told of', async () => {
    const ada = await hub.person();
    const parent = await hub.publish(ada);
    const remix = await remixOf(parent.id);
    const child = await remix.publish({ visibility: 'private' });
    await hub.runJobs();
    expect(await stateOf(parent.id)).toMatchObject({ remixes: 0, weight: 0 });
    expect(hub.told.filter(({ userId }) => userId === ada.userId)).toEqual([]);
    const { designs } = hub.as(remix.maker);
    await designs.update({ designId: child.id, visibility: 'public' });
    await hub.runJobs();
    expect(await stateOf(parent.id)).toMatchObject({ remixes: 1, weight: 3 });
    await designs.remove({ designId: child.id });
    await hub.runJobs();
    expect(await stateOf(parent.id)).toMatchObject({ remixes: 0, weight: 0 });
    await designs.restore({ designId: child.id });
    await hub.runJobs();
    expect(await stateOf(parent.id)).toMatchObject({ remixes: 1, weight: 3 });
  });

  test('[DSN-8] a parent that is not to be seen has no name in the lineage', async () => {
    const ada = await hub.person();
    const parent = await hub.publish(ada);
    const child = await (await remixOf(parent.id)).publish();
    await hub.as(ada).designs.update({ designId: parent.id, visibility: 'unlisted' });
    expect((await hub.nobody.designs.get({ designId: child.id })).madeFrom).toMatchObject([{ design: null }]);
  });

  test('[DSN-13] a moderator’s word settles what counts and weighs', async () => {
    const ada = await hub.person();
    const parent = await hub.publish(ada);
    const child = await (await remixOf(parent.id)).publish();
    const { rank: light } = await stateOf(parent.id);
    await hub.runJobs();
    const { rank: heavy } = await stateOf(parent.id);
    expect(heavy).toBeGreaterThan(light ?? Number.NaN);
    const { designContent } = hub.designs.port;
    await hub.events.transaction((tx, emit) => designContent.setStanding({ tx, emit }, child.id, 'hidden'));
    await hub.runJobs();
    expect(await stateOf(parent.id)).toEqual({ remixes: 0, weight: 0, rank: light });
    expect(await outcome(hub.nobody.designs.get({ designId: child.id }))).toBe('not_found');
    // What was hidden by mistake is shown again, as an appeal does it.
    await hub.events.transaction((tx, emit) => designContent.setStanding({ tx, emit }, child.id, 'visible'));
    await hub.runJobs();
    expect(await stateOf(parent.id)).toEqual({ remixes: 1, weight: 3, rank: heavy });
    expect(hub.told.filter(({ userId, kind }) => userId === ada.userId && kind === 'remix')).toHaveLength(1);
    await hub.events.transaction((tx, emit, rewrite) => designContent.remove({ tx, emit, rewrite }, child.id));
    await hub.runJobs();
    expect(await stateOf(parent.id)).toEqual({ remixes: 0, weight: 0, rank: light });
    const gone = await hub.events.transaction((tx) => designContent.look(tx, child.id, null));
    expect(gone).toBeNull();
  });

  test('[DSN-13] of two remixes by one person the parent weighs what it did until the last one is removed', async () => {
    const parent = await hub.publish(await hub.person());
    const first = await remixOf(parent.id);
    const one = await first.publish();
    const { roomId } = await hub.as(first.maker).designs.remix({ designId: parent.id });
    const uploadIds = [hub.upload(first.maker, await hub.file('b.ts', 'more'))];
    const two = await hub.publish(first.maker, { roomId, uploadIds });
    await hub.runJobs();
    const states = [await stateOf(parent.id)];
    const { designContent } = hub.designs.port;
    for (const { id } of [one, two]) {
      await hub.events.transaction((tx, emit, rewrite) => designContent.remove({ tx, emit, rewrite }, id));
      await hub.runJobs();
      states.push(await stateOf(parent.id));
    }
    expect(states.map(({ remixes, weight }) => [remixes, weight])).toEqual([
      [2, 3],
      [1, 3],
      [0, 0],
    ]);
  });
});
