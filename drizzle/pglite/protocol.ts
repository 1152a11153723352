/** What crosses between the hub's thread and the database's. Only plain values: functions cannot cross. */
import type { RowMode, SqlErrorFacts, SqlResult } from '../sql-client.ts';

export interface ThreadOptions {
  /** Where the database files are; null keeps them in memory. */
  readonly dataDir: string | null;
  /** A migrated database to start from when there is none yet. */
  readonly dumpFile: string | null;
}

export type Request =
  | { readonly type: 'query'; readonly text: string; readonly params: readonly unknown[]; readonly mode: RowMode }
  | { readonly type: 'exec'; readonly text: string }
  | { readonly type: 'begin' }
  | { readonly type: 'end'; readonly commit: boolean }
  /** The whole database as a gzipped tar. */
  | { readonly type: 'dump' }
  /** A copy of the files at one point in time; no query runs meanwhile. */
  | { readonly type: 'copy'; readonly to: string }
  | { readonly type: 'close' };

export interface Call {
  readonly id: number;
  /** The transaction that the request belongs to; null for none. */
  readonly transaction: number | null;
  readonly request: Request;
}

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ThreadError };

export interface Reply {
  /** 0: the database is open, or could not be opened. */
  readonly id: number;
  readonly outcome: Outcome;
}

export interface ThreadError {
  readonly message: string;
  /** Set when the database itself refused. */
  readonly sql: SqlErrorFacts | null;
}

export interface ReplyValues {
  query: SqlResult;
  exec: SqlResult[];
  begin: null;
  end: null;
  dump: Uint8Array;
  copy: null;
  close: null;
}
