import { type Database, isSqlError, isUniqueViolation } from '@draftroom/drizzle/client';
import { documentSnapshots, documentUpdates } from '@draftroom/drizzle/schema/documents';
import { and, asc, eq, gt, gte, lte, or, type SQL, sql } from 'drizzle-orm';
import { CorruptLogError, type LoadedDocument, type LogRecord, type UpdateLog, WriterMovedError } from '../ports.ts';
import { GroupCommit } from './group-commit.ts';

export interface PostgresLogOptions {
  readonly db: Database;
  /** Commits begin at least so many milliseconds apart; the first after a while begins at once. */
  readonly windowMs?: number;
  readonly backoffMs?: readonly [first: number, last: number];
  /** Told of commits that fail; for the hub's own log. */
  onProblem?(message: string, error?: unknown): void;
}

const mostBatchBytes = 8 * 1024 * 1024;
/** A statement has room for 65,535 parameters, eight a row. */
const rowsPerStatement = 1_000;
const historyPage = 500;

/** The log in PostgreSQL, shared by any number of hubs; the primary key holds a document to one writer. */
export function createPostgresLog(options: PostgresLogOptions): UpdateLog {
  return new PostgresLog(options);
}

class PostgresLog implements UpdateLog {
  private readonly db: Database;
  private readonly commits: GroupCommit<LogRecord>;
  /**
   * Documents that another writer has taken over. Records of theirs that wait already could fit behind what the other
   * one wrote; they are refused until the document is loaded anew.
   */
  private readonly moved = new Set<string>();
  /** The last record of each document that is under way. */
  private readonly underWay = new Map<string, Promise<void>>();
  /** The last attempt ended without an answer: it may have committed. */
  private isUncertain = false;

  constructor({ db, windowMs, backoffMs, onProblem }: PostgresLogOptions) {
    this.db = db;
    this.commits = new GroupCommit<LogRecord>({
      commit: (records) => this.commit(records),
      sizeOf: ({ update }) => update.length,
      mostBytes: mostBatchBytes,
      mostItems: 4_000,
      windowMs: windowMs ?? 0,
      backoffMs: backoffMs ?? [50, 5_000],
      onFailure: (error, attempt) => onProblem?.(`the update log cannot be written (attempt ${attempt})`, error),
    });
  }

  append(record: LogRecord): Promise<void> {
    const { documentId } = record;
    const appended = this.commits.add(record);
    this.underWay.set(documentId, appended);
    const done = () => {
      if (this.underWay.get(documentId) === appended) this.underWay.delete(documentId);
    };
    appended.then(done, done);
    return appended;
  }

  healthy(): boolean {
    return this.commits.healthy;
  }

  pendingBytes(): number {
    return this.commits.pendingBytes;
  }

