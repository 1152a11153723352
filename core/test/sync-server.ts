/**
 * A sync engine as a process of its own, to be killed: `node sync-server.ts <log> <document id> [keep-alive ms]`. The
 * log is a folder or the address of a PostgreSQL database.
 */
import { openPostgres } from '@draftroom/drizzle/client';
import { openFileLog } from '../src/sync/log/file-log.ts';
import { createPostgresLog } from '../src/sync/log/postgres-log.ts';
import { createMerger } from '../src/sync/merge/merger.ts';
import type { UpdateLog } from '../src/sync/ports.ts';
import { TestAccess, TestEngine } from '../src/sync/testing/test-engine.ts';
import { commitWindow } from '../src/sync/timing.ts';

const [place = '', documentId = '', keepAlive] = process.argv.slice(2);
const access = new TestAccess();
const roomId = '0'.repeat(20);
access.documents.set(documentId, roomId);
for (const user of ['ada', 'ben', 'cy', 'dot']) access.roles.set(`${user} ${roomId}`, 'editor');
access.roles.set(`vic ${roomId}`, 'viewer');

const log = await openLog();
const hub = await TestEngine.start({
  log,
  merger: createMerger(),
  access,
  timing: keepAlive === undefined ? {} : { keepAlive: Number(keepAlive) },
});
await hub.engine
  .create(documentId, roomId, (doc) => doc.getMap('meta').set('kind', 'text'))
  .catch(() => {
    // It is there from before the kill.
  });
// Often, so that a kill hits one of its steps.
setInterval(() => hub.engine.compact(documentId).catch((error: unknown) => console.error(error)), 70);
console.log(hub.port);

async function openLog(): Promise<UpdateLog> {
  const onProblem = (message: string) => console.error(message);
  if (!place.startsWith('postgres:')) return openFileLog({ directory: place, windowMs: commitWindow, onProblem });
  const { db } = await openPostgres(place, { max: 4 });
  return createPostgresLog({ db, windowMs: commitWindow, onProblem });
}
