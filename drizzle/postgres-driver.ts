/** The face of postgres.js: how values go in and out, and what its errors are. */
import postgres from 'postgres';
import { DatabaseUnavailableError, type RowMode, SqlError, type SqlResult } from './sql-client.ts';

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

export type Sql = ReturnType<typeof connect>;
type Queryable = Pick<Sql, 'unsafe'>;

export interface ConnectOptions {
  readonly max: number;
  readonly connectTimeoutMs: number;
  /** A connection that was there has ended. */
  readonly onClose?: () => void;
}

export function connect(url: string, { max, connectTimeoutMs, onClose }: ConnectOptions) {
  const sql = postgres(url, {
    max,
    onclose: () => onClose?.(),
    connect_timeout: Math.max(1, Math.ceil(connectTimeoutMs / 1000)),
    idle_timeout: 300,
    onnotice: () => undefined,
    transform: { undefined: null },
    types,
    connection: {
      application_name: 'draftroom',
      // A commit that was reported must survive a crash of the database, whatever its configuration says.
      synchronous_commit: 'on' as unknown as string,
      // What it holds lies in memory or on disks without arms; and no statement is worth compiling.
      random_page_cost: 1.1 as unknown as string,
      jit: 'off' as unknown as string,
    },
  });
  for (const type of textual) sql.options.serializers[type] = serializeTime;
  for (const type of [114, 3802]) sql.options.serializers[type] = types.json.serialize;
  return sql;
}

export async function runQuery(
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

export async function runScript(connection: Queryable, text: string): Promise<SqlResult[]> {
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
export function isTransient(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P03|53300)$/.test(code);
}

export function reason(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return typeof message === 'string' && message !== '' ? message : String(code ?? error);
}

export function describeTarget(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
