/**
 * A thread that does one kind of task and whose file somebody else brings: one task at a time, each with a limit of time
 * and memory. A task that is not wanted any more, or over a limit, ends with the thread; the next one gets a new thread.
 */
import { Worker } from 'node:worker_threads';
import { HubError } from '../contract/errors.ts';
import type { FromThread, ToThread } from '../contract/thread-work.ts';

export interface ThreadOptions {
  /** The heap of the thread, in MiB. */
  readonly memoryMiB?: number;
  /** Milliseconds for one task, from when the thread has read its code. */
  readonly mostTime?: number;
  /** Milliseconds without a task after which the thread ends. */
  readonly idleTime?: number;
}

/** What a kind of task needs besides its thread. */
export interface ThreadTasks<Task> {
  /** A file that speaks `contract/thread-work.ts`. */
  readonly entry: URL;
  /** Copies of the bytes of a task, which go to the thread: the hub goes on using its own. */
  copy(task: Task): { task: Task; buffers: ArrayBuffer[] };
  /** The refusal of a task that takes too long or too much memory. */
  tooMuch(task: Task): HubError;
}

/** What a task asks for while it runs, by the name it has there; null where there is none. */
export type Beside = (wanted: string) => Promise<Uint8Array | null>;

interface Waiting<Task, Result> {
  readonly task: Task;
  readonly beside: Beside;
  readonly signal: AbortSignal;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export class TaskThread<Task, Result> {
  readonly #tasks: ThreadTasks<Task>;
  readonly #options: Required<ThreadOptions>;
  readonly #queue: Waiting<Task, Result>[] = [];
  #worker: Worker | null = null;
  #ready = false;
  #current: Waiting<Task, Result> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #ending = new Set<Promise<unknown>>();

  constructor(
    tasks: ThreadTasks<Task>,
    { memoryMiB = 1024, mostTime = 60_000, idleTime = 30_000 }: ThreadOptions = {},
  ) {
    this.#tasks = tasks;
    this.#options = { memoryMiB, mostTime, idleTime };
  }

  ask(task: Task, beside: Beside, signal: AbortSignal): Promise<Result> {
    if (this.#closed) return Promise.reject(new HubError('shutting_down'));
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const waiting = { task, beside, signal, resolve, reject };
      signal.addEventListener('abort', () => this.#abandon(waiting), { once: true });
      this.#queue.push(waiting);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#queue.splice(0)) reject(new HubError('shutting_down'));
    this.#drop(new HubError('shutting_down'));
    await Promise.all(this.#ending);
  }

  #next(): void {
    if (this.#current !== null || this.#closed) return;
    this.#stopTimer();
    this.#current = this.#queue.shift() ?? null;
    if (this.#current === null) {
      this.#rest();
      return;
    }
    this.#worker ??= this.#start();
    this.#worker.ref();
    if (this.#ready) this.#begin(this.#worker, this.#current);
  }

  #begin(worker: Worker, { task }: Waiting<Task, Result>): void {
    const copy = this.#tasks.copy(task);
    worker.postMessage({ task: copy.task } satisfies ToThread<Task>, copy.buffers);
    this.#timer = setTimeout(() => this.#drop(this.#tasks.tooMuch(task)), this.#options.mostTime);
  }

  #start(): Worker {
    this.#ready = false;
    const { memoryMiB } = this.#options;
    const { entry } = this.#tasks;
    const worker = new Worker(entry, {
      execArgv: entry.pathname.endsWith('.ts') ? ['--conditions=draftroom-source'] : [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB, maxYoungGenerationSizeMb: 32 },
    });
    worker.on('message', (message: FromThread<Result>) => {
      if (this.#worker === worker) this.#heard(worker, message);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#worker !== worker) return;
      const task = this.#current?.task;
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY' && task !== undefined;
      this.#drop(outOfMemory ? this.#tasks.tooMuch(task) : error);
    });
    worker.on('exit', (code) => {
      if (this.#worker === worker) this.#drop(new Error(`the thread ended with ${code}`));
    });
    return worker;
  }

  #heard(worker: Worker, message: FromThread<Result>): void {
    if ('ready' in message) {
      this.#ready = true;
      if (this.#current !== null) this.#begin(worker, this.#current);
    } else if ('wanted' in message) void this.#send(worker, message.wanted);
    else if ('refused' in message) {
      this.#settle(({ reject }) => reject(new HubError(message.refused.code, message.refused.details)));
    } else if ('failed' in message) this.#settle(({ reject }) => reject(new Error(message.failed)));
    else this.#settle(({ resolve }) => resolve(message.result));
  }

  async #send(worker: Worker, wanted: string): Promise<void> {
    // What cannot be read is missing in the result; the task does not fail for it.
    const bytes = (await this.#current?.beside(wanted).catch(() => null)) ?? null;
    if (this.#worker === worker) worker.postMessage({ wanted, bytes } satisfies ToThread<Task>);
  }

  #settle(settle: (current: Waiting<Task, Result>) => void): void {
    this.#stopTimer();
    const current = this.#current;
    this.#current = null;
    if (current !== null) settle(current);
    this.#next();
  }

  #abandon(waiting: Waiting<Task, Result>): void {
    const at = this.#queue.indexOf(waiting);
    if (at >= 0) this.#queue.splice(at, 1);
    if (this.#current === waiting) this.#drop(waiting.signal.reason);
    else waiting.reject(waiting.signal.reason);
  }

  /** Ends the thread, and what it was at. */
  #drop(reason: unknown): void {
    const worker = this.#worker;
    this.#worker = null;
    if (worker !== null) {
      const end = worker.terminate();
      this.#ending.add(end);
      void end.finally(() => this.#ending.delete(end));
    }
    this.#settle(({ reject }) => reject(reason));
  }

  /** An idle thread does not keep the process. */
  #rest(): void {
    if (this.#worker === null) return;
    this.#worker.unref();
    this.#timer = setTimeout(() => this.#drop(null), this.#options.idleTime).unref();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
