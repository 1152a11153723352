import { beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../testing/contract-suites.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import { createDesignsFixture, type DesignsFixture } from './testing/fixture.ts';

await describeDatabases('releases of designs', (open) => {
  let hub: DesignsFixture;
  beforeAll(async () => {
    hub = await createDesignsFixture(await open(), { releaseFiles: 3, releaseBytes: 1_000 });
  });

  test('[DSN-3] what is published from a room is what stood in it, with its facts', async () => {
    const ada = await hub.person();
    const room = await hub.room(ada, 'let x = 1;\nlet y = 2;\n');
    const design = await hub.publish(ada, { roomId: room.id, tags: ['low-poly'], description: 'Two lines' });
    expect(design).toMatchObject({ title: 'Tide clock', tags: ['low-poly'], kinds: ['code'], roomId: room.id });
    const [file] = design.release.files;
    expect(file).toMatchObject({ path: 'src/main.ts', kind: 'code', documentId: room.documentId });
    expect(file?.facts).toEqual({ language: 'typescript', lines: 2 });
    expect(design.release.facts.languages).toEqual([{ language: 'typescript', lines: 2 }]);
    expect(Buffer.from(await hub.blobs.get(file?.assetId ?? '')).toString()).toBe('let x = 1;\nlet y = 2;\n');
  });

  test('[DSN-3] a release is added and the ones before stay as they were', async () => {
    const ada = await hub.person();
    const { designs } = hub.as(ada);
    const first = await hub.publish(ada, {
      uploadIds: [hub.upload(ada, await hub.file('a.ts', 'one'), await hub.file('b.ts', 'same'))],
    });
    const files = [await hub.file('a.ts', 'two'), await hub.file('b.ts', 'same'), await hub.file('c.ts', 'new')];
    const second = await designs.addRelease({
      designId: first.id,
      uploadIds: [hub.upload(ada, ...files)],
      notes: 'More',
    });
    expect(second.releases.map(({ seq, notes }) => ({ seq, notes }))).toEqual([
      { seq: 2, notes: 'More' },
      { seq: 1, notes: '' },
    ]);
    expect(await designs.release({ designId: first.id, seq: 1 })).toEqual(first.release);
    const { files: changes } = await hub.nobody.designs.diff({ designId: first.id, from: 1, to: 2 });
    expect(changes.map(({ path, change }) => `${path} ${change}`)).toEqual(['a.ts changed', 'b.ts same', 'c.ts added']);
    expect(await outcome(designs.release({ designId: first.id, seq: 3 }))).toBe('not_found');
  });

  test('[DSN-3] a release that says the same as the newest is refused', async () => {
    const ada = await hub.person();
    const room = await hub.room(ada);
    const { id: designId } = await hub.publish(ada, { roomId: room.id });
    expect(await outcome(hub.as(ada).designs.addRelease({ designId, roomId: room.id }))).toBe('nothing_new');
    expect(await outcome(hub.as(ada).designs.addRelease({ designId }))).toBe('nothing_to_publish');
  });

  test('[DSN-3] of two releases at once each gets its own number', async () => {
    const ada = await hub.person();
    const { id: designId } = await hub.publish(ada);
    const add = async (text: string) => {
      const upload = hub.upload(ada, await hub.file('a.ts', text));
      return await hub.as(ada).designs.addRelease({ designId, uploadIds: [upload] });
    };
    await Promise.all([add('one'), add('two'), add('three')]);
    const { releases } = await hub.as(ada).designs.get({ designId });
    expect(releases.map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
  });

  test('[DSN-4] only an editor of the room publishes from it, and only the author adds releases', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const room = await hub.room(ada);
    expect(await outcome(hub.publish(bo, { roomId: room.id }))).toBe('read_only');
    const design = await hub.publish(ada, { roomId: room.id });
    const upload = hub.upload(bo, await hub.file('x.ts', 'x'));
    const add = hub.as(bo).designs.addRelease({ designId: design.id, uploadIds: [upload] });
    expect(await outcome(add)).toBe('not_yours');
    expect((await hub.as(bo).designs.get({ designId: design.id })).roomId).toBeNull();
  });

  test('[DSN-4] nobody publishes what another uploaded', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const upload = hub.upload(ada, await hub.file('x.ts', 'x'));
    expect(await outcome(hub.publish(bo, { uploadIds: [upload] }))).toBe('not_found');
    expect(await outcome(hub.publish(ada, { uploadIds: [upload] }))).toBe('allowed');
  });

  test('too many files, too many bytes and two of one name are refused', async () => {
    const ada = await hub.person();
    const of = async (...names: string[]) =>
      hub.upload(ada, ...(await Promise.all(names.map((name) => hub.file(name, name)))));
    expect(await outcome(hub.publish(ada, { uploadIds: [await of('a', 'b', 'c', 'd')] }))).toBe('too_large');
    expect(await outcome(hub.publish(ada, { uploadIds: [await of('a', 'a')] }))).toBe('path_taken');
    const large = hub.upload(ada, await hub.file('a', 'x'.repeat(1_001)));
    expect(await outcome(hub.publish(ada, { uploadIds: [large] }))).toBe('too_large');
    expect((await hub.as(ada).designs.mine({})).items).toEqual([]);
  });

  test('the picture is the chosen one, else the first; a later release does not replace a chosen one', async () => {
    const ada = await hub.person();
    const { designs } = hub.as(ada);
    const [one, two, three] = [
      await hub.picture('one.png'),
      await hub.picture('two.png'),
      await hub.picture('three.png'),
    ];
    const design = await hub.publish(ada, { uploadIds: [hub.upload(ada, one)] });
    const shows = async () => (await designs.get({ designId: design.id })).picture?.url;
    expect(design.picture).toEqual({
      url: `/assets/${one.assetId}/picture`,
      width: 40,
      height: 30,
      thumbhash: 'aGFzaA==',
      sizes: [],
    });
    await designs.addRelease({ designId: design.id, uploadIds: [hub.upload(ada, two)] });
    expect(await shows()).toBe(`/assets/${two.assetId}/picture`);
    await designs.update({ designId: design.id, previewUploadId: hub.upload(ada, one) });
    await designs.addRelease({ designId: design.id, uploadIds: [hub.upload(ada, three)] });
    expect(await shows()).toBe(`/assets/${one.assetId}/picture`);
    const noPicture = hub.upload(ada, await hub.file('a.ts', 'x'));
    expect(await outcome(designs.update({ designId: design.id, previewUploadId: noPicture }))).toBe('invalid_input');
  });

  test('[DSN-7] what is held or hidden stays so whatever its author writes into it', async () => {
    const ada = await hub.person();
    const { designs } = hub.as(ada);
    hub.safety.verdict = 'held';
    const design = await hub.publish(ada);
    hub.safety.verdict = 'visible';
    expect(design).toMatchObject({ standing: 'held', publishedAt: null });
    expect(await designs.update({ designId: design.id, title: 'Better' })).toMatchObject({ standing: 'held' });
    const upload = hub.upload(ada, await hub.file('z.ts', 'z'));
    expect(await designs.addRelease({ designId: design.id, uploadIds: [upload] })).toMatchObject({ standing: 'held' });
    expect(await outcome(hub.nobody.designs.get({ designId: design.id }))).toBe('not_found');
  });

  test('[DSN-7] words are looked at when others can see them: at first, and when they change', async () => {
    const ada = await hub.person();
    const { designs } = hub.as(ada);
    const before = hub.safety.inspected.length;
    const { id: designId } = await hub.publish(ada, { visibility: 'private', title: 'Mine' });
    await designs.update({ designId, title: 'Still mine' });
    expect(hub.safety.inspected.length).toBe(before);
    hub.safety.hold = true;
    expect(await designs.update({ designId, visibility: 'public' })).toMatchObject({ standing: 'held' });
    hub.safety.hold = false;
    expect(hub.safety.inspected.at(-1)).toContain('Still mine');
  });

  test('a removed design is gone for everybody, and its author can bring it back for 30 days', async () => {
    const [ada, bo] = [await hub.person(), await hub.person()];
    const { designs } = hub.as(ada);
    const { id: designId } = await hub.publish(ada);
    expect(await outcome(hub.as(bo).designs.remove({ designId }))).toBe('not_yours');
    await designs.remove({ designId });
    expect(await outcome(designs.get({ designId }))).toBe('not_found');
    expect(await outcome(hub.as(bo).designs.restore({ designId }))).toBe('not_found');
    expect(await designs.restore({ designId })).toMatchObject({ id: designId });
    expect(await outcome(designs.restore({ designId }))).toBe('not_found');
    await designs.remove({ designId });
    hub.time.now += 30 * 86_400_000;
    expect(await outcome(designs.restore({ designId }))).toBe('not_found');
    await hub.designs.purge(new AbortController().signal);
    hub.time.now -= 30 * 86_400_000;
    expect(await outcome(designs.restore({ designId }))).toBe('not_found');
  });
});
