import { describe, expect, it } from 'vitest';
import type { UpdateLog } from '../ports.ts';
import { openFileLog } from './file-log.ts';
import { type Crash, MemoryDisk } from './testing/memory-disk.ts';
import { collect, recordOf } from './testing/update-log-contract.ts';

const kept = 'a-history-is-kept';
const dropped = 'b-history-is-dropped';
const destroyed = 'c-is-destroyed';
const crashes: readonly Crash[] = ['process', 'power', 'power-torn', 'power-zeros'];

/** What was called and what was answered before the machine stopped. */
interface Account {
  readonly called: Map<string, number>;
  readonly acknowledged: Map<string, number>;
  readonly snapshots: Map<string, { called: number; done: number }>;
  destroyCalled: boolean;
  destroyDone: boolean;
}

function newAccount(): Account {
  return { called: new Map(), acknowledged: new Map(), snapshots: new Map(), destroyCalled: false, destroyDone: false };
}

const open = (files: MemoryDisk, onProblem?: (message: string) => void): Promise<UpdateLog> =>
  openFileLog({ directory: '/log', files, segmentBytes: 420, backoffMs: [1, 1], onProblem });

/** Appends, rotates, takes snapshots of both kinds, archives, destroys, opens again. */
async function story(disk: MemoryDisk, account: Account): Promise<void> {
  let log = await open(disk);
  try {
    const append = (id: string) => {
      const seq = (account.called.get(id) ?? 0) + 1;
      account.called.set(id, seq);
      const done = log.append(recordOf(id, seq)).then(() => {
        // Never acknowledged out of order.
        expect(account.acknowledged.get(id) ?? 0).toBe(seq - 1);
        account.acknowledged.set(id, seq);
      });
      done.catch(() => undefined);
      return Promise.race([done, disk.halt]);
    };
    const snapshot = async (id: string, keepHistory: boolean) => {
      const seq = account.acknowledged.get(id) ?? 0;
      const entry = account.snapshots.get(id) ?? { called: 0, done: 0 };
      account.snapshots.set(id, entry);
      entry.called = seq;
      await Promise.race([log.putSnapshot(id, seq, new Uint8Array([seq]), keepHistory), disk.halt]);
      entry.done = seq;
    };
    for (let round = 0; round < 3; round++) {
      await Promise.all([kept, dropped, destroyed, kept].map(append));
      await append(kept);
      if (round === 1) await snapshot(destroyed, true);
      await Promise.all([append(dropped), append(kept), ...(round < 2 ? [append(destroyed)] : [])]);
      if (round > 0) await snapshot(dropped, false);
      if (round > 0) await snapshot(kept, true);
    }
    account.destroyCalled = true;
    await Promise.race([log.destroy(destroyed), disk.halt]);
    account.destroyDone = true;
    await append(kept);
    await log.close();
    log = await open(disk);
    await append(kept);
    await append(dropped);
    await snapshot(kept, true);
  } finally {
    await log.close().catch(() => undefined);
  }
}

/** Runs the story until the disk stops. */
async function tell(disk: MemoryDisk, account: Account): Promise<void> {
  await story(disk, account).catch((error) => {
    if (!disk.stopped) throw error;
  });
}

async function expectWhole(disk: MemoryDisk, account: Account): Promise<void> {
  const problems: string[] = [];
  const log = await open(disk, (message) => problems.push(message));
  for (const id of [kept, dropped, destroyed]) {
    const { snapshot, snapshotSeq, tail } = await log.load(id);
    const last = snapshotSeq + tail.length;
    const isGone = id === destroyed && last === 0;
    if (id === destroyed && account.destroyDone) expect(isGone).toBe(true);
    if (isGone && account.destroyCalled) {
      expect(await collect(log.history(id, 1))).toEqual([]);
      continue;
    }
    expect(tail).toEqual(tail.map((_, i) => recordOf(id, snapshotSeq + 1 + i)));
    expect(last).toBeGreaterThanOrEqual(account.acknowledged.get(id) ?? 0);
    expect(last).toBeLessThanOrEqual(account.called.get(id) ?? 0);
    const snapshots = account.snapshots.get(id) ?? { called: 0, done: 0 };
    expect(snapshotSeq).toBeGreaterThanOrEqual(snapshots.done);
    expect(snapshotSeq).toBeLessThanOrEqual(snapshots.called);
    expect(snapshot).toEqual(snapshotSeq === 0 ? null : new Uint8Array([snapshotSeq]));
    const history = await collect(log.history(id, 1));
    const from = id === dropped ? snapshotSeq + 1 : 1;
    expect(history).toEqual(Array.from({ length: last - from + 1 }, (_, i) => recordOf(id, from + i)));
    await log.append(recordOf(id, last + 1));
    expect((await log.load(id)).tail.at(-1)).toEqual(recordOf(id, last + 1));
  }
  expect(problems).toEqual([]);
  await log.close();
}

