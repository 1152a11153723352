/** The database's own thread: it alone touches PGlite, so a slow query never holds up the sockets. */
import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Results, type Transaction } from '@electric-sql/pglite';
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import type { RowMode, SqlErrorFacts, SqlResult } from '../sql-client.ts';
import type { Call, Outcome, ReplyValues, Request, ThreadError, ThreadOptions } from './protocol.ts';

const bytea = 17;
const textual = [114, 1082, 1114, 1115, 1182, 1184, 1185, 1186, 1187, 1231, 3802];
const asText = (value: string): string => value;
const bytesFromHex = (value: string): Uint8Array => new Uint8Array(Buffer.from(value.slice(2), 'hex'));

const queryOptions = {
  columns: {
    rowMode: 'array' as const,
    parsers: { ...Object.fromEntries(textual.map((type) => [type, asText])), [bytea]: bytesFromHex },
  },
  objects: { rowMode: 'object' as const, parsers: { [bytea]: bytesFromHex } },
};

const serializers = {
  [bytea]: (value: Uint8Array): string =>
    `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
};

interface OpenTransaction {
  readonly handle: Transaction;
  settle(commit: boolean): void;
  readonly finished: Promise<void>;
}

const rolledBack = Symbol('rolled back');

class DatabaseThread {
  readonly #pg: PGlite;
  readonly #dataDir: string | null;
  readonly #transactions = new Map<number, OpenTransaction>();

  constructor(pg: PGlite, dataDir: string | null) {
    this.#pg = pg;
    this.#dataDir = dataDir;
  }

  async handle(call: Call): Promise<unknown> {
    const { request, transaction } = call;
    switch (request.type) {
      case 'query':
        return this.#query(request, transaction);
      case 'exec':
        return this.#exec(request.text, transaction);
      case 'begin':
        return this.#begin(transaction);
      case 'end':
        return this.#end(transaction, request.commit);
      case 'dump':
        return new Uint8Array(await (await this.#pg.dumpDataDir('gzip')).arrayBuffer());
      case 'copy':
        return this.#copy(request.to);
      case 'close':
        for (const open of this.#transactions.values()) open.settle(false);
        await this.#pg.close();
        return null;
    }
  }

  async #query(request: Extract<Request, { type: 'query' }>, transaction: number | null): Promise<SqlResult> {
    const mode: RowMode = request.mode;
    const options = { ...queryOptions[mode], serializers };
    return plain(await this.#runner(transaction).query(request.text, [...request.params], options));
  }

  async #exec(text: string, transaction: number | null): Promise<SqlResult[]> {
    try {
      const results = await this.#runner(transaction).exec(text, queryOptions.objects);
      return results.map(plain);
    } catch (error) {
      // A script that began a transaction and failed in it must not leave the one connection there.
      if (transaction === null) await this.#pg.exec('rollback').catch(() => undefined);
      throw error;
    }
  }

  #runner(transaction: number | null): PGlite | Transaction {
    if (transaction === null) return this.#pg;
    const open = this.#transactions.get(transaction);
    if (open === undefined) throw new Error('this transaction has ended');
    return open.handle;
  }

  /** Resolves when the transaction has the connection; other queries wait in PGlite's queue until it ends. */
  #begin(id: number | null): Promise<null> {
    if (id === null) throw new Error('a transaction needs an id');
    return new Promise((resolve, reject) => {
      const finished = this.#pg
        .transaction(async (handle) => {
          const commit = await new Promise<boolean>((settle) => {
            this.#transactions.set(id, { handle, settle, finished });
            resolve(null);
          });
          if (!commit) throw rolledBack;
        })
        .finally(() => this.#transactions.delete(id));
      finished.catch(reject);
    });
  }

  async #end(id: number | null, commit: boolean): Promise<null> {
    const open = id === null ? undefined : this.#transactions.get(id);
    if (open === undefined) throw new Error('this transaction has ended');
    open.settle(commit);
    await open.finished.catch((error: unknown) => {
      if (error !== rolledBack) throw error;
    });
    return null;
  }

  async #copy(to: string): Promise<null> {
    const from = this.#dataDir;
    if (from === null) throw new Error('a database in memory has no files');
    await this.#pg.exec('checkpoint');
    // Every commit has written its log, so the files of one instant open like after a crash of the process.
    await this.#pg.runExclusive(async () => cpSync(from, to, { recursive: true }));
    return null;
  }
}

function plain(result: Results): SqlResult {
  return { rows: result.rows, affectedRows: result.affectedRows ?? 0 };
}

function describe(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { message: String(error), sql: null };
  const facts = error as Error & Partial<SqlErrorFacts>;
  if (typeof facts.code !== 'string' || !/^[0-9A-Z]{5}$/.test(facts.code)) return { message: error.message, sql: null };
  const { message, code, constraint, table, column, detail } = facts;
  return { message, sql: { message, code, constraint, table, column, detail } };
}

async function open(options: ThreadOptions): Promise<PGlite> {
  const dump =
    options.dumpFile === null ? undefined : new Blob([await readFile(options.dumpFile)], { type: 'application/gzip' });
  return PGlite.create({
    ...(options.dataDir === null ? {} : { dataDir: options.dataDir }),
    ...(dump === undefined ? {} : { loadDataDir: dump }),
    extensions: { fuzzystrmatch, pg_trgm, unaccent },
  });
}

async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a worker thread');
  const options = workerData as ThreadOptions;
  const reply = (id: number, outcome: Outcome): void => {
    const value = outcome.ok ? outcome.value : null;
    port.postMessage({ id, outcome }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []);
  };
  let thread: DatabaseThread;
  try {
    thread = new DatabaseThread(await open(options), options.dataDir);
  } catch (error) {
    reply(0, { ok: false, error: describe(error) });
    port.close();
    return;
  }
  port.on('message', async (call: Call) => {
    try {
      reply(call.id, { ok: true, value: (await thread.handle(call)) as ReplyValues[Request['type']] });
    } catch (error) {
      reply(call.id, { ok: false, error: describe(error) });
    }
    if (call.request.type === 'close') port.close();
  });
  reply(0, { ok: true, value: null });
}

await main();
