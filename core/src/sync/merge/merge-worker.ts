import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { doMergeJob, type MergeAnswer, type MergeJob } from './merge-jobs.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs in a worker thread');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Documents are tens of times as large as their bytes: an idle thread would keep what the last ones took. */
const idleTime = 2_000;
let idle: NodeJS.Timeout | null = null;

port.on('message', (job: MergeJob) => {
  if (idle !== null) clearTimeout(idle);
  idle = setTimeout(collectGarbage, idleTime).unref();
  try {
    const result = doMergeJob(job);
    port.postMessage({ id: job.id, result } satisfies MergeAnswer, [result.buffer]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    port.postMessage({ id: job.id, error: reason } satisfies MergeAnswer);
  }
});