describe('crashes of a log on files', () => {
  it('[LOG-10] after a stop at any operation everything acknowledged is there, once and in order', async () => {
    const whole = new MemoryDisk();
    await tell(whole, newAccount());
    const steps = whole.operations.length;
    for (const kind of ['create', 'write', 'sync', 'rename', 'syncDirectory', 'remove']) {
      expect(whole.operations.some((operation) => operation.startsWith(`${kind} `))).toBe(true);
    }
    expect(whole.paths().some((path) => path.startsWith('/log/archive/'))).toBe(true);
    for (let step = 0; step <= steps; step++) {
      const disk = new MemoryDisk();
      disk.stopAt = step;
      const account = newAccount();
      await tell(disk, account);
      for (const crash of crashes) {
        try {
          await expectWhole(disk.after(crash), account);
        } catch (error) {
          throw new Error(`stopped before ${whole.operations[step]} (${step}), ${crash}`, { cause: error });
        }
      }
    }
  });

  it('[LOG-10] also when it stops again while it recovers', async () => {
    const whole = new MemoryDisk();
    await tell(whole, newAccount());
    for (let step = 0; step <= whole.operations.length; step += 3) {
      const disk = new MemoryDisk();
      disk.stopAt = step;
      const account = newAccount();
      await tell(disk, account);
      for (let again = step % 5; again < 60; again += 5) {
        const recovering = disk.after(crashes[step % 2] as Crash);
        recovering.stopAt = again;
        await open(recovering)
          .then((log) => log.close())
          .catch(() => undefined);
        await expectWhole(recovering.after(crashes[again % 4] as Crash), account);
      }
    }
  });

  it('[LOG-7] what is destroyed leaves no bytes behind', async () => {
    const disk = new MemoryDisk();
    const log = await open(disk);
    const secret = new TextEncoder().encode('SECRET');
    for (let seq = 1; seq <= 30; seq++) await log.append(recordOf(destroyed, seq, { update: secret }));
    await log.append(recordOf(kept, 1));
    await log.putSnapshot(destroyed, 20, secret, true);
    expect(disk.paths().some((path) => path.startsWith('/log/archive/'))).toBe(true);
    await log.destroy(destroyed);
    await log.close();
    for (const path of disk.paths()) expect(Buffer.from(disk.read(path)).includes('SECRET'), path).toBe(false);
    expect((await (await open(disk)).load(kept)).tail).toEqual([recordOf(kept, 1)]);
  });
});

