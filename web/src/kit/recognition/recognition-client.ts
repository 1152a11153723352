/**
 * Asks a recogniser that works beside the page. Nothing of it is there before the first request; requests are answered
 * in turn, each by its id. One that is given up while it is worked on costs the worker, which cannot hear meanwhile;
 * the others are asked again of a new one. A failure is forgotten: the next request tries from the start.
 */
import type { Figures, FromRecogniser, Ink, ToRecogniser } from './recognition-messages.ts';

/** Why nothing is recognised: the weights do not come, are none, the worker does not run, or is too slow. */
export type OffReason = 'weights' | 'broken' | 'worker' | 'slow';

export class RecognitionOff extends Error {
  override readonly name = 'RecognitionOff';
  readonly reason: OffReason;

  constructor(reason: OffReason, cause?: unknown) {
    super(`recognition is off: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** The part of a `Worker` that is used. */
export interface RecogniserWorker {
  postMessage(message: ToRecogniser): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromRecogniser>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface RecognitionParts {
  createWorker(): RecogniserWorker;
  loadWeights(): Promise<Uint8Array>;
}

export interface RecognizeOptions {
  /** Gives the request up; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** In milliseconds, from the moment at which it is worked on. */
  readonly limit?: number;
  onProgress?(done: number, total: number): void;
}

interface Request extends RecognizeOptions {
  readonly id: number;
  readonly ink: Ink;
  resolve(figures: Figures): void;
  reject(error: unknown): void;
}

const usualLimit = 5_000;
/** Until a started worker has read its weights. */
const startLimit = 15_000;

export class RecognitionClient {
  readonly #parts: RecognitionParts;
  readonly #queue: Request[] = [];
  #worker: RecogniserWorker | null = null;
  #starting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;
  /** What the worker works on: the first of the queue. */
  #current: Request | null = null;

  constructor(parts: RecognitionParts) {
    this.#parts = parts;
  }

  /** Rejects with `RecognitionOff`, or with the reason of the signal. */
  recognize(ink: Ink, options: RecognizeOptions = {}): Promise<Figures> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      this.#lastId += 1;
      const request: Request = { ...options, ink, id: this.#lastId, resolve, reject };
      signal?.addEventListener('abort', () => this.#giveUp(request), { once: true });
      this.#queue.push(request);
      this.#next();
    });
  }

  dispose(): void {
    this.#stop();
    for (const { reject } of this.#queue.splice(0)) reject(new DOMException('the board is closed', 'AbortError'));
  }

  #next(): void {
    const [first] = this.#queue;
    if (first === undefined || this.#current !== null) return;
    if (this.#worker === null) {
      void this.#start();
      return;
    }
    this.#current = first;
    this.#timer = setTimeout(() => this.#fail('slow'), first.limit ?? usualLimit);
    this.#worker.postMessage({ id: first.id, ink: first.ink });
  }

  async #start(): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    try {
      const weights = await this.#parts.loadWeights().catch((error: unknown) => {
        throw new RecognitionOff('weights', error);
      });
      if (this.#queue.length > 0) this.#worker = await this.#started(weights);
    } catch (error) {
      const off = error instanceof RecognitionOff ? error : new RecognitionOff('worker', error);
      for (const { reject } of this.#queue.splice(0)) reject(off);
    } finally {
      this.#starting = false;
    }
    this.#next();
  }

  #started(weights: Uint8Array): Promise<RecogniserWorker> {
    return new Promise((resolve, reject) => {
      const worker = this.#parts.createWorker();
      const fail = (reason: OffReason, cause?: unknown): void => {
        clearTimeout(timer);
        worker.terminate();
        reject(new RecognitionOff(reason, cause));
      };
      const timer = setTimeout(() => fail('worker'), startLimit);
      worker.onerror = (event) => fail('worker', event);
      worker.onmessage = ({ data }) => {
        if ('broken' in data) fail('broken', data.broken);
        if (!('ready' in data)) return;
        clearTimeout(timer);
        worker.onerror = (event) => this.#fail('worker', event);
        worker.onmessage = (event) => this.#heard(event.data);
        resolve(worker);
      };
      worker.postMessage({ weights });
    });
  }

  #heard(message: FromRecogniser): void {
    const request = this.#current;
    if (request === null || !('id' in message) || message.id !== request.id) return;
    if ('done' in message) {
      request.onProgress?.(message.done, message.total);
      return;
    }
    this.#settle(request);
    if ('figures' in message) request.resolve(message.figures);
    else request.reject(new RecognitionOff('worker', message.failed));
    this.#next();
  }

  #settle(request: Request): void {
    clearTimeout(this.#timer);
    this.#current = null;
    this.#queue.splice(this.#queue.indexOf(request), 1);
  }

  #giveUp(request: Request): void {
    const at = this.#queue.indexOf(request);
    if (at === -1) return;
    if (this.#current === request) this.#stop();
    this.#queue.splice(at, 1);
    request.reject(request.signal?.reason);
    this.#next();
  }

  /** The request that is worked on fails, and the worker goes with it. */
  #fail(reason: OffReason, cause?: unknown): void {
    const request = this.#current;
    this.#stop();
    if (request === null) return;
    this.#queue.splice(this.#queue.indexOf(request), 1);
    request.reject(new RecognitionOff(reason, cause));
    this.#next();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#current = null;
  }
}
