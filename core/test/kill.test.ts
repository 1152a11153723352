/**
 * kill -9 of a real process while four clients type: nothing acknowledged is missing. On files and on PostgreSQL, whose
 * server is stopped under its hands, too. `KILLS=50` for a longer run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../src/contract/ids.ts';
import { createRestartablePostgres, type RestartablePostgres } from '../src/sync/log/testing/restartable-postgres.ts';
import { Child } from '../src/sync/testing/child.ts';
import { FuzzClient } from '../src/sync/testing/fuzz-client.ts';
import { RawClient } from '../src/sync/testing/raw-client.ts';
import { until } from '../src/sync/testing/test-engine.ts';
import { describePostgres } from '../src/testing/contract-suites.ts';

const rounds = (inCi: number) => Number(process.env.KILLS ?? inCi);
const serverFile = join(import.meta.dirname, 'sync-server.ts');
let place = '';
let server: Child | null = null;

afterEach(async () => {
  await server?.kill();
  server = null;
});

async function start(documentId: string): Promise<{ url: string }> {
  server = new Child(serverFile, [place, documentId]);
  const port = await server.line((line) => /^\d+$/.test(line));
  return { url: `ws://127.0.0.1:${port}/sync` };
}

/** `before`: what else happens just before a kill; `after`: before the next process starts. */
interface Disaster {
  readonly before?: (round: number) => Promise<void>;
  readonly after?: () => Promise<void>;
}

async function killAgainAndAgain(count: number, { before, after }: Disaster = {}): Promise<void> {
  const documentId = newId();
  const clients = ['ada', 'ben', 'cy', 'dot'].map((user) => new FuzzClient(user, documentId));
  let acknowledged = 0;
  let hub = await start(documentId);
  for (let round = 0; round < count; round++) {
    for (const client of clients) client.connect(hub);
    const typing = setInterval(() => {
      for (const { doc } of clients) {
        const text = doc.getText('content');
        const at = Math.floor(Math.random() * (text.length + 1));
        if (text.length > 400) text.delete(0, 100);
        else text.insert(at, `${round} `);
      }
    }, 10);
    const earlier = clients.map(({ ackedClock }) => ackedClock);
    await until(() => clients.every(({ ackedClock }, i) => ackedClock > (earlier[i] ?? 0)), 'first acks');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
    await before?.(round);
    await server?.kill();
    clearInterval(typing);
    for (const client of clients) client.cut();
    const acked = clients.map(({ doc, ackedClock }) => [doc.clientID, ackedClock] as const);
    await after?.();
    hub = await start(documentId);
    const joiner = await RawClient.join(hub, { path: documentId, token: 'vic' });
    for (const [clientId, clock] of acked) {
      expect(Y.getState(joiner.doc.store, clientId)).toBeGreaterThanOrEqual(clock);
    }
    expect(joiner.doc.store.pendingStructs).toBeNull();
    joiner.end();
    acknowledged = acked.reduce((sum, [, clock]) => sum + clock, 0);
  }
  for (const client of clients) client.connect(hub);
  await until(() => clients.every(({ saved }) => saved), 'everything to be saved');
  const joiner = await RawClient.join(hub, { path: documentId, token: 'vic' });
  await until(() => clients.every(({ doc }) => doc.getText('content').toString() === joiner.text()), 'convergence');
  for (const client of clients) client.cut();
  joiner.end();
  expect(acknowledged).toBeGreaterThan(5 * count);
}

it(`[SYNC-28] loses nothing acknowledged on files in ${rounds(20)} kills`, {
  timeout: 20_000 * rounds(20),
}, async () => {
  place = await mkdtemp(join(tmpdir(), 'draftroom-kill-'));
  try {
    await killAgainAndAgain(rounds(20));
  } finally {
    await server?.kill();
    await rm(place, { recursive: true, force: true });
  }
});

await describePostgres('the log on PostgreSQL', () => {
  let postgres: RestartablePostgres;

  afterEach(() => postgres.dispose());

  it(`[SYNC-28] loses nothing acknowledged in ${rounds(6)} kills`, { timeout: 30_000 * rounds(6) }, async () => {
    postgres = await createRestartablePostgres();
    await postgres.start();
    place = postgres.url;
    let isStopped = false;
    await killAgainAndAgain(rounds(6), {
      // Every third time the database goes first, without a goodbye, while the hub goes on.
      before: async (round) => {
        isStopped = round % 3 === 2;
        if (!isStopped) return;
        await postgres.stopImmediately();
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      },
      after: async () => {
        if (isStopped) await postgres.start();
      },
    });
  });
});
