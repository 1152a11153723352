import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ContinuityIndex } from '../continuity.ts';
import type { Merger } from '../ports.ts';
import { crossed } from '../testing/crossed-items.ts';
import { randomSession } from '../testing/random-session.ts';
import { parseUpdate } from '../update-reader.ts';
import { createMerger, MergeError, type MergerOptions } from './merger.ts';

let merger: Merger | null = null;

afterEach(async () => {
  await merger?.close();
  merger = null;
});

function open(options?: MergerOptions): Merger {
  merger = createMerger(options);
  return merger;
}

/** The updates of a session in an order in which each can be applied. */
function inOrder(seed: number): Uint8Array[] {
  const index = new ContinuityIndex();
  return randomSession(seed, 80).updates.filter((update) => {
    const parsed = parseUpdate(update);
    if (index.check(parsed) !== 'new') return false;
    index.apply(parsed);
    return true;
  });
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

describe('Merger', () => {
  it('[MERGE-1] one update says the same as all of them', async () => {
    for (const seed of [1, 2, 3]) {
      const updates = inOrder(seed);
      const merged = await (merger ?? open()).merge(updates);
      expect(Y.encodeStateAsUpdate(docOf([merged]))).toEqual(Y.encodeStateAsUpdate(docOf(updates)));
      expect(ContinuityIndex.fromState(merged).check(parseUpdate(updates[0] as Uint8Array))).toBe('nothing-new');
    }
  });

  it('[MERGE-1] drops deleted content', async () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'x'.repeat(10_000));
    const insert = Y.encodeStateAsUpdate(doc);
    doc.getText('t').delete(0, 10_000);
    const merged = await open().merge([insert, Y.encodeStateAsUpdate(doc)]);
    expect(merged.length).toBeLessThan(50);
  });

  it('[MERGE-2] a difference brings a client up to date', async () => {
    const updates = inOrder(4);
    const client = docOf(updates.slice(0, updates.length >> 1));
    const difference = await open().diff(updates, Y.encodeStateVector(client));
    Y.applyUpdate(client, difference);
    expect(Y.encodeStateVector(client)).toEqual(Y.encodeStateVector(docOf(updates)));
    expect(client.getText('text').toString()).toBe(docOf(updates).getText('text').toString());
    const nothing = await open().diff(updates, Y.encodeStateVector(docOf(updates)));
    expect(parseUpdate(nothing).sections).toEqual([]);
  });

  it('[MERGE-7] ends a thread that idles, and starts one for the next job', async () => {
    const ended: Promise<unknown>[] = [];
    const onWorker = (worker: Worker) => ended.push(once(worker, 'exit'));
    process.on('worker', onWorker);
    try {
      const updates = inOrder(6);
      const first = await open({ idleTime: 1 }).merge(updates);
      await ended[0];
      expect(await merger?.merge(updates)).toEqual(first);
      expect(ended.length).toBe(2);
    } finally {
      process.off('worker', onWorker);
    }
  });

  it('[MERGE-3] leaves the bytes of the caller alone, views into larger buffers too', async () => {
    const updates = inOrder(5);
    const large = Buffer.concat(updates);
    let at = 0;
    const views = updates.map((update) => {
      at += update.length;
      return large.subarray(at - update.length, at);
    });
    const before = Buffer.from(large);
    const [one, two] = await Promise.all([open().merge(views), merger?.merge(views)]);
    expect(one).toEqual(two);
    expect(large.equals(before)).toBe(true);
  });

  it('[MERGE-4] what cannot be merged is an error, and the next job goes on', async () => {
    const updates = inOrder(6);
    const bad = open().merge([new Uint8Array([1, 2, 3])]);
    const good = merger?.merge(updates);
    await expect(bad).rejects.toThrow(MergeError);
    await expect(merger?.merge([Y.mergeUpdates(updates.slice(1))])).rejects.toThrow('do not follow on each other');
    expect(
      docOf([(await good) as Uint8Array])
        .getText('text')
        .toString(),
    ).toBe(docOf(updates).getText('text').toString());
  });

  it('[MERGE-5] a thread that dies takes its jobs with it, and the next job gets a new one', async () => {
    const doc = new Y.Doc();
    doc.getArray('list').insert(
      0,
      Array.from({ length: 1_500_000 }, (_, i) => `${i}`),
    );
    const huge = Y.encodeStateAsUpdate(doc);
    const dying = open({ memoryMiB: 24 }).merge([huge]);
    await expect(dying).rejects.toThrow('the merging thread has ended');
    const small = new Y.Doc();
    small.getText('t').insert(0, 'a');
    expect(await merger?.merge([Y.encodeStateAsUpdate(small)])).toEqual(Y.encodeStateAsUpdate(small));
  });

  it('[MERGE-8] gives up what takes too long, and goes on with what waits behind it', async () => {
    const opened = open({ mostTime: 2_000 });
    const small = new Y.Doc();
    small.getText('t').insert(0, 'a');
    const update = Y.encodeStateAsUpdate(small);
    const endless = opened.merge(crossed(20_000));
    const [behind, beside] = [opened.merge([update]), opened.diff([update], Uint8Array.of(0))];
    await expect(endless).rejects.toThrow('it took too long');
    expect(await Promise.all([behind, beside])).toEqual([update, update]);
    await expect(opened.weigh(crossed(20_000))).rejects.toThrow('it took too long');
    expect((await opened.weigh(crossed(200))).whole).toBeLessThan(2_000);
  });

  it('[MERGE-6] closing rejects what is under way and what comes after', async () => {
    const updates = inOrder(7);
    const late = open().merge(updates);
    await Promise.all([expect(late).rejects.toThrow('the merger is closed'), merger?.close()]);
    await expect(merger?.merge(updates)).rejects.toThrow('the merger is closed');
  });

  it('[MERGE-7] an idle thread does not keep the process', async () => {
    const script = `
      import { createMerger } from ${JSON.stringify(new URL('./merger.ts', import.meta.url).href)};
      const merged = await createMerger().merge([new Uint8Array([0, 0])]);
      console.log(merged.length);`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });
    expect(stdout.trim()).toBe('2');
  });
});
