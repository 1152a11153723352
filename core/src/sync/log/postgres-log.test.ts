import { connect, createServer, type Server, type Socket } from 'node:net';
import { type DatabaseHandle, openPostgres } from '@draftroom/drizzle/client';
import { documentUpdates } from '@draftroom/drizzle/schema/documents';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describePostgres } from '../../testing/contract-suites.ts';
import { createTestPostgres, postgresPrograms, type TestPostgres } from '../../testing/postgres.ts';
import { type UpdateLog, WriterMovedError } from '../ports.ts';
import { createPostgresLog } from './postgres-log.ts';
import { createRestartablePostgres } from './testing/restartable-postgres.ts';
import { collect, describeUpdateLog, recordOf } from './testing/update-log-contract.ts';

const a = 'aaaaaaaaaaaaaaaaaaaa';
const b = 'bbbbbbbbbbbbbbbbbbbb';

if ((await postgresPrograms()) !== null) {
  describeUpdateLog('PostgreSQL', async () => {
    const server = await createTestPostgres();
    const handles: DatabaseHandle[] = [];
    return {
      async open() {
        const handle = await openPostgres(server.url, { max: 4 });
        handles.push(handle);
        return createPostgresLog({ db: handle.db });
      },
      async dispose() {
        for (const handle of handles) await handle.close();
        await server.drop();
      },
    };
  });
}

