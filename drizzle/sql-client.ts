/**
 * The one shape in which both drivers are used, so that nothing above can tell them apart:
 * the same values, the same errors, the same rules for transactions.
 */

/**
 * `columns`: rows as arrays for drizzle's column mappers; times and JSON stay text.
 * `objects`: rows as objects of plain values; times are `Date`, JSON is parsed.
 * In both, bytea is a plain `Uint8Array` and bigint a number while it is safe.
 */
export type RowMode = 'columns' | 'objects';

export interface SqlResult {
  readonly rows: unknown[];
  readonly affectedRows: number;
}

export interface SqlRunner {
  query(text: string, params: readonly unknown[], mode: RowMode): Promise<SqlResult>;
  /** Any number of statements without parameters; the result of each. */
  exec(text: string): Promise<SqlResult[]>;
}

export interface SqlClient extends SqlRunner {
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result>;
}

export interface SqlErrorFacts {
  readonly message: string;
  /** SQLSTATE, e.g. `23505`. */
  readonly code: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly detail?: string;
}

/** What the database refused. The text of the query and its parameters are left out: they may hold secrets. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly detail: string | undefined;

  constructor(facts: SqlErrorFacts) {
    super(facts.message);
    this.code = facts.code;
    this.constraint = facts.constraint;
    this.table = facts.table;
    this.column = facts.column;
    this.detail = facts.detail;
  }
}

/** The database could not be asked at all: not reachable, closed, or its thread ended. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

export function isSqlError(error: unknown, code?: string): error is SqlError {
  return error instanceof SqlError && (code === undefined || error.code === code);
}

/** Another row has the same key. With a name: of this unique index or constraint. */
export function isUniqueViolation(error: unknown, constraint?: string): error is SqlError {
  return isSqlError(error, '23505') && (constraint === undefined || error.constraint === constraint);
}

/** A row it refers to does not exist (any more). */
export function isForeignKeyViolation(error: unknown, constraint?: string): error is SqlError {
  return isSqlError(error, '23503') && (constraint === undefined || error.constraint === constraint);
}
