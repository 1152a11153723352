import { isForeignKeyViolation, isUniqueViolation, SqlError } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { documentUpdates, versions } from '@draftroom/drizzle/schema/documents';
import { events } from '@draftroom/drizzle/schema/events';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../contract/ids.ts';
import { describeDatabases } from '../testing/contract-suites.ts';

const person = (id: string, email = `${id}@example.org`) => ({
  id,
  email,
  name: 'Ada',
  colour: 'teal' as const,
  createdAt: new Date('2026-03-01T10:00:00.123Z'),
});

await describeDatabases('database', (open) => {
  let database: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    database = await open();
  });

  describe('values', () => {
    test('times, nulls and defaults come back as they went in', async () => {
      const row = person(newId());
      await database.db.insert(users).values(row);
      const [found] = await database.db.select().from(users).where(eq(users.id, row.id));
      expect(found).toMatchObject({ ...row, emailVerifiedAt: null, siteRole: 'member' });
    });

    test('[DB-1] bytes are a plain Uint8Array, also empty and large ones', async () => {
      const documentId = newId();
      const large = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
      for (const [index, update] of [new Uint8Array(), Buffer.from([0, 1, 255]), large].entries()) {
        const at = new Date(0);
        await database.db
          .insert(documentUpdates)
          .values({ documentId, seq: index, at, clientIds: [1, 2 ** 32], origin: 'typing', update });
      }
      const rows = await database.db
        .select()
        .from(documentUpdates)
        .where(eq(documentUpdates.documentId, documentId))
        .orderBy(documentUpdates.seq);
      expect(rows.map((row) => row.update.constructor)).toEqual([Uint8Array, Uint8Array, Uint8Array]);
      expect(rows[0]?.update.length).toBe(0);
      expect([...(rows[1]?.update ?? [])]).toEqual([0, 1, 255]);
      expect(Buffer.from(rows[2]?.update ?? []).equals(large)).toBe(true);
      expect(rows[0]?.clientIds).toEqual([1, 2 ** 32]);
      const raw = await database.raw.query('select update from document_updates where document_id = $1 and seq = 1', [
        documentId,
      ]);
      expect(raw.rows[0]?.update).toEqual(new Uint8Array([0, 1, 255]));
    });

    test.each([['text'], ['"quoted"'], ['12'], [''], [12], [null], [{ a: [1, 'ä', null] }], [[1, 2]]])(
      'JSON %j keeps its type',
      async (payload) => {
        const stream = newId();
        await database.db
          .insert(events)
          .values({ stream, id: 1, at: new Date(), type: 't', payload: payload ?? sql`'null'` });
        const [row] = await database.db.select().from(events).where(eq(events.stream, stream));
        expect(row?.payload).toEqual(payload);
      },
    );

    test('text arrays keep commas, quotes, backslashes and emptiness', async () => {
      const authors = ['a,b', 'say "hi"', 'back\\slash', '', 'NULL', '{}', 'ünï'];
      const row = { kind: 'named' as const, seq: 1, stateId: 'x', size: 1, createdAt: new Date() };
      await database.raw.exec('alter table versions disable trigger all');
      for (const list of [authors, []]) {
        const id = newId();
        await database.db.insert(versions).values({ ...row, id, documentId: 'none', authors: list });
        const [found] = await database.db.select().from(versions).where(eq(versions.id, id));
        expect(found?.authors).toEqual(list);
      }
    });

    test('raw queries give dates, parsed JSON, numbers and booleans', async () => {
      const { rows } = await database.raw.query(
        `select $1::timestamptz as at, $2::jsonb as data, $3::int8 as big, 9007199254740993 as bigger, true as yes,
                $4::text as none, array['a', 'b'] as list`,
        [new Date(1000), { a: 1 }, 5, null],
      );
      expect(rows).toEqual([
        {
          at: new Date(1000),
          data: { a: 1 },
          big: 5,
          bigger: 9007199254740993n,
          yes: true,
          none: null,
          list: ['a', 'b'],
        },
      ]);
    });

    test('execute gives rows, statements without returning the number of rows', async () => {
      const id = newId();
      const inserted = await database.db.insert(users).values(person(id));
      const updated = await database.db.update(users).set({ name: 'B' }).where(eq(users.id, id));
      const selected = await database.db.execute<{ name: string }>(sql`select name from users where id = ${id}`);
      const none = await database.db.delete(users).where(eq(users.id, 'nobody'));
      expect([inserted.affectedRows, updated.affectedRows, selected.rows, none.affectedRows]).toEqual([
        1,
        1,
        [{ name: 'B' }],
        0,
      ]);
      expect(await database.db.$count(users, eq(users.id, id))).toBe(1);
    });
  });

  describe('errors', () => {
    test('[DB-1] [DB-2] a duplicate names its index and never the parameters', async () => {
      const first = person(newId(), 'same@example.org');
      await database.db.insert(users).values(first);
      const error = await database.db
        .insert(users)
        .values({ ...person(newId(), 'SAME@example.org'), passwordHash: 'very-secret' })
        .catch((reason: unknown) => reason);
      expect(isUniqueViolation(error, 'users_email_lower')).toBe(true);
      expect(isUniqueViolation(error, 'users_pkey')).toBe(false);
      expect(JSON.stringify([error, (error as Error).message, (error as Error).stack])).not.toContain('very-secret');
    });

    test('a missing reference is told apart', async () => {
      const error = await database.raw
        .query(
          "insert into rooms (id, name, visibility, code, created_by, created_at, changed_at) values ('r','r','public','ABC','ghost',now(),now())",
        )
        .catch((reason: unknown) => reason);
      expect(isForeignKeyViolation(error)).toBe(true);
    });

    test('a mistake in the text is an SqlError with its code', async () => {
      await expect(database.raw.query('select nonsense', [])).rejects.toMatchObject({
        name: 'SqlError',
        code: '42703',
      });
      await expect(database.raw.exec('select 1; selec 2')).rejects.toBeInstanceOf(SqlError);
    });
  });

  describe('transactions', () => {
    test('commit together or not at all', async () => {
      const [kept, lost] = [newId(), newId()];
      await database.db.transaction((tx) =>
        tx
          .insert(users)
          .values(person(kept))
          .then(() => undefined),
      );
      const failing = database.db.transaction(async (tx) => {
        await tx.insert(users).values(person(lost));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await database.db.$count(users, eq(users.id, kept))).toBe(1);
      expect(await database.db.$count(users, eq(users.id, lost))).toBe(0);
    });

    test('an error handled inside a nested one leaves the outer one usable', async () => {
      const [outer, after] = [newId(), newId()];
      await database.db.transaction(async (tx) => {
        await tx.insert(users).values(person(outer));
        const nested = tx.transaction(async (inner) => {
          await inner.insert(users).values(person(outer));
        });
        await expect(nested).rejects.toMatchObject({ code: '23505' });
        await tx.insert(users).values(person(after));
      });
      expect(await database.db.$count(users, eq(users.id, outer))).toBe(1);
      expect(await database.db.$count(users, eq(users.id, after))).toBe(1);
    });

    test('queries outside wait or run beside, and see only what is committed', async () => {
      const id = newId();
      const gate = Promise.withResolvers<void>();
      const inserted = Promise.withResolvers<void>();
      const transaction = database.db.transaction(async (tx) => {
        await tx.insert(users).values(person(id));
        inserted.resolve();
        await gate.promise;
        throw new Error('rolled back');
      });
      await inserted.promise;
      const outside = database.db.$count(users, eq(users.id, id));
      gate.resolve();
      await expect(transaction).rejects.toThrow('rolled back');
      expect(await outside).toBe(0);
    });

    test('[DB-3] a query past the handle of the transaction is refused instead of waiting for ever', async () => {
      const failing = database.db.transaction(async () => {
        await database.db.select().from(users);
      });
      await expect(failing).rejects.toThrow('must use the handle');
      const nested = database.db.transaction(() => database.db.transaction(async () => undefined));
      await expect(nested).rejects.toThrow('handle of the outer one');
      const raw = database.db.transaction(() => database.raw.query('select 1'));
      await expect(raw).rejects.toThrow('must use the handle');
    });

    test('code started inside may use the database once the transaction has ended', async () => {
      const gate = Promise.withResolvers<void>();
      let later: Promise<number> = Promise.resolve(-1);
      await database.db.transaction(async () => {
        later = gate.promise.then(() => database.db.$count(users, eq(users.id, 'nobody')));
      });
      gate.resolve();
      expect(await later).toBe(0);
    });

    test('many at once all count', async () => {
      const stream = newId();
      await database.raw.query('insert into event_streams (stream, last_id) values ($1, 0)', [stream]);
      await Promise.all(
        Array.from({ length: 20 }, () =>
          database.db.transaction(async (tx) => {
            await tx.execute(sql`update event_streams set last_id = last_id + 1 where stream = ${stream}`);
          }),
        ),
      );
      const { rows } = await database.raw.query('select last_id from event_streams where stream = $1', [stream]);
      expect(rows).toEqual([{ last_id: 20 }]);
    });
  });

  test('a script with a transaction of its own leaves nothing open, also when it fails', async () => {
    await database.raw.exec('begin; create table scratch (a int); insert into scratch values (1); commit');
    await expect(database.raw.exec('begin; insert into scratch values (2); selec 3; commit')).rejects.toThrow('syntax');
    const { rows } = await database.raw.exec('select 1 as one; select a from scratch');
    expect(rows).toEqual([{ a: 1 }]);
  });

  test('trigram search is there', async () => {
    const { rows } = await database.raw.query("select similarity('draftroom', 'draftrom') > 0.5 as close");
    expect(rows).toEqual([{ close: true }]);
  });

  test('answers until it is closed, then refuses', async () => {
    const own = await open();
    expect(await own.healthy()).toBe(true);
    await own.close();
    expect(await own.healthy()).toBe(false);
    await expect(own.db.select().from(users)).rejects.toThrow();
    await own.close();
  });
});
