import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { change, RawClient } from './testing/raw-client.ts';
import { TestEngine, until } from './testing/test-engine.ts';

it('[SYNC-10] lets everybody agree on a flipped bit that is still an update, and throws nowhere', async () => {
  const hub = await TestEngine.start({ limits: { upgradesPerMinute: 100_000, heldFramesTime: 0 } });
  hub.member('ada', 'owner');
  hub.member('ben', 'editor');
  const id = await hub.document('the quick brown fox');
  const ben = await RawClient.join(hub, { path: id, token: 'ben', ack: true });
  const outcomes = new Map<string, number>();
  try {
    for (let round = 0; round < 300; round++) {
      const ada = await RawClient.join(hub, { path: id, token: 'ada', ack: true });
      const update = change(ada.doc, (doc) => {
        const content = doc.getText('content');
        content.insert(Math.min(3, content.length), 'jumps 😀 over');
        content.delete(0, Math.min(5, content.length));
        doc.getMap('meta').set('flag', { round, list: [1.5, null, 'x'] });
      });
      const bit = (round * 7_919) % (update.length * 8);
      update[bit >> 3] = (update[bit >> 3] as number) ^ (1 << (bit & 7));
      ada.update(update);
      await until(() => ada.lastAck() === 1 || ada.close !== null, 'an outcome');
      const outcome = ada.close === null ? 'settled' : `closed ${ada.close.code}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      ada.end();
    }
    await ben.settle();
    const joiner = await RawClient.join(hub, { path: id, token: 'ben' });
    expect(joiner.doc.store.pendingStructs).toBeNull();
    expect(Y.encodeStateVector(joiner.doc)).toEqual(Y.encodeStateVector(ben.doc));
    expect(joiner.text()).toBe(ben.text());
    expect(joiner.doc.toJSON()).toEqual(ben.doc.toJSON());
    // A merge that would change what people see is not used.
    await hub.engine.compact(id).catch((error: unknown) => expect(String(error)).toContain('another order'));
    const later = await RawClient.join(hub, { path: id, token: 'ben' });
    expect(later.text()).toBe(ben.text());
    expect([...outcomes.keys()].sort()).toEqual(['closed 4400', 'settled']);
    expect(hub.warnings).toEqual([]);
    for (const client of [joiner, later]) client.end();
  } finally {
    ben.end();
    await hub.stop();
  }
});
