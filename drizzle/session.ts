import { AsyncLocalStorage } from 'node:async_hooks';
import {
  createTableRelationsHelpers,
  DrizzleQueryError,
  type ExtractTablesWithRelations,
  extractTablesRelationalConfig,
  type SQL,
  sql,
} from 'drizzle-orm';
import {
  PgDatabase,
  PgDialect,
  type PgQueryResultHKT,
  PgTransaction,
  type PgTransactionConfig,
  type PreparedQueryConfig,
} from 'drizzle-orm/pg-core';
import type { RemoteCallback } from 'drizzle-orm/pg-proxy';
import { PgRemoteSession, type PreparedQuery } from 'drizzle-orm/pg-proxy/session';
import * as schema from './schema/index.ts';
import type { SqlClient, SqlResult, SqlRunner } from './sql-client.ts';

export type Schema = typeof schema;
type Tables = ExtractTablesWithRelations<Schema>;

/** What `execute` and statements without `returning` resolve to, on both drivers. */
export interface ExecuteResult<Row> {
  rows: Row[];
  affectedRows: number;
}

interface ExecuteResultHKT extends PgQueryResultHKT {
  type: ExecuteResult<this['row']>;
}

/** Every table over either driver, inside and outside of transactions. */
export type Database = PgDatabase<ExecuteResultHKT, Schema, Tables>;

interface Scope {
  open: boolean;
}

/** Which transaction the running code belongs to. */
const scopes = new AsyncLocalStorage<Scope>();

const tables = extractTablesRelationalConfig<Tables>(schema, createTableRelationsHelpers);
const relational = { fullSchema: schema, schema: tables.tables, tableNamesMap: tables.tableNamesMap };

export function createDatabase(client: SqlClient): Database {
  const dialect = new PgDialect();
  const session = new ClientSession(client, guarded(client), dialect);
  return new PgDatabase(dialect, session, relational) as unknown as Database;
}

/**
 * A query past the transaction it is written in would wait for ever on a single connection, and see and do the wrong
 * thing on many. It is refused on both drivers.
 */
export function guarded(runner: SqlRunner): SqlRunner {
  const check = (): void => {
    if (scopes.getStore()?.open) {
      throw new Error('a query inside a transaction must use the handle that the transaction was given');
    }
  };
  return {
    async query(text, params, mode) {
      check();
      return runner.query(text, params, mode);
    },
    async exec(text) {
      check();
      return runner.exec(text);
    },
  };
}

class ClientSession extends PgRemoteSession<Schema, Tables> {
  readonly #client: SqlClient;
  readonly #dialect: PgDialect;

  constructor(client: SqlClient, runner: SqlRunner, dialect: PgDialect) {
    super(callbackOf(runner), dialect, relational);
    this.#client = client;
    this.#dialect = dialect;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    ...args: Parameters<PgRemoteSession<Schema, Tables>['prepareQuery']>
  ): PreparedQuery<T> {
    const prepared = super.prepareQuery<T>(...args);
    const execute = prepared.execute.bind(prepared);
    // Drizzle's own error quotes the query with all its parameters; what the database said is its cause.
    prepared.execute = async (values) => {
      try {
        return await execute(values);
      } catch (error) {
        throw error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error;
      }
    };
    return prepared;
  }

  override async count(query: SQL): Promise<number> {
    const { rows } = await this.execute<ExecuteResult<{ count: number }>>(query);
    return Number(rows[0]?.count);
  }

  override async transaction<Result>(
    work: Parameters<PgRemoteSession<Schema, Tables>['transaction']>[0],
    config?: PgTransactionConfig,
  ): Promise<Result> {
    if (scopes.getStore()?.open) {
      throw new Error('a transaction inside a transaction must be opened on the handle of the outer one');
    }
    return this.#client.transaction(async (runner) => {
      const scope: Scope = { open: true };
      const session = new ClientSession(this.#client, runner, this.#dialect);
      const tx = new ClientTransaction(this.#dialect, session);
      if (config !== undefined) await tx.setTransaction(config);
      try {
        return (await scopes.run(scope, () => work(tx as never))) as Result;
      } finally {
        scope.open = false;
      }
    });
  }
}

class ClientTransaction extends PgTransaction<ExecuteResultHKT, Schema, Tables> {
  readonly #dialect: PgDialect;
  readonly #session: ClientSession;

  constructor(dialect: PgDialect, session: ClientSession, nestedIndex = 0) {
    super(dialect, session, relational, nestedIndex);
    this.#dialect = dialect;
    this.#session = session;
  }

  override async transaction<Result>(
    work: (tx: PgTransaction<ExecuteResultHKT, Schema, Tables>) => Promise<Result>,
  ): Promise<Result> {
    const savepoint = sql.identifier(`nested_${this.nestedIndex + 1}`);
    const tx = new ClientTransaction(this.#dialect, this.#session, this.nestedIndex + 1);
    await this.execute(sql`savepoint ${savepoint}`);
    try {
      const result = await work(tx);
      await this.execute(sql`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      await this.execute(sql`rollback to savepoint ${savepoint}`);
      throw error;
    }
  }
}

function callbackOf(runner: SqlRunner): RemoteCallback {
  return async (text, params, method) => {
    const mode = method === 'all' ? 'columns' : 'objects';
    const result: SqlResult = await runner.query(text, params, mode);
    return { rows: (method === 'all' ? result.rows : result) as unknown[] };
  };
}