describe('disks that fail', () => {
  function failing(operation: string, times: number, code: string): MemoryDisk & { failures: number } {
    let left = times;
    const disk = new MemoryDisk({
      before(name, path) {
        if (name !== operation || !path.endsWith('.log') || left === 0 || disk.operations.length < 40) return null;
        left -= 1;
        disk.failures += 1;
        return Object.assign(new Error(`${code}: ${operation} failed`), { code });
      },
    }) as MemoryDisk & { failures: number };
    disk.failures = 0;
    return disk;
  }

  it.each([
    ['write', 'ENOSPC'],
    ['write', 'EIO'],
    ['sync', 'EIO'],
    ['create', 'ENOSPC'],
    ['truncate', 'EIO'],
  ])('[LOG-11] a failing %s (%s) delays acknowledgements and loses nothing', async (operation, code) => {
    const disk = failing(operation, 4, code);
    const problems: string[] = [];
    const log = await open(disk, (message) => problems.push(message));
    let sawUnhealthy = false;
    for (let seq = 1; seq <= 40; seq++) {
      const done = log.append(recordOf(kept, seq));
      const watch = setInterval(() => {
        sawUnhealthy ||= !log.healthy();
      }, 0);
      await done;
      clearInterval(watch);
      expect(log.healthy()).toBe(true);
      for (const crash of crashes) {
        const { tail } = await (await open(disk.after(crash))).load(kept);
        expect(tail.length).toBeGreaterThanOrEqual(seq);
      }
    }
    if (operation !== 'truncate') {
      expect(disk.failures).toBe(4);
      expect(problems.length).toBeGreaterThan(0);
      expect(sawUnhealthy).toBe(true);
    }
    await log.close();
    const again = await open(disk);
    expect((await again.load(kept)).tail).toEqual(Array.from({ length: 40 }, (_, i) => recordOf(kept, i + 1)));
    await again.close();
  });

  it('[LOG-11] a batch that a failed sync left whole is not doubled by its second writing', async () => {
    let fails = false;
    const disk = new MemoryDisk({
      before: (name, path) =>
        fails && ['sync', 'truncate', 'remove'].includes(name) && path.endsWith('000001.log')
          ? Object.assign(new Error('EIO'), { code: 'EIO' })
          : null,
    });
    const log = await open(disk);
    await log.append(recordOf(kept, 1));
    fails = true;
    await log.append(recordOf(kept, 2));
    await log.append(recordOf(kept, 3));
    for (const crash of crashes) {
      const found = await open(disk.after(crash));
      expect((await found.load(kept)).tail).toEqual([1, 2, 3].map((seq) => recordOf(kept, seq)));
      expect(await collect(found.history(kept, 1))).toHaveLength(3);
    }
    await log.close();
  });

  it('[LOG-11] closing while the disk fails rejects what waits', async () => {
    let fails = false;
    const disk = new MemoryDisk({ before: (name) => (fails && name === 'sync' ? new Error('EIO') : null) });
    const log = await open(disk);
    await log.append(recordOf(kept, 1));
    fails = true;
    const waiting = Promise.allSettled([log.append(recordOf(kept, 2)), log.append(recordOf(kept, 3))]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(log.healthy()).toBe(false);
    expect(log.pendingBytes()).toBe(8);
    await log.close();
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(log.pendingBytes()).toBe(0);
  });

  it('[LOG-12] a slow disk makes batches larger, not more', async () => {
    const disk = new MemoryDisk();
    const log = await openFileLog({ directory: '/log', files: disk });
    await log.append(recordOf(kept, 1));
    const before = disk.operations.filter((operation) => operation.startsWith('sync ')).length;
    await Promise.all(Array.from({ length: 1000 }, (_, i) => log.append(recordOf(kept, i + 2))));
    expect(disk.operations.filter((operation) => operation.startsWith('sync ')).length - before).toBe(1);
    await log.close();
  });
});

describe('damaged files', () => {
  async function damaged(change: (disk: MemoryDisk) => void): Promise<{ log: UpdateLog; problems: string[] }> {
    const disk = new MemoryDisk();
    const written = await openFileLog({ directory: '/log', files: disk });
    for (let seq = 1; seq <= 5; seq++) {
      await written.append(recordOf(kept, seq));
      await written.append(recordOf(dropped, seq));
    }
    await written.append(recordOf(destroyed, 1));
    change(disk);
    const problems: string[] = [];
    return {
      log: await openFileLog({ directory: '/log', files: disk, onProblem: (message) => problems.push(message) }),
      problems,
    };
  }

  function placeOf(disk: MemoryDisk, seq: number, id: string): number {
    const bytes = Buffer.from(disk.read('/log/000001.log'));
    let at = -1;
    for (let i = 0; i < seq; i++) at = bytes.indexOf(id, at + 1);
    return at;
  }

  it('[LOG-13] one damaged record refuses its document, names the place, and nothing else', async () => {
    const { log, problems } = await damaged((disk) => {
      const at = placeOf(disk, 3, kept);
      disk.tamper('/log/000001.log', (bytes) => bytes.fill(0, at + kept.length, at + kept.length + 4));
    });
    await expect(log.load(kept)).rejects.toThrow(/lacks records 3 to 3 before \/log\/000001\.log/);
    await expect(log.load(kept)).rejects.toHaveProperty('name', 'CorruptLogError');
    expect((await log.load(dropped)).tail).toHaveLength(5);
    expect((await log.load(destroyed)).tail).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(/^\/log\/000001\.log is damaged from byte \d+ to \d+$/)]);
  });

  it('[LOG-13] the last record of a document is missed too, and after every start', async () => {
    const disk = new MemoryDisk();
    const written = await openFileLog({ directory: '/log', files: disk });
    for (let seq = 1; seq <= 3; seq++) await written.append(recordOf(kept, seq));
    await written.append(recordOf(dropped, 1));
    const at = placeOf(disk, 3, kept);
    disk.tamper('/log/000001.log', (bytes) => bytes.fill(9, at + kept.length + 1, at + kept.length + 3));
    for (let start = 0; start < 3; start++) {
      const log = await openFileLog({ directory: '/log', files: disk });
      await expect(log.load(kept)).rejects.toThrow(/has lost records: \/log\/000001\.log, bytes \d+ to \d+/);
      const { snapshotSeq, tail } = await log.load(dropped);
      expect(snapshotSeq + tail.length).toBe(1);
      await log.putSnapshot(dropped, 1, new Uint8Array([1]), false);
      await log.close();
    }
  });

  it('[LOG-13] behind a damaged batch header, whole records are taken all the same', async () => {
    const { log, problems } = await damaged((disk) => {
      const at = placeOf(disk, 2, dropped);
      disk.tamper('/log/000001.log', (bytes) => bytes.fill(0, at - 56, at - 36));
    });
    expect((await log.load(kept)).tail).toHaveLength(5);
    expect((await log.load(dropped)).tail).toHaveLength(5);
    expect(problems).toHaveLength(1);
  });

  it('[LOG-13] a batch that is wiped out costs only the documents that were in it', async () => {
    const { log } = await damaged((disk) => {
      const at = placeOf(disk, 2, dropped);
      disk.tamper('/log/000001.log', (bytes) => bytes.fill(0, at - 56, at + 20));
    });
    expect((await log.load(kept)).tail).toHaveLength(5);
    await expect(log.load(dropped)).rejects.toThrow('lacks records 2 to 2');
  });

  it('[LOG-13] damage behind a segment index shows when the record is read', async () => {
    const disk = new MemoryDisk();
    const written = await openFileLog({ directory: '/log', files: disk });
    for (let seq = 1; seq <= 3; seq++) await written.append(recordOf(kept, seq));
    await written.append(recordOf(dropped, 1));
    await written.close();
    const at = placeOf(disk, 2, kept);
    disk.tamper('/log/000001.log', (bytes) => bytes.fill(0, at, at + 3));
    const log = await openFileLog({ directory: '/log', files: disk });
    await expect(log.load(kept)).rejects.toThrow(
      /000001\.log: record 2 of document a-history-is-kept is damaged at byte \d+/,
    );
    expect((await log.load(dropped)).tail).toHaveLength(1);
  });

  it('[LOG-13] a lost or damaged segment index is made again', async () => {
    const disk = new MemoryDisk();
    const written = await openFileLog({ directory: '/log', files: disk });
    for (let seq = 1; seq <= 3; seq++) await written.append(recordOf(kept, seq));
    await written.close();
    disk.tamper('/log/000001.index', (bytes) => bytes.fill(1, 5, 9));
    const log = await openFileLog({ directory: '/log', files: disk });
    expect((await log.load(kept)).tail).toHaveLength(3);
  });

  it('[LOG-13] a damaged snapshot refuses its document', async () => {
    for (const place of [6, 40]) {
      const disk = new MemoryDisk();
      const written = await openFileLog({ directory: '/log', files: disk });
      await written.append(recordOf(kept, 1));
      await written.append(recordOf(dropped, 1));
      await written.putSnapshot(kept, 1, new Uint8Array(50), true);
      await written.close();
      disk.tamper(`/log/snapshots/${kept}`, (bytes) => bytes.fill(7, place, place + 2));
      const log = await openFileLog({ directory: '/log', files: disk });
      await expect(log.load(kept)).rejects.toThrow(/snapshots\/a-history-is-kept: .*damaged/);
      expect((await log.load(dropped)).tail).toHaveLength(1);
    }
  });

  it('[LOG-14] bytes of a document cannot pass for a batch after a write that was cut off', async () => {
    const disk = new MemoryDisk();
    const written = await openFileLog({ directory: '/log', files: disk });
    await written.append(recordOf(kept, 1));
    const size = disk.read('/log/000001.log').length;
    const copy = disk.read('/log/000001.log').slice(32);
    await written.append(recordOf(dropped, 1, { update: copy }));
    const torn = disk.read('/log/000001.log');
    const half = new MemoryDisk();
    const opened = await openFileLog({ directory: '/log', files: half });
    await opened.append(recordOf(kept, 1));
    // The same file, cut inside of the second batch, whose content is a batch of this file with an older number.
    half.tamper('/log/000001.log', () => undefined);
    expect(torn.length).toBeGreaterThan(size);
    const file = await half.open('/log/000001.log', 'edit');
    await file.write(torn.subarray(0, torn.length - 2), 0);
    const log = await openFileLog({ directory: '/log', files: half });
    expect((await log.load(kept)).tail).toHaveLength(1);
    expect((await log.load(dropped)).tail).toHaveLength(0);
  });

  it('[LOG-15] ids that cannot name a file are refused', async () => {
    const log = await openFileLog({ directory: '/log', files: new MemoryDisk() });
    for (const id of ['', '../x', 'a/b', 'ä', 'x'.repeat(129)]) {
      await expect(log.append(recordOf(id, 1))).rejects.toThrow('this id');
    }
  });
});
