import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LogRecord, type UpdateLog, WriterMovedError } from '../../ports.ts';

export interface LogUnderTest {
  /** Opens the log; again after `close` it is the same one. */
  open(): Promise<UpdateLog>;
  dispose(): Promise<void>;
}

export function recordOf(documentId: string, seq: number, changes: Partial<LogRecord> = {}): LogRecord {
  return {
    documentId,
    seq,
    at: 1_700_000_000_000 + seq,
    userId: seq % 2 === 0 ? null : 'aaaaaaaaaaaaaaaaaaa1',
    clientIds: [seq, 2 ** 40 + seq],
    origin: 'typing',
    update: new Uint8Array([seq & 255, 0, 255, 7]),
    ...changes,
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const a = 'aaaaaaaaaaaaaaaaaaaa';
const b = 'bbbbbbbbbbbbbbbbbbbb';

/** What every update log must do, whatever it is made of. */
export function describeUpdateLog(name: string, make: () => Promise<LogUnderTest>): void {
  describe(`update log on ${name}`, () => {
    let subject: LogUnderTest;
    let log: UpdateLog;

    beforeEach(async () => {
      subject = await make();
      log = await subject.open();
    });

    afterEach(async () => {
      await log.close();
      await subject.dispose();
    });

    const fill = (documentId: string, from: number, to: number) =>
      Promise.all(Array.from({ length: to - from + 1 }, (_, i) => log.append(recordOf(documentId, from + i))));
    const seqs = (records: readonly LogRecord[]) => records.map(({ seq }) => seq);
    const reopen = async () => {
      await log.close();
      log = await subject.open();
    };

    it('[LOG-1] an unknown document is empty', async () => {
      expect(await log.load(a)).toEqual({ snapshot: null, snapshotSeq: 0, tail: [] });
      expect(await collect(log.history(a, 1))).toEqual([]);
    });

    it('[LOG-1] gives back every field of every record, before and after it is opened again', async () => {
      const records = [
        recordOf(a, 1, { origin: 'import', clientIds: [], userId: null }),
        recordOf(a, 2, { update: new Uint8Array(300_000).map((_, i) => i * 7), clientIds: [2 ** 53 - 1, 0] }),
        recordOf(a, 3, { origin: 'restore', at: 0, update: new Uint8Array() }),
        recordOf(a, 4, { origin: 'assist' }),
        recordOf(a, 5, { origin: 'system' }),
      ];
      for (const record of records) await log.append(record);
      expect((await log.load(a)).tail).toEqual(records);
      await reopen();
      expect((await log.load(a)).tail).toEqual(records);
    });

    it('[LOG-2] records of many documents in one burst are all there, each document in its order', async () => {
      await Promise.all(Array.from({ length: 200 }, (_, i) => log.append(recordOf(i % 2 === 0 ? a : b, 1 + (i >> 1)))));
      await reopen();
      for (const id of [a, b])
        expect(seqs((await log.load(id)).tail)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      expect(log.pendingBytes()).toBe(0);
      expect(log.healthy()).toBe(true);
    });

    it('[LOG-2] resolves in the order of the calls', async () => {
      const order: number[] = [];
      await Promise.all([1, 2, 3, 4, 5].map((seq) => log.append(recordOf(a, seq)).then(() => order.push(seq))));
      expect(order).toEqual([1, 2, 3, 4, 5]);
    });

    it('[LOG-3] counts what waits', async () => {
      const done = log.append(recordOf(a, 1, { update: new Uint8Array(1000) }));
      expect(log.pendingBytes()).toBe(1000);
      await done;
      expect(log.pendingBytes()).toBe(0);
    });

    it('[LOG-4] a number that is taken means another writer, for that document only', async () => {
      await fill(a, 1, 2);
      const outcomes = await Promise.allSettled([
        log.append(recordOf(b, 1)),
        log.append(recordOf(a, 2, { origin: 'system' })),
        log.append(recordOf(b, 2)),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const reason = outcomes[1]?.status === 'rejected' ? outcomes[1].reason : null;
      expect(reason).toBeInstanceOf(WriterMovedError);
      expect(reason).toMatchObject({ documentId: a });
      expect((await log.load(a)).tail).toEqual([recordOf(a, 1), recordOf(a, 2)]);
      expect(seqs((await log.load(b)).tail)).toEqual([1, 2]);
    });

    it('[LOG-5] a snapshot stands for the records up to its number', async () => {
      await fill(a, 1, 6);
      await log.putSnapshot(a, 4, new Uint8Array([1, 2, 3]), true);
      for (let round = 0; round < 2; round++) {
        const loaded = await log.load(a);
        expect(loaded).toMatchObject({ snapshot: new Uint8Array([1, 2, 3]), snapshotSeq: 4 });
        expect(seqs(loaded.tail)).toEqual([5, 6]);
        await reopen();
      }
      await fill(a, 7, 7);
      expect(seqs((await log.load(a)).tail)).toEqual([5, 6, 7]);
    });

    it('[LOG-5] an older snapshot changes nothing', async () => {
      await fill(a, 1, 4);
      await log.putSnapshot(a, 4, new Uint8Array([4]), true);
      await log.putSnapshot(a, 3, new Uint8Array([3]), true);
      await log.putSnapshot(a, 4, new Uint8Array([5]), true);
      expect(await log.load(a)).toEqual({ snapshot: new Uint8Array([4]), snapshotSeq: 4, tail: [] });
      await reopen();
      await fill(a, 5, 5);
      expect(seqs((await log.load(a)).tail)).toEqual([5]);
    });

    it('[LOG-6] history goes on behind snapshots when it is kept', async () => {
      await fill(a, 1, 4);
      await fill(b, 1, 2);
      await log.putSnapshot(a, 3, new Uint8Array([3]), true);
      await fill(a, 5, 6);
      await log.putSnapshot(a, 6, new Uint8Array([6]), true);
      for (let round = 0; round < 2; round++) {
        expect(await collect(log.history(a, 1))).toEqual([1, 2, 3, 4, 5, 6].map((seq) => recordOf(a, seq)));
        expect(seqs(await collect(log.history(a, 4)))).toEqual([4, 5, 6]);
        expect(seqs(await collect(log.history(b, 1)))).toEqual([1, 2]);
        await reopen();
      }
    });

    it('[LOG-6] history that is not kept is gone up to the snapshot', async () => {
      await fill(a, 1, 4);
      await log.putSnapshot(a, 3, new Uint8Array([3]), false);
      for (let round = 0; round < 2; round++) {
        expect(seqs(await collect(log.history(a, 1)))).toEqual([4]);
        await reopen();
      }
      await log.putSnapshot(a, 4, new Uint8Array([4]), true);
      expect(seqs(await collect(log.history(a, 1)))).toEqual([4]);
    });

    it('[LOG-7] destroys everything of one document and nothing of another', async () => {
      await fill(a, 1, 5);
      await fill(b, 1, 5);
      await log.putSnapshot(a, 2, new Uint8Array([2]), true);
      await log.putSnapshot(b, 2, new Uint8Array([2]), true);
      await log.destroy(a);
      for (let round = 0; round < 2; round++) {
        expect(await log.load(a)).toEqual({ snapshot: null, snapshotSeq: 0, tail: [] });
        expect(await collect(log.history(a, 1))).toEqual([]);
        expect(seqs(await collect(log.history(b, 1)))).toEqual([1, 2, 3, 4, 5]);
        expect(seqs((await log.load(b)).tail)).toEqual([3, 4, 5]);
        await reopen();
      }
    });

    it('[LOG-7] a snapshot that comes late brings nothing back, nor runs ahead of the log', async () => {
      await fill(a, 1, 2);
      await expect(log.putSnapshot(a, 3, new Uint8Array([3]), true)).rejects.toThrow('ahead of the log');
      await log.destroy(a);
      await expect(log.putSnapshot(a, 2, new Uint8Array([2]), true)).rejects.toThrow('ahead of the log');
      expect(await log.load(a)).toEqual({ snapshot: null, snapshotSeq: 0, tail: [] });
    });

    it('[LOG-7] destroys a document that it has never heard of', async () => {
      await log.destroy(a);
      expect(await log.load(a)).toEqual({ snapshot: null, snapshotSeq: 0, tail: [] });
    });

    it('[LOG-8] reads and snapshots while records come', async () => {
      let stop = false;
      let last = 0;
      const writing = (async () => {
        while (!stop) await log.append(recordOf(a, ++last));
      })();
      for (let i = 0; i < 12; i++) {
        const { snapshotSeq, tail } = await log.load(a);
        const end = snapshotSeq + tail.length;
        expect(seqs(tail)).toEqual(Array.from({ length: tail.length }, (_, n) => snapshotSeq + 1 + n));
        if (end > 0) await log.putSnapshot(a, end, new Uint8Array([end & 255]), true);
      }
      stop = true;
      await writing;
      expect(seqs(await collect(log.history(a, 1)))).toEqual(Array.from({ length: last }, (_, n) => n + 1));
    });

    it('[LOG-9] finishes what was called before it is closed, and takes nothing after', async () => {
      const done = fill(a, 1, 20);
      await log.close();
      await done;
      await expect(log.append(recordOf(a, 21))).rejects.toThrow('the log is closed');
      log = await subject.open();
      expect((await log.load(a)).tail).toHaveLength(20);
    });
  });
}
