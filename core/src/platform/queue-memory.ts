import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import type { JobHandler, JobName, Queue } from './ports.ts';

interface WaitingJob {
  readonly name: JobName;
  readonly key: string | undefined;
  readonly payload: unknown;
  readonly dueAt: number;
  attempts: number;
}

export interface MemoryQueue extends Queue {
  /** Runs everything that is due, and what that sends, until nothing is left to do now. */
  settle(): Promise<void>;
  /** Names and keys of the jobs that wait, also of delayed ones. */
  waiting(): { name: JobName; key: string | undefined }[];
}

const attemptLimit = 3;

/** The queue of tests: the same promises within one process, on the test's clock; failed jobs are tried again at once. */
export function createMemoryQueue(clock: Clock, logger: Logger): MemoryQueue {
  const handlers = new Map<JobName, (payload: unknown, signal: AbortSignal) => Promise<void>>();
  const jobs: WaitingJob[] = [];
  const running = new Map<WaitingJob, AbortController>();
  let drain: Promise<void> | null = null;
  let closed = false;

  const takeNext = (): WaitingJob | undefined => {
    const index = jobs.findIndex((job) => job.dueAt <= clock.now() && handlers.has(job.name));
    return index < 0 ? undefined : jobs.splice(index, 1)[0];
  };
  const run = async (job: WaitingJob): Promise<void> => {
    const controller = new AbortController();
    running.set(job, controller);
    try {
      await handlers.get(job.name)?.(job.payload, controller.signal);
    } catch (error) {
      job.attempts++;
      if (job.attempts < attemptLimit && !controller.signal.aborted) jobs.push(job);
      else if (!controller.signal.aborted) logger.warn({ err: error, job: job.name }, 'a job failed for good');
    } finally {
      running.delete(job);
    }
  };
  const runDue = async (): Promise<void> => {
    for (let job = takeNext(); job !== undefined && !closed; job = takeNext()) await run(job);
    // In the same turn as the last look: what is sent from here on starts a drain of its own.
    drain = null;
  };
  const start = (): Promise<void> => {
    drain ??= Promise.resolve().then(runDue);
    return drain;
  };
  return {
    async send(name, payload, { key, delayMs = 0 } = {}) {
      const double =
        key !== undefined && jobs.some((job) => job.name === name && job.key === key && job.attempts === 0);
      if (closed || double) return;
      // As on the database: a handler gets a copy of what was sent.
      jobs.push({ name, key, payload: structuredClone(payload), dueAt: clock.now() + delayMs, attempts: 0 });
      void start();
    },
    async work(name, handler) {
      handlers.set(name, handler as JobHandler<never> as (payload: unknown, signal: AbortSignal) => Promise<void>);
      void start();
    },
    async cancel(name, key) {
      for (let i = jobs.length - 1; i >= 0; i--) if (jobs[i]?.name === name && jobs[i]?.key === key) jobs.splice(i, 1);
      for (const [job, controller] of running) if (job.name === name && job.key === key) controller.abort();
    },
    async close() {
      closed = true;
      for (const controller of running.values()) controller.abort();
      await drain;
    },
    async settle() {
      while (drain !== null || jobs.some((job) => job.dueAt <= clock.now() && handlers.has(job.name))) await start();
    },
    waiting: () => jobs.map(({ name, key }) => ({ name, key })),
  };
}
