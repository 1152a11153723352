import { connect, describeTarget, isTransient, reason, runQuery, runScript, type Sql } from './postgres-driver.ts';
import { Lane, Lanes } from './postgres-lanes.ts';
import {
  DatabaseUnavailableError,
  type RowMode,
  type SqlClient,
  type SqlResult,
  type SqlRunner,
} from './sql-client.ts';

export interface PostgresOptions {
  /** Connections of this process at most; two at least, one of them for transactions. */
  max?: number;
  /** How long the first connection is tried for. */
  connectTimeoutMs?: number;
}

export class PostgresClient implements SqlClient {
  readonly #sql: Sql;
  readonly #lanes: Lanes;

  private constructor(sql: Sql, lanes: Lanes) {
    this.#sql = sql;
    this.#lanes = lanes;
  }

  /** Tries for a bounded time; the error names the host and never the password. */
  static async open(url: string, options: PostgresOptions = {}): Promise<PostgresClient> {
    const { max = 10, connectTimeoutMs = 10_000 } = options;
    const where = describeTarget(url);
    const deadline = Date.now() + connectTimeoutMs;
    const forTransactions = Math.max(1, max >> 1);
    const sql = connect(url, { max: Math.max(1, max - forTransactions), connectTimeoutMs });
    const lanes = new Lanes(forTransactions, () => new Lane(url, { connectTimeoutMs }));
    for (;;) {
      try {
        const rows = await sql.unsafe<{ version: string }[]>("select current_setting('server_version_num') as version");
        if (Number(rows[0]?.version) < 140_000)
          throw new DatabaseUnavailableError(`PostgreSQL at ${where} is older than 14`);
        return new PostgresClient(sql, lanes);
      } catch (error) {
        if (!isTransient(error) || Date.now() + 250 > deadline) {
          await sql.end({ timeout: 1 });
          if (error instanceof DatabaseUnavailableError) throw error;
          throw new DatabaseUnavailableError(`cannot use PostgreSQL at ${where}: ${reason(error)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  query(text: string, params: readonly unknown[], mode: RowMode): Promise<SqlResult> {
    return runQuery(this.#sql, { text, params, mode });
  }

  /** On a connection of its own, because the text may begin and end transactions. */
  exec(text: string): Promise<SqlResult[]> {
    return this.#onLane(async (lane) => {
      try {
        return await lane.run((sql) => runScript(sql, text));
      } catch (error) {
        await rollBack(lane);
        throw error;
      }
    });
  }

  /**
   * Not `sql.begin`: that one fails the whole transaction for an error that was handled inside by going back to a
   * savepoint.
   */
  transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    return this.#onLane(async (lane) => {
      await lane.run((sql) => runScript(sql, 'begin'));
      let result: Result;
      try {
        result = await work({
          query: (text, params, mode) => lane.run((sql) => runQuery(sql, { text, params, mode })),
          exec: (text) => lane.run((sql) => runScript(sql, text)),
        });
      } catch (error) {
        await rollBack(lane);
        throw error;
      }
      await lane.run((sql) => runScript(sql, 'commit'));
      return result;
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#sql.end({ timeout: 5 }), this.#lanes.close()]);
  }

  async #onLane<Result>(work: (lane: Lane) => Promise<Result>): Promise<Result> {
    const lane = await this.#lanes.take();
    try {
      return await work(lane);
    } finally {
      this.#lanes.give(lane);
    }
  }
}

/** A connection that is gone has rolled back by itself. */
async function rollBack(lane: Lane): Promise<void> {
  await lane.run((sql) => runScript(sql, 'rollback')).catch(() => undefined);
}
