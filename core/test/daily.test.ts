/** The daily job of a whole hub. */
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import type { TestPerson } from '../src/testing/test-people.ts';

const day = 86_400_000;

let hub: TestHub;
beforeEach(async () => {
  hub = await createTestHub();
});
afterEach(() => hub.close());

/** Shows a person in another colour; the picture from before is named by nothing any more. */
async function show(person: TestPerson, background: string): Promise<string> {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
  const { body } = await hub.as(person).rest('POST', '/api/v1/account/avatar', { bytes });
  return (body as { avatarId: string }).avatarId;
}

test('[DATA-5] a picture that was replaced is gone from the hub a day later, and counted', async () => {
  const person = await hub.person();
  const old = await show(person, 'red');
  const current = await show(person, 'blue');
  const { blobs } = hub.hub.parts;
  await hub.queue.settle();
  expect([await blobs.has(old), await blobs.has(current)]).toEqual([true, true]);
  hub.advance(day + 1);
  await hub.queue.settle();
  expect([await blobs.has(old), await blobs.has(current)]).toEqual([false, true]);
  expect(await hub.hub.metrics.text()).toContain('draftroom_assets_purged_total 1');
  expect(hub.problems).toEqual([]);
});

test('[JOB-3] the daily job goes on the next day after a day on which it failed for good', async () => {
  const person = await hub.person();
  const old = await show(person, 'red');
  await show(person, 'blue');
  const { blobs } = hub.hub.parts;
  const { remove } = blobs;
  let tries = 0;
  blobs.remove = async () => {
    tries++;
    throw new Error('the disk is gone');
  };
  await hub.queue.settle();
  hub.advance(day + 1);
  await hub.queue.settle();
  expect([tries, await blobs.has(old)]).toEqual([3, true]);
  expect(hub.queue.waiting().filter(({ name }) => name === 'daily')).toEqual([{ name: 'daily', key: 'daily' }]);
  blobs.remove = remove;
  hub.advance(day + 1);
  await hub.queue.settle();
  expect(await blobs.has(old)).toBe(false);
});
