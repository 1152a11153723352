import postgres from 'postgres';
import {
  DatabaseUnavailableError,
  type RowMode,
  type SqlClient,
  SqlError,
  type SqlResult,
  type SqlRunner,
} from './sql-client.ts';

export interface PostgresOptions {
  /** Connections of this process at most. */
  max?: number;
  /** How long the first connection is tried for. */
  connectTimeoutMs?: number;
}

/** Text of these types is left as it is: drizzle's columns read it, or `toValue` for whole objects. */
const textual = [114, 1082, 1083, 1114, 1184, 1186, 3802];

const types = {
  text_as_is: {
    to: 0,
    from: textual,
    serialize: (value: unknown): unknown => value,
    parse: (text: string): string => text,
  },
  json: {
    to: 3802,
    from: [],
    serialize: (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)),
    parse: (text: string): string => text,
  },
  int8: {
    to: 20,
    from: [20],
    serialize: (value: unknown): string => String(value),
    parse: (text: string): number | bigint => {
      const value = BigInt(text);
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
    },
  },
  bytea: {
    to: 17,
    from: [17],
    serialize: (value: Uint8Array): string =>
      `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`,
    parse: (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  },
};

const serializeTime = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

type Sql = ReturnType<typeof connect>;
type Queryable = Pick<Sql, 'unsafe'>;

export class PostgresClient implements SqlClient {
  readonly #sql: Sql;
  readonly #reserved: ReservedConnections;

  private constructor(sql: Sql, reserved: ReservedConnections) {
    this.#sql = sql;
    this.#reserved = reserved;
  }

  /** Tries for a bounded time; the error names the host and never the password. */
  static async open(url: string, options: PostgresOptions = {}): Promise<PostgresClient> {
    const { max = 10, connectTimeoutMs = 10_000 } = options;
    const where = describeTarget(url);
    const deadline = Date.now() + connectTimeoutMs;
    const reserved = new ReservedConnections();
    const sql = connect(url, { max, connectTimeoutMs, reserved });
    for (;;) {
      try {
        const rows = await sql.unsafe<{ version: string }[]>("select current_setting('server_version_num') as version");
        if (Number(rows[0]?.version) < 140_000)
          throw new DatabaseUnavailableError(`PostgreSQL at ${where} is older than 14`);
        return new PostgresClient(sql, reserved);
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
  async exec(text: string): Promise<SqlResult[]> {
    const connection = await this.#reserve();
    const held = this.#reserved.hold(text);
    try {
      return await runScript(connection, held.first);
    } catch (error) {
      if (!held.isLost) await runScript(connection, 'rollback').catch(() => undefined);
      throw error;
    } finally {
      held.release(connection);
    }
  }

  /**
   * Not `sql.begin`: that one fails the whole transaction for an error that was handled inside by going back to a
   * savepoint.
   */
  async transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    const connection = await this.#reserve();
    const held = this.#reserved.hold('begin');
    try {
      await runScript(connection, held.first);
      let result: Result;
      try {
        result = await work({
          query: async (text, params, mode) => {
            held.check();
            return runQuery(connection, { text, params, mode });
          },
          exec: async (text) => {
            held.check();
            return runScript(connection, text);
          },
        });
      } catch (error) {
        // A connection that is gone has rolled back by itself.
        if (!held.isLost) await runScript(connection, 'rollback').catch(() => undefined);
        throw error;
      }
      held.check();
      await runScript(connection, 'commit');
      return result;
    } finally {
      held.release(connection);
    }
  }

  async #reserve() {
    return this.#sql.reserve().catch((error: unknown) => {
      throw translate(error);
    });
  }

  async close(): Promise<void> {
    await this.#sql.end({ timeout: 5 });
  }
}

/**
 * Tells a transaction that its connection is gone. The driver does not: it writes to the missing socket of a reserved
 * connection, which ends the process. It does tell which connection runs a statement and which one closes; a number
 * in the first statement after the reservation brings the two together.
 */
class ReservedConnections {
  readonly #open = new Map<string, { connection: number; isLost: boolean }>();
  #last = 0;