  async load(documentId: string): Promise<LoadedDocument> {
    // What waits of an overtaken writer is refused before the document is taken up again.
    while (this.moved.has(documentId) && this.underWay.has(documentId)) {
      await this.underWay.get(documentId)?.catch(() => undefined);
    }
    const { head, rows } = await this.db.transaction(
      async (tx) => {
        const [found] = await tx.select().from(documentSnapshots).where(eq(documentSnapshots.documentId, documentId));
        const isTail = and(eq(documentUpdates.documentId, documentId), gt(documentUpdates.seq, found?.seq ?? 0));
        const tail = await tx.select().from(documentUpdates).where(isTail).orderBy(asc(documentUpdates.seq));
        return { head: found, rows: tail };
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
    const snapshotSeq = head?.seq ?? 0;
    for (const [i, { seq }] of rows.entries()) {
      if (seq === snapshotSeq + 1 + i) continue;
      throw new CorruptLogError(
        `document_updates: document ${documentId} lacks records ${snapshotSeq + 1 + i} to ${seq - 1}`,
      );
    }
    this.moved.delete(documentId);
    return { snapshot: head?.state ?? null, snapshotSeq, tail: rows.map(toRecord) };
  }

  async putSnapshot(documentId: string, seq: number, state: Uint8Array, keepHistory: boolean): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [existing] = await tx
        .select({ seq: documentSnapshots.seq })
        .from(documentSnapshots)
        .where(eq(documentSnapshots.documentId, documentId))
        .for('update');
      if (existing !== undefined && existing.seq >= seq) return;
      const isRecord = and(eq(documentUpdates.documentId, documentId), eq(documentUpdates.seq, seq));
      const [record] = await tx.select({ seq: documentUpdates.seq }).from(documentUpdates).where(isRecord);
      if (record === undefined) throw new Error(`a snapshot at ${seq} is ahead of the log of document ${documentId}`);
      const stored = { seq, at: new Date(), state };
      await tx
        .insert(documentSnapshots)
        .values({ documentId, ...stored })
        .onConflictDoUpdate({
          target: documentSnapshots.documentId,
          set: stored,
          setWhere: sql`${documentSnapshots.seq} < excluded.seq`,
        });
      if (keepHistory) return;
      const isOurs = eq(documentUpdates.documentId, documentId);
      await tx.delete(documentUpdates).where(and(isOurs, lte(documentUpdates.seq, existing?.seq ?? 0)));
      // Their numbers stay taken until the next snapshot: a writer that was overtaken meets them.
      const isEmptied = and(isOurs, lte(documentUpdates.seq, seq));
      await tx.update(documentUpdates).set({ update: new Uint8Array(), clientIds: [], userId: null }).where(isEmptied);
    });
  }

  async *history(documentId: string, fromSeq: number): AsyncGenerator<LogRecord> {
    for (let from = fromSeq; ; ) {
      const isPage = and(eq(documentUpdates.documentId, documentId), gte(documentUpdates.seq, from));
      const page = this.db.select().from(documentUpdates).where(isPage);
      const rows = await page.orderBy(asc(documentUpdates.seq)).limit(historyPage);
      for (const row of rows) {
        // Emptied, because its history is not kept: no update is empty.
        if (row.update.length > 0) yield toRecord(row);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < historyPage) return;
      from = last.seq + 1;
    }
  }

  async destroy(documentId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.delete(documentSnapshots).where(eq(documentSnapshots.documentId, documentId));
      await tx.delete(documentUpdates).where(eq(documentUpdates.documentId, documentId));
    });
  }

  /** The database is closed by whoever opened it. */
  close(): Promise<void> {
    return this.commits.close();
  }

  private async commit(records: readonly LogRecord[]): Promise<ReadonlyMap<LogRecord, Error>> {
    const refused = new Map<LogRecord, Error>();
    let open: readonly LogRecord[] = records;
    try {
      if (this.isUncertain) {
        const stored = await this.findStored(open);
        open = open.filter((record) => !stored.has(record));
      }
      await this.insertWhatFits(open, refused);
      this.isUncertain = false;
      return refused;
    } catch (error) {
      if (!isUnacceptable(error)) {
        this.isUncertain = true;
        throw error;
      }
      return this.commitOneByOne(open, refused);
    }
  }

  /** Leaves out what the database says belongs to another writer, until the rest is committed. */
  private async insertWhatFits(records: readonly LogRecord[], refused: Map<LogRecord, Error>): Promise<void> {
    for (let open = records; ; ) {
      const fits: LogRecord[] = [];
      for (const record of open) {
        if (this.moved.has(record.documentId)) refused.set(record, new WriterMovedError(record.documentId));
        else fits.push(record);
      }
      if (fits.length === 0) return;
      const { taken, isCommitted } = await this.insert(fits);
      for (const documentId of taken) this.moved.add(documentId);
      if (!isCommitted) {
        if (taken.length === 0) throw new Error('a number is taken twice, or was given free just now');
        open = fits;
        continue;
      }
      for (const record of fits) {
        if (taken.includes(record.documentId)) refused.set(record, new WriterMovedError(record.documentId));
      }
      return;
    }
  }

  /** Commits the records, or none of them when a number is taken; `taken`: documents that another process writes. */
  private async insert(records: readonly LogRecord[]): Promise<{ isCommitted: boolean; taken: readonly string[] }> {
    const lowest = new Map<string, number>();
    for (const { documentId, seq } of records) lowest.set(documentId, Math.min(seq, lowest.get(documentId) ?? seq));
    const values = records.map((record) => valuesOf(record, lowest.get(record.documentId) ?? record.seq));
    try {
      // One statement is one transaction and one round trip.
      const { rows } = await this.db.execute<{ document_id: string; seq: number }>(sql`
        with durable as materialized (select set_config('synchronous_commit', 'on', true))
        insert into document_updates (document_id, seq, at, user_id, client_ids, origin, update)
        select v.document_id, v.seq, v.at, v.user_id, v.client_ids, v.origin, v.update
        from (values ${sql.join(values, sql`, `)})
          as v (document_id, seq, at, user_id, client_ids, origin, update, lowest), durable
        where not exists (
          select from document_snapshots s where s.document_id = v.document_id and s.seq >= v.lowest
        )
        returning document_id, seq`);
      // The rest is committed: only documents that were compacted beyond what this process knows were left out.
      const inserted = new Set(rows.map(({ document_id }) => document_id));
      return { isCommitted: true, taken: [...lowest.keys()].filter((documentId) => !inserted.has(documentId)) };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const existing = await this.findRows(records);
      return { isCommitted: false, taken: [...new Set(existing.map(({ documentId }) => documentId))] };
    }
  }

  /** Which of the records an attempt without an answer has committed. */
  private async findStored(records: readonly LogRecord[]): Promise<ReadonlySet<LogRecord>> {
    const found = new Map((await this.findRows(records)).map((row) => [`${row.documentId} ${row.seq}`, row]));
    return new Set(
      records.filter((record) => {
        const row = found.get(`${record.documentId} ${record.seq}`);
        return row !== undefined && isSame(row, record);
      }),
    );
  }

  /** What is stored under the keys of these records, by whomever. */
  private async findRows(records: readonly LogRecord[]): Promise<LogRecord[]> {
    const rows: LogRecord[] = [];
    for (let from = 0; from < records.length; from += rowsPerStatement) {
      const some = records.slice(from, from + rowsPerStatement);
      const keys = some.map(({ documentId, seq }) =>
        and(eq(documentUpdates.documentId, documentId), eq(documentUpdates.seq, seq)),
      );
      rows.push(
        ...(
          await this.db
            .select()
            .from(documentUpdates)
            .where(or(...keys))
        ).map(toRecord),
      );
    }
    return rows;
  }

  /** One record that the database can never take must not hold up all others for ever. */
  private async commitOneByOne(
    records: readonly LogRecord[],
    refused: Map<LogRecord, Error>,
  ): Promise<ReadonlyMap<LogRecord, Error>> {
    for (const record of records) {
      if (refused.has(record)) continue;
      try {
        await this.insertWhatFits([record], refused);
      } catch (error) {
        this.isUncertain = true;
        if (!isUnacceptable(error)) throw error;
        refused.set(record, error as Error);
        this.moved.add(record.documentId);
      }
    }
    this.isUncertain = false;
    return refused;
  }
}

/** Wrong data and broken constraints stay so, however often they are sent. */
function isUnacceptable(error: unknown): boolean {
  return isSqlError(error) && /^2[23]/.test(error.code);
}

type Row = typeof documentUpdates.$inferSelect;

function valuesOf({ documentId, seq, at, userId, clientIds, origin, update }: LogRecord, lowest: number): SQL {
  const instant = sql.param(new Date(at), documentUpdates.at);
  const clients = sql.param([...clientIds], documentUpdates.clientIds);
  const bytes = sql.param(update, documentUpdates.update);
  return sql`(${documentId}::text, ${seq}::bigint, ${instant}::timestamptz, ${userId}::text, ${clients}::bigint[],
    ${origin}::text, ${bytes}::bytea, ${lowest}::bigint)`;
}

function toRecord({ at, ...rest }: Row): LogRecord {
  return { ...rest, at: at.getTime() };
}

function isSame(a: LogRecord, b: LogRecord): boolean {
  return a.at === b.at && a.userId === b.userId && a.origin === b.origin && Buffer.compare(a.update, b.update) === 0;
}
