/** The daily job of a whole hub. */
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';

const day = 86_400_000;

let hub: TestHub;
beforeEach(async () => {
  hub = await createTestHub();
});
afterEach(() => hub.close());

test('[DATA-5] a picture that was replaced is gone from the hub a day later, and counted', async () => {
  const person = await hub.person();
  const show = async (background: string): Promise<string> => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
    const { body } = await hub.as(person).rest('POST', '/api/v1/account/avatar', { bytes });
    return (body as { avatarId: string }).avatarId;
  };
  const old = await show('red');
  const current = await show('blue');
  const { blobs } = hub.hub.parts;
  await hub.queue.settle();
  expect([await blobs.has(old), await blobs.has(current)]).toEqual([true, true]);
  hub.advance(day + 1);
  await hub.queue.settle();
  expect([await blobs.has(old), await blobs.has(current)]).toEqual([false, true]);
  expect(await hub.hub.metrics.text()).toContain('draftroom_assets_purged_total 1');
  expect(hub.problems).toEqual([]);
});
