import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from './migrator.ts';
import { PgliteClient } from './pglite/client.ts';
import { migratedDump } from './pglite/dump.ts';
import { PostgresClient, type PostgresOptions } from './postgres.ts';
import { createDatabase, type Database, guarded } from './session.ts';
import { DatabaseUnavailableError, type SqlClient } from './sql-client.ts';

export type { Database, ExecuteResult, Schema } from './session.ts';
export {
  DatabaseUnavailableError,
  isForeignKeyViolation,
  isSqlError,
  isUniqueViolation,
  SqlError,
} from './sql-client.ts';

export interface RawResult {
  rows: Record<string, unknown>[];
}

/** SQL as text, for what drizzle does not speak (the job queue). */
export interface RawSql {
  query(text: string, params?: readonly unknown[]): Promise<RawResult>;
  /** Any number of statements; the rows of the last one. */
  exec(text: string): Promise<RawResult>;
}

/** An open database with its tables up to date. */
export interface DatabaseHandle {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Database;
  readonly raw: RawSql;
  /** Whether it answers, within two seconds. */
  healthy(): Promise<boolean>;
  /** Embedded on disk only: copies the files of one point in time into a folder that does not exist yet. */
  copyFiles(to: string): Promise<void>;
  close(): Promise<void>;
}

export type EmbeddedOptions = { dataDir: string; memory?: false } | { memory: true; dataDir?: undefined };

/** Our own database, in a thread of its own. Whoever calls this owns the folder: two owners would destroy it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<DatabaseHandle> {
  const client = options.memory ? await openInMemory() : await openFolder(options.dataDir);
  return finish(client, { kind: 'pglite', migrates: true, copyFiles: (to) => client.copyFiles(to) });
}

/** A PostgreSQL server, 14 or newer. Fails with one clear sentence in bounded time when it cannot be used. */
export async function openPostgres(
  url: string,
  { migrates = true, ...options }: PostgresOptions & { migrates?: boolean } = {},
): Promise<DatabaseHandle> {
  const client = await PostgresClient.open(url, options);
  const copyFiles = () => Promise.reject(new Error('use pg_dump to copy a PostgreSQL database'));
  return finish(client, { kind: 'postgres', migrates, copyFiles });
}

async function openInMemory(): Promise<PgliteClient> {
  return PgliteClient.open({ dataDir: null, dumpFile: await migratedDump() });
}

async function openFolder(dataDir: string): Promise<PgliteClient> {
  const files = join(dataDir, 'pg');
  // Stands while the first start is under way: what a killed first start left behind is not a database.
  const unfinished = join(dataDir, 'unfinished');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (existsSync(unfinished)) await rm(files, { recursive: true, force: true });
  if (existsSync(join(files, 'PG_VERSION'))) return PgliteClient.open({ dataDir: files, dumpFile: null });

  await writeFile(unfinished, '');
  const client = await PgliteClient.open({ dataDir: files, dumpFile: await migratedDump() });
  await rm(unfinished);
  return client;
}

async function finish(
  client: SqlClient & { close(): Promise<void> },
  { migrates, ...rest }: Pick<DatabaseHandle, 'kind' | 'copyFiles'> & { migrates: boolean },
): Promise<DatabaseHandle> {
  try {
    if (migrates) await migrate(client);
  } catch (error) {
    await client.close();
    throw error;
  }
  return {
    ...rest,
    db: createDatabase(client),
    raw: rawOf(client),
    healthy: () => answers(client),
    close: () => client.close(),
  };
}

function rawOf(client: SqlClient): RawSql {
  const runner = guarded(client);
  return {
    async query(text, params = []) {
      const { rows } = await runner.query(text, params, 'objects');
      return { rows: rows as RawResult['rows'] };
    },
    async exec(text) {
      const results = await runner.exec(text);
      return { rows: (results.at(-1)?.rows ?? []) as RawResult['rows'] };
    },
  };
}

async function answers(client: SqlClient): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailableError('no answer in time')), 2_000);
  });
  try {
    await Promise.race([client.query('select 1', [], 'columns'), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