await describePostgres('update log on PostgreSQL with others about', () => {
  let server: TestPostgres;
  let handle: DatabaseHandle;
  let first: UpdateLog;
  let second: UpdateLog;

  beforeEach(async () => {
    server = await createTestPostgres();
    handle = await openPostgres(server.url, { max: 6 });
    first = createPostgresLog({ db: handle.db, backoffMs: [5, 20] });
    second = createPostgresLog({ db: handle.db, backoffMs: [5, 20] });
  });

  afterEach(async () => {
    await Promise.all([first.close(), second.close()]);
    await handle.close();
    await server.drop();
  });

  it('[LOG-4] of two writers of one document exactly one wins each number, and the other knows', async () => {
    const write = async (log: UpdateLog, at: number) => {
      const written: number[] = [];
      for (let seq = 1; seq <= 20; seq++) {
        try {
          await log.append(recordOf(a, seq, { at }));
          written.push(seq);
        } catch (error) {
          expect(error).toBeInstanceOf(WriterMovedError);
          return written;
        }
      }
      return written;
    };
    const [one, two] = await Promise.all([write(first, 1), write(second, 2)]);
    const { tail } = await first.load(a);
    expect(tail.filter(({ at }) => at === 1).map(({ seq }) => seq)).toEqual(one);
    expect(tail.filter(({ at }) => at === 2).map(({ seq }) => seq)).toEqual(two);
    expect(tail).toHaveLength(20);
  });

  it('[LOG-4] a writer that was overtaken writes nothing behind the other one until it loads again', async () => {
    await first.append(recordOf(a, 1));
    await second.append(recordOf(a, 2));
    const late = await Promise.allSettled([first.append(recordOf(a, 2, { at: 1 })), first.append(recordOf(b, 1))]);
    expect(late.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await expect(first.append(recordOf(a, 3, { at: 1 }))).rejects.toBeInstanceOf(WriterMovedError);
    expect((await first.load(a)).tail).toEqual([recordOf(a, 1), recordOf(a, 2)]);
    await first.append(recordOf(a, 3));
  });

  it('[LOG-4] what waits of a writer that was overtaken is refused before the document is loaded again', async () => {
    const slow = createPostgresLog({ db: handle.db, windowMs: 300, backoffMs: [5, 20] });
    await slow.append(recordOf(a, 1));
    await second.append(recordOf(a, 2));
    await expect(slow.append(recordOf(a, 2, { at: 1 }))).rejects.toBeInstanceOf(WriterMovedError);
    const late = expect(slow.append(recordOf(a, 3, { at: 1 }))).rejects.toBeInstanceOf(WriterMovedError);
    expect((await slow.load(a)).tail).toHaveLength(2);
    await Promise.all([slow.append(recordOf(a, 3)), slow.append(recordOf(b, 1)), late]);
    expect((await slow.load(a)).tail).toEqual([1, 2, 3].map((seq) => recordOf(a, seq)));
    await slow.close();
  });

  it('[LOG-11] two records of one number, which cannot be, are a commit that fails and no endless loop', async () => {
    const twice = Promise.allSettled([first.append(recordOf(a, 1)), first.append(recordOf(a, 1, { at: 1 }))]);
    while (first.healthy()) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.close();
    expect((await twice).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await second.load(a)).tail).toEqual([]);
  });

  it('[LOG-4] a number that was compacted away is taken all the same', async () => {
    await first.append(recordOf(a, 1));
    for (const seq of [2, 3, 4]) await second.append(recordOf(a, seq));
    await second.putSnapshot(a, 4, new Uint8Array([4]), false);
    await expect(first.append(recordOf(a, 2, { at: 1 }))).rejects.toBeInstanceOf(WriterMovedError);
    expect(await second.load(a)).toEqual({ snapshot: new Uint8Array([4]), snapshotSeq: 4, tail: [] });
    expect(await collect(second.history(a, 1))).toEqual([]);
  });

  it('[LOG-16] a record that the database can never take is refused alone', async () => {
    const outcomes = await Promise.allSettled([
      first.append(recordOf(b, 1)),
      first.append(recordOf(a, 1, { userId: 'no\0text' })),
      first.append(recordOf(b, 2)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await first.load(b)).tail).toHaveLength(2);
  });

  it('[LOG-13] a hole is named', async () => {
    for (const seq of [1, 2, 3]) await first.append(recordOf(a, seq));
    const row = (await handle.db.select().from(documentUpdates))[1];
    expect(row?.seq).toBe(2);
    await handle.raw.query('delete from document_updates where seq = $1', [2]);
    await expect(second.load(a)).rejects.toThrow(`document_updates: document ${a} lacks records 2 to 2`);
  });

  it('[LOG-12] what waits shares one transaction', async () => {
    await Promise.all(Array.from({ length: 2500 }, (_, i) => first.append(recordOf(a, i + 1))));
    const { rows } = await handle.raw.query(
      'select count(distinct xmin::text)::int as n, count(*)::int as all from document_updates',
    );
    expect(rows).toEqual([{ n: 1, all: 2500 }]);
  });
});

/** Passes everything on, and can cut the line right after an insert was sent, before its answer. */
async function createProxy(
  target: URL,
): Promise<{ server: Server; url: string; cutNextCommit(): void; cuts(): number }> {
  let armed = false;
  let cuts = 0;
  const server = createServer((client: Socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isCut = false;
    client.on('data', (chunk: Buffer) => {
      upstream.write(chunk);
      if (!armed || !chunk.includes('insert into document_updates')) return;
      armed = false;
      isCut = true;
      cuts += 1;
      // Time for the server to commit; the answer stays here.
      setTimeout(() => client.destroy(), 50);
    });
    upstream.on('data', (chunk: Buffer) => void (isCut || client.write(chunk)));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cutNextCommit = () => {
    armed = true;
  };
  const url = new URL(target);
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return { server, url: url.href, cutNextCommit, cuts: () => cuts };
}

await describePostgres('update log on a PostgreSQL that fails', () => {
  it('[LOG-11] a commit whose answer is lost is neither doubled nor taken for another writer', async () => {
    const server = await createTestPostgres();
    const proxy = await createProxy(new URL(server.url));
    const handle = await openPostgres(proxy.url, { max: 2, migrates: false });
    const log = createPostgresLog({ db: handle.db, backoffMs: [5, 20] });
    for (let round = 0; round < 5; round++) {
      proxy.cutNextCommit();
      await Promise.all([1, 2].map((n) => log.append(recordOf(a, round * 2 + n))));
    }
    expect(proxy.cuts()).toBe(5);
    expect(log.healthy()).toBe(true);
    expect((await log.load(a)).tail).toEqual(Array.from({ length: 10 }, (_, i) => recordOf(a, i + 1)));
    await log.close();
    await handle.close();
    proxy.server.close();
    await server.drop();
  });

  it('[LOG-11] after an immediate stop everything acknowledged is there, and what waited is written', async () => {
    const server = await createRestartablePostgres();
    await server.start();
    const handle = await openPostgres(server.url, { max: 3 });
    const log = createPostgresLog({ db: handle.db, backoffMs: [10, 50] });
    let acknowledged = 0;
    let called = 0;
    let stop = false;
    const writers = Array.from({ length: 4 }, async () => {
      while (!stop) {
        const seq = ++called;
        await log.append(recordOf(a, seq));
        acknowledged = Math.max(acknowledged, seq);
      }
    });
    for (let round = 0; round < 3; round++) {
      const before = acknowledged;
      while (acknowledged < before + 20) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.stopImmediately();
      const atStop = acknowledged;
      while (log.healthy()) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(log.pendingBytes()).toBeGreaterThan(0);
      expect(acknowledged).toBe(atStop);
      await server.start();
    }
    stop = true;
    await Promise.all(writers);
    expect((await log.load(a)).tail).toEqual(Array.from({ length: called }, (_, i) => recordOf(a, i + 1)));
    await log.close();
    await handle.close();
    await server.dispose();
  }, 120_000);

  it('[LOG-11] a transaction whose connection ends is an error and no more', async () => {
    const server = await createTestPostgres();
    const handle = await openPostgres(server.url, { max: 2, migrates: false });
    const other = await openPostgres(server.url, { max: 1, migrates: false });
    for (let round = 0; round < 4; round++) {
      const pid = Promise.withResolvers<number | undefined>();
      const ended = Promise.withResolvers<void>();
      const work = handle.db.transaction(async (tx) => {
        const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        pid.resolve(rows[0]?.pid);
        await ended.promise;
        await tx.execute(sql`select 1`);
      });
      await other.raw.query('select pg_terminate_backend($1)', [await pid.promise]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended.resolve();
      await expect(work).rejects.toThrow('lost');
    }
    expect((await handle.raw.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await handle.close();
    await other.close();
    await server.drop();
  });
});

describe('closing', () => {
  it('[LOG-9] is quick when nothing waits', async () => {
    await createPostgresLog({ db: {} as never }).close();
  });
});
