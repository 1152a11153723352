import { Worker } from 'node:worker_threads';
import type { Merger } from '../ports.ts';
import type { MergeAnswer, MergeJob } from './merge-jobs.ts';

/** The updates could not be merged, or the thread ended while it tried. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
  /** Whether the last update was the one that was too much. */
  readonly reachedLast: boolean;

  constructor(message: string, reachedLast = false) {
    super(message);
    this.reachedLast = reachedLast;
  }
}

interface Waiting {
  readonly job: MergeJob;
  readonly resolve: (result: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  reachedLast: boolean;
}

export interface MergerOptions {
  /** How large a thread's heap may grow, in MiB: a document that needs more fails alone. */
  readonly memoryMiB?: number;
  /** Milliseconds after which a job is given up: what Yjs makes of a few crafted kilobytes can take hours. */
  readonly mostTime?: number;
  /** Milliseconds without a job after which a thread ends: its heap stays as large as the largest document made it. */
  readonly idleTime?: number;
}

/** Threads are started when they are needed, and end when they have been idle or have died. Joins never wait behind merges, nor what people send. */
export function createMerger(options: MergerOptions = {}): Merger {
  const [merging, comparing, weighing] = [new MergeThread(options), new MergeThread(options), new MergeThread(options)];
  return {
    merge: (updates) => merging.ask((id) => ({ id, kind: 'merge', updates })),
    snapshot: (updates) => merging.ask((id) => ({ id, kind: 'snapshot', updates })),
    diff: (updates, stateVector) => comparing.ask((id) => ({ id, kind: 'diff', updates, stateVector })),
    weigh: async (updates, timed = []) => {
      const weight = Buffer.from(await weighing.ask((id) => ({ id, kind: 'weigh', updates, timed })));
      return { whole: weight.readDoubleLE(), counted: weight.readDoubleLE(8) };
    },
    close: async () => {
      await Promise.all([merging.close(), comparing.close(), weighing.close()]);
    },
  };
}

/** One job at a time, so that it is known which one was too much. */
class MergeThread {
  private readonly memoryMiB: number;
  private readonly mostTime: number;
  private readonly idleTime: number;
  private worker: Worker | null = null;
  /** Starting a thread takes none of the first job's time. */
  private online = false;
  private readonly queue: Waiting[] = [];
  private current: Waiting | null = null;
  /** Until the current job is given up, or the idle thread ended. */
  private timer: NodeJS.Timeout | null = null;
  private ending: Promise<unknown> = Promise.resolve();
  private lastId = 0;
  private closed = false;

  constructor({ memoryMiB = 1024, mostTime = 15_000, idleTime = 5_000 }: MergerOptions) {
    this.memoryMiB = memoryMiB;
    this.mostTime = mostTime;
    this.idleTime = idleTime;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.current === null) this.stopTimer();
    await Promise.all([this.ending, this.worker?.terminate()]);
  }

  ask(makeJob: (id: number) => MergeJob): Promise<Uint8Array> {
    if (this.closed) return Promise.reject(new MergeError('the merger is closed'));
    this.lastId += 1;
    const job = makeJob(this.lastId);
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject, reachedLast: false });
      this.next();
    });
  }

  private next(): void {
    if (this.current !== null || this.closed) return;
    this.stopTimer();
    this.current = this.queue.shift() ?? null;
    if (this.current === null) {
      this.rest();
      return;
    }
    this.worker ??= this.start();
    const { worker } = this;
    worker.ref();
    const job = copyOf(this.current.job);
    worker.postMessage(job, buffersOf(job));
    if (this.online) this.limitTime(worker);
  }

  private limitTime(worker: Worker): void {
    this.timer = setTimeout(() => this.giveUp(worker), this.mostTime);
  }

  /** An idle thread does not keep the process. */
  private rest(): void {
    const { worker } = this;
    if (worker === null) return;
    worker.unref();
    this.timer = setTimeout(() => {
      this.worker = null;
      this.ending = worker.terminate();
    }, this.idleTime).unref();
  }

  private giveUp(worker: Worker): void {
    this.end(worker, 'it took too long');
    void worker.terminate();
  }

  private start(): Worker {
    // From source and from the build alike: the neighbour with the same ending.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./merge-worker.${ending}`, import.meta.url), {
      execArgv: [],
      // A young generation of the usual size would keep three times as much of the hub's memory for a thread that idles.
      resourceLimits: { maxOldGenerationSizeMb: this.memoryMiB, maxYoungGenerationSizeMb: 8 },
    });
    this.online = false;
    worker.once('online', () => {
      if (this.worker !== worker) return;
      this.online = true;
      if (this.current !== null) this.limitTime(worker);
    });
    worker.on('message', (answer: MergeAnswer) => this.settle(worker, answer));
    worker.on('error', (error) => this.end(worker, error.message));
    worker.on('exit', (code) => this.end(worker, `exit code ${code}`));
    return worker;
  }

  private settle(worker: Worker, answer: MergeAnswer): void {
    if (this.worker !== worker) return;
    if ('reachedLast' in answer) {
      if (this.current !== null) this.current.reachedLast = true;
      return;
    }
    const done = this.finish();
    if ('result' in answer) done?.resolve(answer.result);
    else done?.reject(new MergeError(`the updates cannot be merged: ${answer.error}`));
    this.next();
  }

  /** One job was too much for the thread; those behind it get a new one. */
  private end(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const lost = this.finish();
    const message = this.closed ? 'the merger is closed' : `the merging thread has ended: ${reason}`;
    lost?.reject(new MergeError(message, lost.reachedLast));
    if (this.closed) for (const { reject } of this.queue.splice(0)) reject(new MergeError(message));
    else this.next();
  }

  private finish(): Waiting | null {
    this.stopTimer();
    const { current } = this;
    this.current = null;
    return current;
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** The caller keeps its bytes: they are in use for joins and may be views into larger buffers. */
function copyOf(job: MergeJob): MergeJob {
  const updates = job.updates.map((update) => new Uint8Array(update));
  return job.kind === 'diff' ? { ...job, updates, stateVector: new Uint8Array(job.stateVector) } : { ...job, updates };
}

function buffersOf(job: MergeJob): ArrayBuffer[] {
  return job.updates.map((update) => update.buffer as ArrayBuffer);
}
