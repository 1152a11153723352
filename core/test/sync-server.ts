/** A sync engine as a process of its own, to be killed: `node sync-server.ts <folder> <document id> [keep-alive ms]`. */
import { openFileLog } from '../src/sync/log/file-log.ts';
import { createMerger } from '../src/sync/merge/merger.ts';
import { TestAccess, TestEngine } from '../src/sync/testing/test-engine.ts';

const [directory = '', documentId = '', keepAlive] = process.argv.slice(2);
const access = new TestAccess();
const roomId = '0'.repeat(20);
access.documents.set(documentId, roomId);
for (const user of ['ada', 'ben', 'cy', 'dot']) access.roles.set(`${user} ${roomId}`, 'editor');
access.roles.set(`vic ${roomId}`, 'viewer');

const log = await openFileLog({ directory, onProblem: (message) => console.error(message) });
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
