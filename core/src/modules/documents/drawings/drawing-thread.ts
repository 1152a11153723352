/**
 * `DrawingWork` by a thread whose file somebody else brings: one task at a time, each with a limit of time and memory.
 * A task that is not wanted any more, or over a limit, ends with the thread; the next one gets a new thread.
 */
import { Worker } from 'node:worker_threads';
import type { DrawingTask, FromDrawingThread, ToDrawingThread } from '../../../contract/drawing-work.ts';
import { HubError } from '../../../contract/errors.ts';
import { because } from '../../../contract/reasons.ts';
import type { DrawingWork, PicturesOf } from './ports.ts';

export interface DrawingThreadOptions {
  /** The heap of the thread, in MiB. */
  readonly memoryMiB?: number;
  /** Milliseconds for one task, from when the thread has read its code. */
  readonly mostTime?: number;
  /** Milliseconds without a task after which the thread ends. */
  readonly idleTime?: number;
}

type Result = Extract<FromDrawingThread, { report: unknown } | { preview: unknown }>;

interface Waiting {
  readonly task: DrawingTask;
  readonly pictures: PicturesOf;
  readonly signal: AbortSignal;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** `entry`: a file that speaks `contract/drawing-work.ts`. */
export function createDrawingWork(entry: URL, options: DrawingThreadOptions = {}): DrawingWork {
  const thread = new DrawingThread(entry, options);
  return {
    async analyze(updates, signal) {
      const result = await thread.ask({ job: 'analyze-drawing', updates }, async () => null, signal);
      if (!('report' in result)) throw new Error('the thread answered something else');
      return result.report;
    },
    async preview(updates, pictures, signal) {
      const result = await thread.ask({ job: 'render-preview', updates }, pictures, signal);
      if (!('preview' in result)) throw new Error('the thread answered something else');
      return result.preview;
    },
    close: () => thread.close(),
  };
}

class DrawingThread {
  readonly #entry: URL;
  readonly #options: Required<DrawingThreadOptions>;
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #ready = false;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #ending = new Set<Promise<unknown>>();

  constructor(entry: URL, { memoryMiB = 1024, mostTime = 60_000, idleTime = 30_000 }: DrawingThreadOptions) {
    this.#entry = entry;
    this.#options = { memoryMiB, mostTime, idleTime };
  }

  ask(task: DrawingTask, pictures: PicturesOf, signal: AbortSignal): Promise<Result> {
    if (this.#closed) return Promise.reject(new HubError('shutting_down'));
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const waiting = { task, pictures, signal, resolve, reject };
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

  #begin(worker: Worker, { task }: Waiting): void {
    // Copies: the hub goes on using its bytes, and may have them in larger buffers.
    const updates = task.updates.map((update) => new Uint8Array(update));
    const buffers = updates.map(({ buffer }) => buffer);
    worker.postMessage({ task: { ...task, updates } } satisfies ToDrawingThread, buffers);
    this.#timer = setTimeout(() => this.#drop(tooMuch()), this.#options.mostTime);
  }

  #start(): Worker {
    this.#ready = false;
    const { memoryMiB } = this.#options;
    const worker = new Worker(this.#entry, {
      execArgv: this.#entry.pathname.endsWith('.ts') ? ['--conditions=draftroom-source'] : [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB, maxYoungGenerationSizeMb: 32 },
    });
    worker.on('message', (message: FromDrawingThread) => {
      if (this.#worker === worker) this.#heard(worker, message);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#worker === worker) this.#drop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error);
    });
    worker.on('exit', (code) => {
      if (this.#worker === worker) this.#drop(new Error(`the thread for drawings ended with ${code}`));
    });
    return worker;
  }

  #heard(worker: Worker, message: FromDrawingThread): void {
    if ('ready' in message) {
      this.#ready = true;
      if (this.#current !== null) this.#begin(worker, this.#current);
    } else if ('picture' in message) void this.#send(worker, message.picture);
    else if ('refused' in message) {
      this.#settle(({ reject }) => reject(new HubError(message.refused.code, message.refused.details)));
    } else if ('failed' in message) this.#settle(({ reject }) => reject(new Error(message.failed)));
    else this.#settle(({ resolve }) => resolve(message));
  }

  async #send(worker: Worker, picture: string): Promise<void> {
    // A picture that cannot be read is missing in the preview; it does not fail for it.
    const bytes = (await this.#current?.pictures(picture).catch(() => null)) ?? null;
    if (this.#worker === worker) worker.postMessage({ picture, bytes } satisfies ToDrawingThread);
  }

  #settle(settle: (current: Waiting) => void): void {
    this.#stopTimer();
    const current = this.#current;
    this.#current = null;
    if (current !== null) settle(current);
    this.#next();
  }

  #abandon(waiting: Waiting): void {
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

function tooMuch(): HubError {
  return new HubError('bad_drawing', { reason: because('drawingTooMuch') });
}