  hold(statement: string) {
    this.#last += 1;
    const first = `${statement}\n/* ${this.#last} */`;
    const state = { connection: -1, isLost: false };
    this.#open.set(first, state);
    return {
      first,
      get isLost() {
        return state.isLost;
      },
      check() {
        if (state.isLost) throw new DatabaseUnavailableError('the connection to the database is lost');
      },
      /** The pool has taken back a connection that is gone; handed back twice, it would be used again. */
      release: (connection: { release(): void }) => {
        this.#open.delete(first);
        if (!state.isLost) connection.release();
      },
    };
  }

  runs(connection: number, statement: string): void {
    const state = this.#open.get(statement);
    if (state !== undefined) state.connection = connection;
  }

  closes(connection: number): void {
    for (const state of this.#open.values()) {
      if (state.connection === connection) state.isLost = true;
    }
  }
}

interface ConnectOptions {
  max: number;
  connectTimeoutMs: number;
  reserved: ReservedConnections;
}

function connect(url: string, { max, connectTimeoutMs, reserved }: ConnectOptions) {
  const sql = postgres(url, {
    max,
    debug: (connection, statement) => reserved.runs(connection, statement),
    onclose: (connection) => reserved.closes(connection),
    connect_timeout: Math.max(1, Math.ceil(connectTimeoutMs / 1000)),
    idle_timeout: 300,
    onnotice: () => undefined,
    transform: { undefined: null },
    types,
    // A commit that was reported must survive a crash of the database, whatever its configuration says.
    connection: { application_name: 'draftroom', synchronous_commit: 'on' as unknown as string },
  });
  for (const type of textual) sql.options.serializers[type] = serializeTime;
  for (const type of [114, 3802]) sql.options.serializers[type] = types.json.serialize;
  return sql;
}

async function runQuery(
  connection: Queryable,
  { text, params, mode }: { text: string; params: readonly unknown[]; mode: RowMode },
): Promise<SqlResult> {
  try {
    const pending = connection.unsafe(text, [...params] as never[]);
    if (mode === 'columns') {
      const rows = await pending.values();
      return { rows: [...rows], affectedRows: affected(rows.command, rows.count) };
    }
    return objects(await pending);
  } catch (error) {
    throw translate(error);
  }
}

async function runScript(connection: Queryable, text: string): Promise<SqlResult[]> {
  try {
    const result: unknown = await connection.unsafe(text).simple();
    // One statement gives its rows, several an array of such.
    const lists = isRowList(result) ? [result] : (result as postgres.RowList<postgres.Row[]>[]);
    return lists.map(objects);
  } catch (error) {
    throw translate(error);
  }
}

function isRowList(value: unknown): value is postgres.RowList<postgres.Row[]> {
  return Array.isArray(value) && 'command' in value && value.command !== undefined;
}

function objects(list: postgres.RowList<postgres.Row[]>): SqlResult {
  const converted = (list.columns ?? []).filter((column) => column.type in objectValues);
  const rows = [...list];
  for (const row of rows) {
    for (const { name, type } of converted) {
      const value: unknown = row[name];
      if (typeof value === 'string') row[name] = objectValues[type]?.(value);
    }
  }
  return { rows, affectedRows: affected(list.command, list.count) };
}

const toDate = (text: string): Date => new Date(text);
const objectValues: Record<number, (text: string) => unknown> = {
  114: (text) => JSON.parse(text),
  3802: (text) => JSON.parse(text),
  1082: toDate,
  1114: toDate,
  1184: toDate,
};

function affected(command: string | undefined, count: number | undefined): number {
  return command !== undefined && /^(INSERT|UPDATE|DELETE|MERGE|COPY)\b/.test(command) ? (count ?? 0) : 0;
}

function translate(error: unknown): unknown {
  if (error instanceof postgres.PostgresError) {
    return new SqlError({
      message: error.message,
      code: error.code,
      constraint: error.constraint_name,
      table: error.table_name,
      column: error.column_name,
      detail: error.detail,
    });
  }
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string'
    ? new DatabaseUnavailableError(`the database does not answer: ${reason(error)}`)
    : error;
}

/** Worth another try within the time: the server is starting, or its name is not known yet. */
function isTransient(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P03|53300)$/.test(code);
}

function reason(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(code ?? error);
}

function describeTarget(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
