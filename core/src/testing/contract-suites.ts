import { type DatabaseHandle, openEmbedded, openPostgres } from '@draftroom/drizzle/client';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestPostgres, postgresPrograms, type TestPostgres } from './postgres.ts';
import { redisInstalled, startTestRedis, type TestRedis } from './redis.ts';

/** Opens a fresh database with all tables; everything opened is closed after the suite. */
export type OpenTestDatabase = () => Promise<DatabaseHandle>;

/** Runs one suite on PGlite and on a real PostgreSQL. */
export async function describeDatabases(name: string, suite: (open: OpenTestDatabase) => void): Promise<void> {
  describe(`${name} on PGlite`, () => {
    const opened: DatabaseHandle[] = [];
    afterAll(async () => {
      for (const handle of opened) await handle.close();
    });
    suite(async () => {
      const handle = await openEmbedded({ memory: true });
      opened.push(handle);
      return handle;
    });
  });
  if ((await postgresPrograms()) === null) {
    missing(`${name} on PostgreSQL`, 'PostgreSQL');
    return;
  }
  describe(`${name} on PostgreSQL`, () => {
    const opened: { handle: DatabaseHandle; server: TestPostgres }[] = [];
    afterAll(async () => {
      for (const { handle, server } of opened) {
        await handle.close();
        await server.drop();
      }
    });
    suite(async () => {
      const server = await createTestPostgres();
      const handle = await openPostgres(server.url, { max: 4 });
      opened.push({ handle, server });
      return handle;
    });
  });
}

/** Runs a suite with a real PostgreSQL; `createTestPostgres` works inside. */
export async function describePostgres(name: string, suite: () => void): Promise<void> {
  if ((await postgresPrograms()) === null) missing(name, 'PostgreSQL');
  else describe(name, suite);
}

/** Runs a suite with a real Redis of its own. */
export function describeRedis(name: string, suite: (start: () => Promise<TestRedis>) => void): void {
  if (!redisInstalled()) {
    missing(name, 'Redis');
    return;
  }
  describe(name, () => {
    const started: TestRedis[] = [];
    afterAll(async () => {
      for (const redis of started) await redis.stop();
    });
    suite(async () => {
      const redis = await startTestRedis();
      started.push(redis);
      return redis;
    });
  });
}

/** Says what could not be run; where everything must run, that is a failure. */
function missing(name: string, program: string): void {
  describe(`${name} (${program} is not installed)`, () => {
    test.skipIf(process.env.CI !== 'true')('runs', () => {
      expect.unreachable(`${program} is not installed`);
    });
  });
}
