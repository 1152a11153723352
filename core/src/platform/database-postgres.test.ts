import { type DatabaseHandle, openPostgres } from '@draftroom/drizzle/client';
import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { describePostgres } from '../testing/contract-suites.ts';
import { createTestPostgres } from '../testing/postgres.ts';

const soon = { timeout: 60_000 };

await describePostgres('database on PostgreSQL alone', () => {
  test('[DB-4] hubs that start at the same time on an empty database make the tables once', async () => {
    const server = await createTestPostgres({ migrated: false });
    const opened = await Promise.all(Array.from({ length: 4 }, () => openPostgres(server.url, { max: 2 })));
    const { rows } = await (opened[0] as (typeof opened)[0]).raw.query(
      'select count(*) as count, count(distinct hash) as different from drizzle.__drizzle_migrations',
    );
    expect(rows[0]?.count).toBe(rows[0]?.different);
    for (const handle of opened) await handle.close();
    await server.drop();
  });

  test('an unknown database is refused at once', async () => {
    const server = await createTestPostgres();
    const url = `${server.url}_nowhere`;
    await expect(openPostgres(url)).rejects.toThrow(/^cannot use PostgreSQL at .*_nowhere: database .* does not exist/);
    await server.drop();
  });

  test('commits wait for the disk of the server, whatever its configuration says', async () => {
    const server = await createTestPostgres();
    const handle = await openPostgres(server.url, { max: 1 });
    expect((await handle.raw.query("select current_setting('synchronous_commit') as value")).rows).toEqual([
      { value: 'on' },
    ]);
    await handle.close();
    await server.drop();
  });

  test('a lost connection costs what was under way; soon queries find a new one', async () => {
    const server = await createTestPostgres();
    const handle = await openPostgres(server.url, { max: 1 });
    const killer = await openPostgres(server.url, { max: 1 });
    const pid = (await handle.raw.query('select pg_backend_pid() as pid')).rows[0]?.pid;
    const waiting = handle.raw.query('select pg_sleep(20)');
    const lost = expect(waiting).rejects.toThrow();
    await killer.raw.query('select pg_terminate_backend($1)', [pid]);
    await lost;
    await vi.waitUntil(() => works(handle), soon);
    const transaction = handle.db.transaction(async () => {
      const own = await killer.raw.query(
        'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await killer.raw.query('select pg_terminate_backend($1)', [own.rows[0]?.pid]);
    });
    await transaction.catch(() => undefined);
    await vi.waitUntil(() => works(handle), soon);
    await handle.close();
    await killer.close();
    await server.drop();
  });

  test('[DB-5] transactions end with an error when their connection ends, at whatever moment, and others go on', async () => {
    const server = await createTestPostgres();
    const handle = await openPostgres(server.url, { max: 2 });
    const killer = await openPostgres(server.url, { max: 2 });
    for (let round = 0; round < 30; round++) {
      const pid = Promise.withResolvers<unknown>();
      const killed = Promise.withResolvers<void>();
      const work = handle.db.transaction(async (tx) => {
        pid.resolve((await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)).rows[0]?.pid);
        await killed.promise;
        await tx.execute(sql`select 1`);
      });
      await killer.raw.query('select pg_terminate_backend($1)', [await pid.promise]);
      // Before the news arrives, while it does, and after.
      if (round % 3 > 0) await new Promise((resolve) => setTimeout(resolve, round));
      killed.resolve();
      await expect(work).rejects.toThrow('lost');
    }
    const both = [1, 2].map((one) => handle.db.transaction((tx) => tx.execute(sql`select ${one}::int as one`)));
    expect((await Promise.all(both)).map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ one: 2 }]]);
    await handle.close();
    await killer.close();
    await server.drop();
  });
});

/** The news that a connection is gone may reach one more query. */
async function works(handle: DatabaseHandle): Promise<boolean> {
  const result = await handle.raw.query('select 1 as one').catch(() => null);
  return result?.rows[0]?.one === 1;
}
