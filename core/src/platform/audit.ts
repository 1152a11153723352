/**
 * The one writer of the audit log. Each entry carries the hash of the one before, and a trigger refuses to change or
 * remove any: whoever alters the table by other means leaves a chain that does not fit.
 */
import { createHash } from 'node:crypto';
import type { Database } from '@draftroom/drizzle/client';
import { auditLog } from '@draftroom/drizzle/schema/accounts';
import { asc, count, desc, gt, isNotNull, isNull, sql } from 'drizzle-orm';

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly action: string;
  /** What it was done to, e.g. `user:…`. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly fromSystem?: boolean;
}

export type AuditReport =
  | { readonly whole: true; readonly entries: number; readonly unchained: number; readonly head: string }
  | { readonly whole: false; readonly seq: number; readonly why: 'missing' | 'changed' | 'unlinked' };

/** Any number that no other lock of this database uses. */
const chainLock = 4_400_072;
const page = 1_000;

/**
 * Entries wait for each other here to the end of their transactions, so it is the last thing that a transaction does
 * before it tells of its events: nothing that it could wait for comes after.
 */
export async function appendAudit(
  db: Database,
  { details = {}, fromSystem = false, ...entry }: AuditEntry,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${chainLock})`);
    const [last] = await tx
      .select({ seq: auditLog.seq, hash: auditLog.hash })
      .from(auditLog)
      .where(isNotNull(auditLog.seq))
      .orderBy(desc(auditLog.seq))
      .limit(1);
    const row = {
      ...entry,
      details: JSON.stringify(details),
      fromSystem,
      seq: (last?.seq ?? 0) + 1,
      prevHash: last?.hash ?? '',
    };
    await tx.insert(auditLog).values({ ...row, hash: hashOf(row) });
  });
}

/** Reads the whole chain, in pages; says the first entry that does not fit. */
export async function verifyAudit(db: Database): Promise<AuditReport> {
  let seq = 0;
  let head = '';
  for (;;) {
    const rows = await db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(page);
    for (const { hash, ...row } of rows) {
      const link = { ...row, seq: row.seq ?? 0, prevHash: row.prevHash ?? '' };
      if (link.seq !== seq + 1) return { whole: false, seq: seq + 1, why: 'missing' };
      if (hash !== hashOf(link)) return { whole: false, seq: link.seq, why: 'changed' };
      if (link.prevHash !== head) return { whole: false, seq: link.seq, why: 'unlinked' };
      seq = link.seq;
      head = hash;
    }
    if (rows.length < page) break;
  }
  const [before] = await db.select({ entries: count() }).from(auditLog).where(isNull(auditLog.seq));
  return { whole: true, entries: seq, unchained: before?.entries ?? 0, head };
}

interface Link {
  readonly id: string;
  readonly seq: number;
  readonly prevHash: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly details: string;
  readonly fromSystem: boolean;
}

/** Names in the order of the alphabet, no spaces, times as ISO: the same bytes wherever it is worked out. */
function hashOf({ id, seq, prevHash, at, actorId, action, subject, details, fromSystem }: Link): string {
  const canonical = { action, actorId, at: at.toISOString(), details, fromSystem, id, prevHash, seq, subject };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}
