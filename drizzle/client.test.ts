import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseUnavailableError, openEmbedded, openPostgres } from './client.ts';
import { migrate, migrationsHash } from './migrator.ts';
import { PgliteClient } from './pglite/client.ts';
import { buildDumpOnce, migratedDump } from './pglite/dump.ts';
import { users } from './schema/accounts.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'draftroom-database-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const person = { id: 'u1', email: 'ada@example.org', name: 'Ada', colour: 'teal' as const, createdAt: new Date(0) };

describe('embedded database', () => {
  test('keeps what was written over a restart', async () => {
    const dataDir = join(root, 'kept');
    const first = await openEmbedded({ dataDir });
    await first.db.insert(users).values(person);
    await first.close();
    const second = await openEmbedded({ dataDir });
    expect(await second.db.select().from(users)).toMatchObject([person]);
    await second.close();
  });

  test('[DATA-3] a first start that was killed half-way is begun anew', async () => {
    const dataDir = join(root, 'killed');
    await mkdir(join(dataDir, 'pg'), { recursive: true });
    await writeFile(join(dataDir, 'unfinished'), '');
    await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '18\n');
    const database = await openEmbedded({ dataDir });
    expect(await database.db.$count(users)).toBe(0);
    await database.close();
    expect(existsSync(join(dataDir, 'unfinished'))).toBe(false);
  });

  test('a folder that holds no database of ours is an error, not an empty hub', async () => {
    const dataDir = join(root, 'foreign');
    await mkdir(join(dataDir, 'pg'), { recursive: true });
    await writeFile(join(dataDir, 'pg', 'PG_VERSION'), '9.6\n');
    await expect(openEmbedded({ dataDir })).rejects.toThrow();
    expect(await readdir(join(dataDir, 'pg'))).toEqual(['PG_VERSION']);
  });

  test('a copy of the files opens with all that was committed, and without what was not', async () => {
    const database = await openEmbedded({ dataDir: join(root, 'source') });
    await database.db.insert(users).values(person);
    const to = join(root, 'copy', 'pg');
    let copied: Promise<void> = Promise.resolve();
    const undone = database.db.transaction(async (tx) => {
      await tx.insert(users).values({ ...person, id: 'u2', email: 'b@example.org' });
      // Not waited for: it is made when the transaction has ended.
      copied = database.copyFiles(to);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await copied;
    await database.close();
    const copy = await openEmbedded({ dataDir: join(root, 'copy') });
    expect((await copy.db.select({ id: users.id }).from(users)).map(({ id }) => id)).toEqual(['u1']);
    await copy.close();
  });

  test('a database in memory has no files to copy', async () => {
    const database = await openEmbedded({ memory: true });
    await expect(database.copyFiles(join(root, 'none'))).rejects.toThrow('no files');
    await database.close();
  });

  test('what cannot cross to the thread is an error of that query alone', async () => {
    const database = await openEmbedded({ memory: true });
    await expect(database.raw.query('select $1::text', [() => 1])).rejects.toThrow(/could not be cloned/);
    expect((await database.raw.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });
});

describe('migrations', () => {
  test('the dump to start from has them all, and is built once', async () => {
    const [one, other] = await Promise.all([migratedDump(), buildDumpOnce()]);
    expect(one).toBe(other);
    expect(one).toContain(await migrationsHash());
    const client = await PgliteClient.open({ dataDir: null, dumpFile: one });
    const applied = () => client.query('select hash from drizzle.__drizzle_migrations', [], 'columns');
    const before = await applied();
    await migrate(client);
    expect(await applied()).toEqual(before);
    await client.close();
  });

  test('[DB-4] one that was changed after it was applied stops the start', async () => {
    const client = await PgliteClient.open({ dataDir: null, dumpFile: await migratedDump() });
    await client.exec("update drizzle.__drizzle_migrations set hash = 'other' where id = 1");
    await expect(migrate(client)).rejects.toThrow(/migration 0000_trigram was changed after it was applied/);
    await client.close();
  });

  test('[DB-4] a database of a newer hub stops the start', async () => {
    const client = await PgliteClient.open({ dataDir: null, dumpFile: await migratedDump() });
    await client.exec("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 1)");
    await expect(migrate(client)).rejects.toThrow('newer version of Draftroom');
    await client.close();
  });

  test('whether anything names an asset or a state is asked of an index', async () => {
    const client = await PgliteClient.open({ dataDir: null, dumpFile: await migratedDump() });
    // Tables this small are read whole wherever that is allowed.
    await client.exec('set enable_seqscan = off');
    for (const [table, column, index] of [
      ['room_files', 'asset_id', 'room_files_asset'],
      ['versions', 'state_id', 'versions_state'],
      ['users', 'avatar_id', 'users_avatar'],
      ['drawing_previews', 'asset_id', 'drawing_previews_asset'],
    ]) {
      const { rows } = await client.query(`explain select 1 from ${table} where ${column} = 'x'`, [], 'columns');
      expect(JSON.stringify(rows)).toContain(index);
    }
    await client.close();
  });
});

describe('a PostgreSQL that cannot be used is one clear line without the password', () => {
  test.each([
    [
      'nobody listens',
      'postgres://me:geheim@127.0.0.1:1/draftroom',
      /^cannot use PostgreSQL at 127\.0\.0\.1:1\/draftroom: .*ECONNREFUSED/,
    ],
    [
      'an unknown name',
      'postgres://me:geheim@nowhere.invalid/draftroom',
      /^cannot use PostgreSQL at nowhere\.invalid\/draftroom: /,
    ],
  ])('%s', async (_name, url, message) => {
    const failing = openPostgres(url, { connectTimeoutMs: 600 });
    await expect(failing).rejects.toBeInstanceOf(DatabaseUnavailableError);
    const error = await failing.catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toMatch(/geheim|\n/);
  });

  test('a server that accepts and never answers', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(openPostgres(`postgres://127.0.0.1:${port}/x`, { connectTimeoutMs: 1_000 })).rejects.toThrow(
      'cannot use PostgreSQL',
    );
    silent.close();
  });
});
