/** kill -9 of a real process with the log on files while four clients type: nothing acknowledged is missing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../src/contract/ids.ts';
import { Child } from '../src/sync/testing/child.ts';
import { FuzzClient } from '../src/sync/testing/fuzz-client.ts';
import { RawClient } from '../src/sync/testing/raw-client.ts';
import { until } from '../src/sync/testing/test-engine.ts';

const rounds = Number(process.env.KILLS ?? 20);
const serverFile = join(import.meta.dirname, 'sync-server.ts');
let directory = '';
let server: Child | null = null;

afterEach(async () => {
  await server?.kill();
  await rm(directory, { recursive: true, force: true });
});

async function start(documentId: string): Promise<{ url: string }> {
  server = new Child(serverFile, [directory, documentId]);
  const port = await server.line((line) => /^\d+$/.test(line));
  return { url: `ws://127.0.0.1:${port}/sync` };
}

it(`[SYNC-28] loses nothing acknowledged in ${rounds} kills`, { timeout: 20_000 * rounds }, async () => {
  directory = await mkdtemp(join(tmpdir(), 'draftroom-kill-'));
  const documentId = newId();
  const clients = ['ada', 'ben', 'cy', 'dot'].map((user) => new FuzzClient(user, documentId));
  let acknowledged = 0;
  let hub = await start(documentId);
  for (let round = 0; round < rounds; round++) {
    for (const client of clients) client.connect(hub, () => 0);
    const typing = setInterval(() => {
      for (const { doc } of clients) {
        const text = doc.getText('content');
        const at = Math.floor(Math.random() * (text.length + 1));
        if (text.length > 400) text.delete(0, 100);
        else text.insert(at, `${round} `);
      }
    }, 10);
    const before = clients.map(({ ackedClock }) => ackedClock);
    await until(() => clients.every(({ ackedClock }, i) => ackedClock > (before[i] ?? 0)), 'first acks');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
    await server?.kill();
    clearInterval(typing);
    for (const client of clients) client.cut();
    const acked = clients.map(({ doc, ackedClock }) => [doc.clientID, ackedClock] as const);
    hub = await start(documentId);
    const joiner = await RawClient.join(hub, { path: documentId, token: 'vic' });
    for (const [clientId, clock] of acked) {
      expect(Y.getState(joiner.doc.store, clientId)).toBeGreaterThanOrEqual(clock);
    }
    expect(joiner.doc.store.pendingStructs).toBeNull();
    joiner.end();
    acknowledged = acked.reduce((sum, [, clock]) => sum + clock, 0);
  }
  for (const client of clients) client.connect(hub, () => 0);
  await until(() => clients.every(({ saved }) => saved), 'everything to be saved');
  const joiner = await RawClient.join(hub, { path: documentId, token: 'vic' });
  await until(() => clients.every(({ doc }) => doc.getText('content').toString() === joiner.text()), 'convergence');
  for (const client of clients) client.cut();
  joiner.end();
  expect(acknowledged).toBeGreaterThan(100);
});
