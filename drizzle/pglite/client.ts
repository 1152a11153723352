import { Worker } from 'node:worker_threads';
import {
  DatabaseUnavailableError,
  type RowMode,
  type SqlClient,
  SqlError,
  type SqlResult,
  type SqlRunner,
} from '../sql-client.ts';
import type { Call, Reply, ReplyValues, Request, ThreadOptions } from './protocol.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The hub's end of the database thread. */
export class PgliteClient implements SqlClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastCall = 0;
  #lastTransaction = 0;
  #ended: Error | null = null;
  #closing: Promise<void> | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => this.#settle(reply));
    worker.on('error', (error) =>
      this.#fail(new DatabaseUnavailableError(`the database thread failed: ${error.message}`)),
    );
    worker.on('exit', () => this.#fail(new DatabaseUnavailableError('the database is closed')));
  }

  /** Resolves when the database answers. */
  static async open(options: ThreadOptions): Promise<PgliteClient> {
    const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js';
    const worker = new Worker(new URL(file, import.meta.url), { workerData: options, execArgv: [] });
    const client = new PgliteClient(worker);
    try {
      await new Promise<unknown>((resolve, reject) => client.#waiting.set(0, { resolve, reject }));
    } catch (error) {
      await worker.terminate();
      throw error;
    }
    return client;
  }

  get healthy(): boolean {
    return this.#ended === null && this.#closing === null;
  }

  query(text: string, params: readonly unknown[], mode: RowMode): Promise<SqlResult> {
    return this.#call({ type: 'query', text, params, mode }, null);
  }

  exec(text: string): Promise<SqlResult[]> {
    return this.#call({ type: 'exec', text }, null);
  }

  async transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    const transaction = ++this.#lastTransaction;
    await this.#call({ type: 'begin' }, transaction);
    let result: Result;
    try {
      result = await work({
        query: (text, params, mode) => this.#call({ type: 'query', text, params, mode }, transaction),
        exec: (text) => this.#call({ type: 'exec', text }, transaction),
      });
    } catch (error) {
      // The first error says why; a thread that cannot even roll back has ended, and with it the transaction.
      await this.#call({ type: 'end', commit: false }, transaction).catch(() => undefined);
      throw error;
    }
    await this.#call({ type: 'end', commit: true }, transaction);
    return result;
  }

  dump(): Promise<Uint8Array> {
    return this.#call({ type: 'dump' }, null);
  }

  async copyFiles(to: string): Promise<void> {
    await this.#call({ type: 'copy', to }, null);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#ended === null) await this.#call({ type: 'close' }, null).catch(() => undefined);
    await this.#worker.terminate();
  }

  #call<Type extends Request['type']>(
    request: Extract<Request, { type: Type }>,
    transaction: number | null,
  ): Promise<ReplyValues[Type]> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      try {
        this.#worker.postMessage({ id, transaction, request } satisfies Call);
      } catch (error) {
        // A parameter that cannot be cloned, e.g. a function.
        this.#waiting.delete(id);
        reject(error as Error);
      }
    });
  }

  #settle({ id, outcome }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting === undefined) return;
    if (outcome.ok) waiting.resolve(outcome.value);
    else
      waiting.reject(outcome.error.sql === null ? new Error(outcome.error.message) : new SqlError(outcome.error.sql));
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}
