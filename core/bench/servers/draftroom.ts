/** Ours: the sync engine over log files, validation and acknowledgements on, rights open to everybody, warmed up as `main.ts` does. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { defaultLimits } from '../../src/contract/limits.ts';
import { createSyncEngine } from '../../src/sync/engine.ts';
import { openFileLog } from '../../src/sync/log/file-log.ts';
import { createMerger } from '../../src/sync/merge/merger.ts';
import { commitWindow } from '../../src/sync/timing.ts';
import { warmUp } from '../../src/sync/warm-up.ts';
import { serveBench } from './process.ts';

/** `keep` as the second argument: nothing is compacted. */
const [directory = '', compaction] = process.argv.slice(2);
const roomId = '0'.repeat(20);
const everything = { roomId, role: 'editor', canWrite: true } as const;
const engine = createSyncEngine({
  log: await openFileLog({ directory, windowMs: commitWindow }),
  merger: createMerger(),
  // The peers have no limits to run into.
  limits: {
    ...defaultLimits,
    awarenessPerSecond: 1_000_000,
    bytesPerSecond: 1e9,
    bytesBurst: 1e9,
    connectionsPerUser: 100_000,
    connectionsPerAddress: 100_000,
    upgradesPerMinute: 1_000_000,
  },
  access: {
    authenticate: async ({ token }) => ({
      userId: token,
      sessionId: token,
      name: token ?? '',
      colour: 'teal',
      avatarId: null,
    }),
    document: async () => everything,
    room: async () => everything,
  },
  observer: {
    documentChanged() {},
    documentIdle() {},
    compactionDue(documentId) {
      if (compaction !== 'keep') void engine.compact(documentId);
    },
  },
});
warmUp();
const server = createServer();
engine.attach(server);
server.listen(0, '127.0.0.1', () => {
  serveBench((server.address() as AddressInfo).port, async (documents) => {
    for (const id of documents) {
      await engine
        .create(id, roomId, (doc) => doc.getMap('meta').set('kind', 'text'))
        .catch(() => {
          // There from before a restart.
        });
    }
  });
});
