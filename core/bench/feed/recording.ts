/** A database that can tell which statements a piece of work made, to ask for their plans. */
import { createDatabase, type Database } from '../../../drizzle/session.ts';
import type { SqlClient, SqlRunner } from '../../../drizzle/sql-client.ts';

export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

export interface Recording {
  readonly db: Database;
  statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]>;
}

export function createRecording(client: SqlClient): Recording {
  let statements: Statement[] | null = null;
  const recorded = (runner: SqlRunner): SqlRunner => ({
    query(text, params, mode) {
      statements?.push({ text, params });
      return runner.query(text, params, mode);
    },
    exec: (text) => runner.exec(text),
  });
  const db = createDatabase({
    ...recorded(client),
    transaction: (work) => client.transaction((runner) => work(recorded(runner))),
  } as SqlClient);
  return {
    db,
    async statementsOf(work) {
      statements = [];
      try {
        await work();
        return statements;
      } finally {
        statements = null;
      }
    },
  };
}
