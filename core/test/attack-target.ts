/**
 * A sync engine as a process of its own, to be attacked: `node attack-target.ts <folder>`. Says its port and documents,
 * then answers each line on its input with what it is doing.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newId } from '../src/contract/ids.ts';
import { openFileLog } from '../src/sync/log/file-log.ts';
import { createMerger } from '../src/sync/merge/merger.ts';
import type { SyncActor, SyncCredentials } from '../src/sync/ports.ts';
import { TestAccess, TestEngine } from '../src/sync/testing/test-engine.ts';

export interface TargetState {
  /** Bytes in use after collecting garbage, in the heap and outside of it. */
  readonly used: number;
  /** What the process has from the system; free memory in it goes back when the allocator likes. */
  readonly resident: number;
  /** Milliseconds for which the event loop was held up at the worst since the last time. */
  readonly stalled: number;
  readonly connections: number;
  readonly closed: Readonly<Record<string, number>>;
  readonly seq: number;
  readonly warnings: number;
}

/** Whoever says `slow` is never told who they are. */
class SlowAccess extends TestAccess {
  override async authenticate(credentials: SyncCredentials): Promise<SyncActor> {
    if (credentials.token === 'slow') await new Promise(() => {});
    return (await super.authenticate(credentials)) as SyncActor;
  }
}

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const [directory = ''] = process.argv.slice(2);
const access = new SlowAccess();
const [room, otherRoom] = [newId(), newId()];
// Whatever eve does, fay is nobody's enemy.
for (const user of ['ann', 'ben', 'eve', 'fay']) access.roles.set(`${user} ${room}`, 'editor');
for (const user of ['cat', 'dan']) access.roles.set(`${user} ${otherRoom}`, 'editor');
access.roles.set(`vic ${room}`, 'viewer');

const log = await openFileLog({ directory, onProblem: (message) => console.error(message) });
const hub: TestEngine = await TestEngine.start({
  log,
  merger: createMerger(),
  access,
  // All come from one address here.
  limits: { connectionsPerAddress: 10_000, upgradesPerMinute: 1_000_000, unauthenticatedTime: 1_000 },
  // Who stops reading answers no ping either, and is to be closed for what it leaves unread, however slow the machine.
  timing: { sweep: 200, closeWait: 500, ping: 600_000 },
  observer: {
    documentChanged() {},
    compactionDue: (id) => void hub.engine.compact(id).catch((error: unknown) => console.error(error)),
    documentIdle() {},
  },
});
const [target, other] = [await hub.document('hello', room), await hub.document('hello', otherRoom)];
// Starts the merging thread, which is no growth.
await hub.engine.compact(target);
console.log(JSON.stringify({ url: hub.url, target, other }));

for await (const line of createInterface(process.stdin)) {
  if (line !== 'state') continue;
  const stalled = delay.max / 1e6;
  collect();
  await new Promise((resolve) => setTimeout(resolve, 50));
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { connections, closedByCode } = hub.engine.stats();
  const state: TargetState = {
    used: heapUsed + external,
    resident: rss,
    stalled,
    connections,
    closed: Object.fromEntries(closedByCode),
    // Refused while the attacked document is too much work to be read, which is none of this question's business.
    seq: await hub.engine.state(target).then(
      ({ seq }) => seq,
      () => Number.MAX_SAFE_INTEGER,
    ),
    warnings: hub.warnings.length,
  };
  // Collecting garbage took its time, too.
  delay.reset();
  console.log(`state ${JSON.stringify(state)}`);
}
