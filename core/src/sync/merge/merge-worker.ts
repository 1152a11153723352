import { parentPort } from 'node:worker_threads';
import { doMergeJob, type MergeAnswer, type MergeJob } from './merge-jobs.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs in a worker thread');

port.on('message', (job: MergeJob) => {
  try {
    const result = doMergeJob(job, () => {
      port.postMessage({ id: job.id, reachedLast: true } satisfies MergeAnswer);
    });
    port.postMessage({ id: job.id, result } satisfies MergeAnswer, [result.buffer]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    port.postMessage({ id: job.id, error: reason } satisfies MergeAnswer);
  }
});
