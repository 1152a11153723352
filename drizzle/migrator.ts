import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SqlClient, SqlRunner } from './sql-client.ts';

interface Migration {
  readonly name: string;
  /** When it was made; drizzle's own tools order by it. */
  readonly at: number;
  readonly hash: string;
  readonly statements: readonly string[];
}

interface Journal {
  entries: { idx: number; when: number; tag: string }[];
}

/** From source and from `dist` alike. */
const folder = new URL(import.meta.url.endsWith('.ts') ? './migrations/' : '../migrations/', import.meta.url);

/** Any number that nothing else in this database uses. */
const lockKey = 4_400_071;

/**
 * Brings the tables up to date in one transaction. Hubs that start at the same time wait for each other.
 * Migrations are append-only: one that was applied and then changed, and a database newer than this hub, stop the start.
 */
export async function migrate(client: SqlClient): Promise<void> {
  const migrations = await readMigrations();
  if ((await pending(client, migrations)).length === 0) return;
  await client.transaction(async (runner) => {
    await runner.query('select pg_advisory_xact_lock($1)', [lockKey], 'objects');
    await runner.exec(`
      create schema if not exists drizzle;
      create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
    for (const migration of await pending(runner, migrations)) {
      for (const statement of migration.statements) await runner.exec(statement);
      const insert = 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)';
      await runner.query(insert, [migration.hash, migration.at], 'objects');
    }
  });
}

/** Changes whenever a migration is added; names the migrated dump. */
export async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of await readMigrations()) hash.update(`${migration.name}\0${migration.hash}\0`);
  return hash.digest('hex').slice(0, 16);
}

async function pending(runner: SqlRunner, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const table = await runner.query("select to_regclass('drizzle.__drizzle_migrations')::text as name", [], 'objects');
  if ((table.rows[0] as { name: string | null }).name === null) return migrations;
  const applied = await runner.query('select hash from drizzle.__drizzle_migrations order by id', [], 'objects');
  const hashes = (applied.rows as { hash: string }[]).map((row) => row.hash);
  if (hashes.length > migrations.length) throw new Error('the database was made by a newer version of Draftroom');
  for (const [index, hash] of hashes.entries()) {
    const migration = migrations[index];
    if (migration?.hash !== hash) throw new Error(`migration ${migration?.name} was changed after it was applied`);
  }
  return migrations.slice(hashes.length);
}

async function readMigrations(): Promise<Migration[]> {
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8')) as Journal;
  return Promise.all(
    journal.entries.map(async ({ tag, when }) => {
      const text = await readFile(new URL(`${tag}.sql`, folder), 'utf8');
      return {
        name: tag,
        at: when,
        hash: createHash('sha256').update(text).digest('hex'),
        statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
      };
    }),
  );
}
