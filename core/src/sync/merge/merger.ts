import { Worker } from 'node:worker_threads';
import type { Merger } from '../ports.ts';
import type { MergeAnswer, MergeJob } from './merge-jobs.ts';

/** The updates could not be merged, or the thread ended while it tried. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}

interface Waiting {
  readonly resolve: (result: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

export interface MergerOptions {
  /** How large the thread's heap may grow, in MiB: a document that needs more fails alone. */
  readonly memoryMiB?: number;
}

/** Merges in one worker thread, which is started when it is first needed and again when it has died. */
export function createMerger(options: MergerOptions = {}): Merger {
  return new ThreadMerger(options);
}

class ThreadMerger implements Merger {
  private readonly memoryMiB: number;
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closed = false;

  constructor({ memoryMiB = 1024 }: MergerOptions) {
    this.memoryMiB = memoryMiB;
  }

  merge(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    return this.ask((id) => ({ id, kind: 'merge', updates }));
  }

  diff(updates: readonly Uint8Array[], stateVector: Uint8Array): Promise<Uint8Array> {
    return this.ask((id) => ({ id, kind: 'diff', updates, stateVector }));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private ask(makeJob: (id: number) => MergeJob): Promise<Uint8Array> {
    if (this.closed) return Promise.reject(new MergeError('the merger is closed'));
    this.lastId += 1;
    const job = copyOf(makeJob(this.lastId));
    this.worker ??= this.start();
    const { worker } = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(job.id, { resolve, reject });
      worker.ref();
      worker.postMessage(job, buffersOf(job));
    });
  }

  private start(): Worker {
    // From source and from the build alike: the neighbour with the same ending.
    const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./merge-worker.${ending}`, import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.memoryMiB },
    });
    worker.on('message', (answer: MergeAnswer) => this.settle(worker, answer));
    worker.on('error', (error) => this.end(worker, error.message));
    worker.on('exit', (code) => this.end(worker, `exit code ${code}`));
    return worker;
  }

  private settle(worker: Worker, answer: MergeAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    // An idle thread does not keep the process.
    if (this.waiting.size === 0) worker.unref();
    if ('result' in answer) waiting?.resolve(answer.result);
    else waiting?.reject(new MergeError(`the updates cannot be merged: ${answer.error}`));
  }

  /** One job was too much for the thread; which one is not known, so all that it had are given back. */
  private end(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    const message = this.closed ? 'the merger is closed' : `the merging thread has ended: ${reason}`;
    for (const { reject } of lost) reject(new MergeError(message));
  }
}

/** The caller keeps its bytes: they are in use for joins and may be views into larger buffers. */
function copyOf(job: MergeJob): MergeJob {
  const updates = job.updates.map((update) => new Uint8Array(update));
  return job.kind === 'merge' ? { ...job, updates } : { ...job, updates, stateVector: new Uint8Array(job.stateVector) };
}

function buffersOf(job: MergeJob): ArrayBuffer[] {
  return job.updates.map((update) => update.buffer as ArrayBuffer);
}
