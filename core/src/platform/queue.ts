import type { RawSql } from '@draftroom/drizzle/client';
import { type Job, PgBoss } from 'pg-boss';
import { newId } from '../contract/ids.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Bus, JobHandler, JobName, JobPayloads, Queue } from './ports.ts';

export interface QueueDeps {
  readonly raw: RawSql;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface QueueOptions {
  /** First wait before a failed job is tried again; later ones double. */
  retrySeconds?: number;
  retryLimit?: number;
  /** How often waiting jobs are looked for when nobody told of one. */
  pollSeconds?: number;
}

/** Every job of the hub, and how long one run may take. */
const expireSeconds: Record<JobName, number> = {
  'document.compact': 300,
  'document.version': 300,
  'versions.thin': 300,
  'analyze-drawing': 180,
  'render-preview': 180,
  'discovery.neighbours': 1_800,
  'upload.check': 600,
  'design.preview': 180,
  'design.settle': 120,
  'restriction.end': 60,
  'mail.send': 120,
  digest: 600,
  'account.export': 3_600,
  'account.delete': 1_800,
  daily: 300,
};
const jobNames = Object.keys(expireSeconds) as JobName[];

interface Envelope {
  key: string;
  payload: unknown;
}

const wakeTopic = 'jobs:wake';
const cancelTopic = 'jobs:cancel';

/** Jobs on the hub's own database, embedded or not: what was accepted survives the process. */
export async function createQueue(
  { raw, bus, logger, metrics }: QueueDeps,
  { retrySeconds = 5, retryLimit = 6, pollSeconds = 5 }: QueueOptions = {},
): Promise<Queue> {
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) =>
        values === undefined || values.length === 0 ? raw.exec(text) : raw.query(text, values),
    },
    schema: 'jobs',
    schedule: false,
    reindex: false,
  });
  boss.on('error', (error) => logger.error({ err: error }, 'the job queue failed'));
  await boss.start();
  for (const name of jobNames) {
    await boss.createQueue(name, {
      // At most one job per key waits; it may run beside another, so handlers are idempotent.
      policy: 'short',
      retryLimit,
      retryDelay: retrySeconds,
      retryBackoff: true,
      retryDelayMax: 600,
      expireInSeconds: expireSeconds[name],
      deleteAfterSeconds: 86_400,
    });
  }
  const running = new Running();
  const workers = new Map<string, string>();
  const ends = [
    bus.subscribe(wakeTopic, (name) => {
      const worker = workers.get(name);
      if (worker !== undefined) boss.notifyWorker(worker);
    }),
    bus.subscribe(cancelTopic, (message) => {
      const { name, key } = JSON.parse(message) as { name: JobName; key: string };
      running.abort(name, key);
    }),
  ];
  return {
    async send(name, payload, { key, delayMs = 0 } = {}) {
      const singletonKey = key ?? newId();
      const startAfter = new Date(Date.now() + delayMs);
      const envelope: Envelope = { key: singletonKey, payload };
      const id = await boss.send(name, envelope, { singletonKey, ...(delayMs > 0 ? { startAfter } : {}) });
      if (id === null) return;
      metrics.jobsSent.inc({ name });
      if (delayMs <= 0) bus.publish(wakeTopic, name);
    },
    async work(name, handler) {
      const run = createRun({ name, handler, running, metrics, logger });
      const options = { batchSize: 1, pollingIntervalSeconds: pollSeconds };
      workers.set(
        name,
        await boss.work<Envelope>(name, options, async ([job]) => {
          if (job !== undefined) await run(job);
        }),
      );
    },
    async cancel(name, key) {
      const found = await boss.findJobs<Envelope>(name, { key });
      const open = found.filter((job) => ['created', 'retry', 'active'].includes(job.state)).map((job) => job.id);
      if (open.length > 0) await boss.cancel(name, open);
      bus.publish(cancelTopic, JSON.stringify({ name, key }));
    },
    async close() {
      for (const end of ends) end();
      running.abortAll();
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

interface RunDeps<Name extends JobName> {
  readonly name: Name;
  readonly handler: JobHandler<Name>;
  readonly running: Running;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

function createRun<Name extends JobName>({ name, handler, running, metrics, logger }: RunDeps<Name>) {
  return async (job: Job<Envelope>): Promise<void> => {
    const { key, payload } = job.data;
    const own = running.start(name, key);
    const stop = metrics.jobSeconds.startTimer({ name });
    try {
      await handler(payload as JobPayloads[Name], AbortSignal.any([job.signal, own.signal]));
      metrics.jobsDone.inc({ name, outcome: 'completed' });
    } catch (error) {
      metrics.jobsDone.inc({ name, outcome: own.signal.aborted ? 'cancelled' : 'failed' });
      if (!own.signal.aborted) logger.warn({ err: error, job: name, key, attempt: job.retryCount + 1 }, 'a job failed');
      // Thrown on: the queue tries it again, unless it was cancelled there.
      throw new Error(error instanceof Error ? error.message : String(error));
    } finally {
      stop();
      running.end(own);
    }
  };
}

interface RunningJob {
  readonly name: JobName;
  readonly key: string;
  readonly signal: AbortSignal;
  abort(): void;
}

/** The jobs that this process is at. */
class Running {
  readonly #jobs = new Set<RunningJob>();

  start(name: JobName, key: string): RunningJob {
    const controller = new AbortController();
    const job = { name, key, signal: controller.signal, abort: () => controller.abort() };
    this.#jobs.add(job);
    return job;
  }

  end(job: RunningJob): void {
    this.#jobs.delete(job);
  }

  abort(name: JobName, key: string): void {
    for (const job of this.#jobs) if (job.name === name && job.key === key) job.abort();
  }

  abortAll(): void {
    for (const job of this.#jobs) job.abort();
  }
}
