/** Merging and differences of large states, in one worker thread so that typing goes on meanwhile. */
import { Worker } from 'node:worker_threads';
import type { Merger } from '../ports.ts';
import type { MergeAnswer, MergeJob } from './merge-thread.ts';

interface Waiting {
  resolve(update: Uint8Array): void;
  reject(error: Error): void;
}

const threadFile = new URL(
  import.meta.url.endsWith('.ts') ? './merge-thread.ts' : './merge-thread.js',
  import.meta.url,
);

/** The thread is started with the first job and again after it died; jobs that were under way then are rejected. */
export function createMerger(): Merger {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;
  let closed = false;

  function start(): Worker {
    const started = new Worker(threadFile);
    started.on('message', (answer: MergeAnswer) => {
      const job = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) started.unref();
      if ('update' in answer) job?.resolve(answer.update);
      else job?.reject(new Error(`merging failed: ${answer.error}`));
    });
    const end = (why: string) => {
      if (worker === started) worker = null;
      for (const job of waiting.values()) job.reject(new Error(why));
      waiting.clear();
    };
    started.on('error', (error) => end(`the merging thread failed: ${error.message}`));
    started.on('exit', () => end('the merging thread ended'));
    return started;
  }

  function run(updates: readonly Uint8Array[], stateVector: Uint8Array | null): Promise<Uint8Array> {
    if (closed) return Promise.reject(new Error('the merger is closed'));
    worker ??= start();
    worker.ref();
    lastId += 1;
    const job: MergeJob = { id: lastId, updates, stateVector };
    return new Promise((resolve, reject) => {
      waiting.set(job.id, { resolve, reject });
      worker?.postMessage(job);
    });
  }

  return {
    merge: (updates) => run(updates, null),
    diff: (updates, stateVector) => run(updates, stateVector),
    close: async () => {
      closed = true;
      await worker?.terminate();
    },
  };
}
