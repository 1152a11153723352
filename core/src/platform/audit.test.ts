import type { Database } from '@draftroom/drizzle/client';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '../contract/ids.ts';
import { describeDatabases } from '../testing/contract-suites.ts';
import { appendAudit, verifyAudit } from './audit.ts';

await describeDatabases('audit log', (open) => {
  let db: Database;
  beforeEach(async () => {
    ({ db } = await open());
  });

  const write = (action: string) =>
    appendAudit(db, {
      id: newId(),
      at: new Date('2026-03-01T12:00:00.123Z'),
      actorId: null,
      action,
      subject: 'user:somebody',
      details: { word: 'ä"\\' },
    });
  /** As somebody would who owns the database and switches the trigger off. */
  const tamper = async (statement: ReturnType<typeof sql>) => {
    await db.execute(sql`alter table audit_log disable trigger user`);
    await db.execute(statement);
    await db.execute(sql`alter table audit_log enable trigger user`);
  };

  test('[MOD-10] entries written at once form one chain', async () => {
    expect(await verifyAudit(db)).toEqual({ whole: true, entries: 0, unchained: 0, head: '' });
    await Promise.all(Array.from({ length: 20 }, (_, at) => write(`action.${at}`)));
    expect(await verifyAudit(db)).toMatchObject({ whole: true, entries: 20, unchained: 0 });
  });

  test('[MOD-10] the database refuses to change or remove any', async () => {
    await write('one');
    for (const statement of [
      sql`update audit_log set action = 'other'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ]) {
      await expect(db.execute(statement)).rejects.toThrow();
    }
    expect(await verifyAudit(db)).toMatchObject({ whole: true, entries: 1 });
  });

  test('[MOD-10] a change by other means is found where it is', async () => {
    for (const action of ['one', 'two', 'three', 'four']) await write(action);
    await tamper(sql`update audit_log set details = '{}' where seq = 2`);
    expect(await verifyAudit(db)).toEqual({ whole: false, seq: 2, why: 'changed' });
    await tamper(sql`delete from audit_log where seq = 2`);
    expect(await verifyAudit(db)).toEqual({ whole: false, seq: 2, why: 'missing' });
  });

  test('[MOD-10] work that is undone leaves no hole', async () => {
    await write('one');
    const undone = db.transaction(async (tx) => {
      await appendAudit(tx, { id: newId(), at: new Date(0), actorId: null, action: 'never', subject: 'x' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await write('two');
    expect(await verifyAudit(db)).toMatchObject({ whole: true, entries: 2 });
  });
});
