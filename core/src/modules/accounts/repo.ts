import type { Database } from '@draftroom/drizzle/client';
import type { OauthProvider, PersonColour, SessionClient, SiteRole } from '@draftroom/drizzle/enums';
import {
  deviceCodes,
  oauthAccounts,
  oneTimeTokens,
  sessions,
  signInFailures,
  users,
} from '@draftroom/drizzle/schema/accounts';
import { and, asc, desc, eq, gt, inArray, isNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import { type AuditEntry, appendAudit } from '../../platform/audit.ts';
import type { FailureCount } from './sign-in-lock.ts';

export interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  readonly name: string;
  readonly colour: PersonColour;
  readonly avatarId: string | null;
  readonly siteRole: SiteRole;
  readonly passwordHash: string | null;
  readonly createdAt: Date;
}
export type UserChange = Partial<Omit<UserRecord, 'id' | 'createdAt'>>;

export interface SessionRecord {
  /** SHA-256 of the token. */
  readonly id: string;
  readonly publicId: string;
  readonly userId: string;
  readonly client: SessionClient;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

export interface OneTimeToken {
  readonly hash: string;
  readonly purpose: 'verify_email' | 'reset_password' | 'handover';
  readonly userId: string;
  readonly payload: string;
  readonly expiresAt: Date;
}

export interface DeviceCode {
  readonly hash: string;
  readonly userCode: string;
  readonly client: SessionClient;
  readonly address: string;
  readonly state: 'open' | 'approved' | 'declined' | 'used';
  readonly userId: string | null;
  readonly expiresAt: Date;
  readonly lastPolledAt: Date | null;
  /** Seconds. */
  readonly interval: number;
}

/** Which of a person's sessions are meant. */
export type SessionChoice = { publicId: string } | { except: string } | 'all';

/** Failed attempts are kept per address; this one stands for all addresses together. */
const everyAddress = '';

export interface AccountsRepo extends ReturnType<typeof tablesOf> {
  /** Everything that `work` does through its repo happens, or nothing. */
  transaction<Result>(work: (repo: AccountsRepo) => Promise<Result>): Promise<Result>;
}

export function createAccountsRepo(db: Database): AccountsRepo {
  return { ...tablesOf(db), transaction: (work) => db.transaction((tx) => work(createAccountsRepo(tx))) };
}

function tablesOf(db: Database) {
  return {
    users: usersOf(db),
    sessions: sessionsOf(db),
    tokens: tokensOf(db),
    devices: devicesOf(db),
    failures: failuresOf(db),
    audit: (entry: AuditEntry): Promise<void> => appendAudit(db, entry),
    /** Forgets what is over; nothing that still counts. */
    removeExpired: async (now: Date): Promise<void> => {
      await db.delete(sessions).where(lte(sessions.expiresAt, now));
      await db.delete(oneTimeTokens).where(lte(oneTimeTokens.expiresAt, now));
      await db.delete(deviceCodes).where(lte(deviceCodes.expiresAt, now));
      const dayAgo = new Date(now.getTime() - 86_400_000);
      await db.delete(signInFailures).where(lte(signInFailures.firstAt, dayAgo));
    },
  };
}

function usersOf(db: Database) {
  return {
    /** Null when the address is taken, in whatever case. */
    create: async (user: UserRecord): Promise<UserRecord | null> => {
      const [row] = await db.insert(users).values(user).onConflictDoNothing().returning();
      return row ?? null;
    },
    find: async (id: string): Promise<UserRecord | null> => {
      const [row] = await db.select().from(users).where(eq(users.id, id));
      return row ?? null;
    },
    findByEmail: async (email: string): Promise<UserRecord | null> => {
      const [row] = await db.select().from(users).where(sql`lower(${users.email}) = lower(${email})`);
      return row ?? null;
    },
    /** The hue of whoever signed up last: ids sort by time. */
    newestColour: async (): Promise<PersonColour | null> => {
      const [row] = await db.select({ colour: users.colour }).from(users).orderBy(desc(users.id)).limit(1);
      return row?.colour ?? null;
    },
    change: async (id: string, change: UserChange): Promise<UserRecord | null> => {
      if (Object.keys(change).length === 0) return usersOf(db).find(id);
      const [row] = await db.update(users).set(change).where(eq(users.id, id)).returning();
      return row ?? null;
    },
    /** Whether anybody shows this picture; other assets are not public. */
    isAvatar: async (assetId: string): Promise<boolean> => {
      const rows = await db.select({ id: users.id }).from(users).where(eq(users.avatarId, assetId)).limit(1);
      return rows.length > 0;
    },
    findByProvider: async (provider: OauthProvider, providerUserId: string): Promise<UserRecord | null> => {
      const [row] = await db
        .select({ user: users })
        .from(oauthAccounts)
        .innerJoin(users, eq(users.id, oauthAccounts.userId))
        .where(and(eq(oauthAccounts.provider, provider), eq(oauthAccounts.providerUserId, providerUserId)));
      return row?.user ?? null;
    },
    /** False when somebody was linked in the meantime. */
    linkProvider: async (link: {
      provider: OauthProvider;
      providerUserId: string;
      userId: string;
      createdAt: Date;
    }): Promise<boolean> => {
      const rows = await db.insert(oauthAccounts).values(link).onConflictDoNothing().returning();
      return rows.length > 0;
    },
    unlinkProviders: async (userId: string): Promise<void> => {
      await db.delete(oauthAccounts).where(eq(oauthAccounts.userId, userId));
    },
    /** What names the person as its own goes with them; what names them as its author stays, under nobody. */
    remove: async (userId: string): Promise<void> => {
      await db.delete(users).where(eq(users.id, userId));
    },
  };
}

function sessionsOf(db: Database) {
  const findWith = async (where: SQL): Promise<{ session: SessionRecord; user: UserRecord } | null> => {
    const [row] = await db
      .select({ session: sessions, user: users })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(where);
    return row ?? null;
  };
  return {
    insert: async (session: SessionRecord): Promise<void> => {
      await db.insert(sessions).values(session);
    },
    find: (id: string) => findWith(eq(sessions.id, id)),
    findPublic: (publicId: string) => findWith(eq(sessions.publicId, publicId)),
    /** The one used last comes first. */
    list: (userId: string, now: Date): Promise<SessionRecord[]> =>
      db
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
        .orderBy(desc(sessions.lastUsedAt), asc(sessions.publicId)),
    extend: async (id: string, expiresAt: Date): Promise<void> => {
      await db.update(sessions).set({ expiresAt }).where(eq(sessions.id, id));
    },
    touch: async (id: string, at: Date): Promise<void> => {
      await db.update(sessions).set({ lastUsedAt: at }).where(eq(sessions.id, id));
    },
    remove: async (id: string): Promise<void> => {
      await db.delete(sessions).where(eq(sessions.id, id));
    },
    /** Returns the ids of the sessions that this call ended. */
    removeOf: async (userId: string, choice: SessionChoice): Promise<string[]> => {
      const which =
        choice === 'all'
          ? undefined
          : 'publicId' in choice
            ? eq(sessions.publicId, choice.publicId)
            : ne(sessions.id, choice.except);
      const rows = await db
        .delete(sessions)
        .where(and(eq(sessions.userId, userId), which))
        .returning({ id: sessions.id });
      return rows.map((row) => row.id);
    },
    removeExpired: async (now: Date): Promise<void> => {
      await db.delete(sessions).where(lte(sessions.expiresAt, now));
    },
  };
}

function tokensOf(db: Database) {
  const usable = (hash: string, purpose: OneTimeToken['purpose'], now: Date) =>
    and(
      eq(oneTimeTokens.hash, hash),
      eq(oneTimeTokens.purpose, purpose),
      isNull(oneTimeTokens.usedAt),
      gt(oneTimeTokens.expiresAt, now),
    );
  return {
    insert: async (token: OneTimeToken): Promise<void> => {
      await db.insert(oneTimeTokens).values(token);
    },
    peek: async (hash: string, purpose: OneTimeToken['purpose'], now: Date): Promise<OneTimeToken | null> => {
      const [row] = await db
        .select()
        .from(oneTimeTokens)
        .where(usable(hash, purpose, now));
      return row ?? null;
    },
    /** Of any number of callers at once, one gets the token. */
    consume: async (hash: string, purpose: OneTimeToken['purpose'], now: Date): Promise<OneTimeToken | null> => {
      const [row] = await db
        .update(oneTimeTokens)
        .set({ usedAt: now })
        .where(usable(hash, purpose, now))
        .returning();
      return row ?? null;
    },
    /** Ends every other link of this purpose. */
    removeOf: async (userId: string, purpose: OneTimeToken['purpose']): Promise<void> => {
      await db
        .delete(oneTimeTokens)
        .where(and(eq(oneTimeTokens.userId, userId), eq(oneTimeTokens.purpose, purpose), isNull(oneTimeTokens.usedAt)));
    },
  };
}

function devicesOf(db: Database) {
  return {
    /** False when the user code is in use. */
    insert: async (device: DeviceCode): Promise<boolean> => {
      const rows = await db.insert(deviceCodes).values(device).onConflictDoNothing().returning();
      return rows.length > 0;
    },
    find: async (hash: string): Promise<DeviceCode | null> => {
      const [row] = await db.select().from(deviceCodes).where(eq(deviceCodes.hash, hash));
      return row ?? null;
    },
    findByUserCode: async (userCode: string, now: Date): Promise<DeviceCode | null> => {
      const [row] = await db
        .select()
        .from(deviceCodes)
        .where(and(eq(deviceCodes.userCode, userCode), gt(deviceCodes.expiresAt, now)));
      return row ?? null;
    },
    /** False when it is over or somebody decided before. */
    decide: async (decision: { userCode: string; userId: string; approve: boolean; now: Date }): Promise<boolean> => {
      const { userCode, userId, approve, now } = decision;
      const rows = await db
        .update(deviceCodes)
        .set({ state: approve ? 'approved' : 'declined', userId })
        .where(and(eq(deviceCodes.userCode, userCode), eq(deviceCodes.state, 'open'), gt(deviceCodes.expiresAt, now)))
        .returning();
      return rows.length > 0;
    },
    notePoll: async (hash: string, at: Date, interval: number): Promise<void> => {
      await db.update(deviceCodes).set({ lastPolledAt: at, interval }).where(eq(deviceCodes.hash, hash));
    },
    /** What this person approved and no device has fetched yet. */
    removeOf: async (userId: string): Promise<void> => {
      await db.delete(deviceCodes).where(and(eq(deviceCodes.userId, userId), eq(deviceCodes.state, 'approved')));
    },
    /** Of any number of polls at once, one gets the approval. */
    take: async (hash: string, now: Date): Promise<DeviceCode | null> => {
      const [row] = await db
        .update(deviceCodes)
        .set({ state: 'used' })
        .where(and(eq(deviceCodes.hash, hash), eq(deviceCodes.state, 'approved'), gt(deviceCodes.expiresAt, now)))
        .returning();
      return row ?? null;
    },
  };
}

export interface FailurePair {
  readonly pair: FailureCount | null;
  readonly account: FailureCount | null;
}

function failuresOf(db: Database) {
  const rowOf = (account: string, address: string) =>
    and(eq(signInFailures.account, account), eq(signInFailures.address, address));
  return {
    /**
     * Reads both counters, asks `decide`, and writes what it returns; attempts on one account wait for each other.
     * A null counter is forgotten, an undefined one stays.
     */
    change: <Result>(
      key: { account: string; address: string },
      decide: (counts: FailurePair) => { result: Result } & Partial<FailurePair>,
    ): Promise<Result> =>
      db.transaction(async (tx) => {
        // The row of all addresses is the lock, so it has to be there even before the first failure.
        const empty = { failures: 0, firstAt: new Date(0), lockedUntil: null };
        await tx
          .insert(signInFailures)
          .values({ account: key.account, address: everyAddress, ...empty })
          .onConflictDoNothing();
        await tx.select().from(signInFailures).where(rowOf(key.account, everyAddress)).for('update');
        // A statement sees what was committed before it began: the counters are read only after the lock is held.
        const rows = await tx
          .select()
          .from(signInFailures)
          .where(
            and(eq(signInFailures.account, key.account), inArray(signInFailures.address, [key.address, everyAddress])),
          );
        const countAt = (address: string): FailureCount | null => {
          const row = rows.find((candidate) => candidate.address === address);
          if (row === undefined) return null;
          return {
            failures: row.failures,
            firstAt: row.firstAt.getTime(),
            lockedUntil: row.lockedUntil?.getTime() ?? null,
          };
        };
        const { result, pair, account } = decide({ pair: countAt(key.address), account: countAt(everyAddress) });
        await write(tx, { account: key.account, address: key.address }, pair);
        await write(tx, { account: key.account, address: everyAddress }, account);
        return result;
      }),
    removeOf: async (account: string): Promise<void> => {
      await db.delete(signInFailures).where(eq(signInFailures.account, account));
    },
  };
}

async function write(
  tx: Database,
  key: { account: string; address: string },
  count: FailureCount | null | undefined,
): Promise<void> {
  if (count === undefined) return;
  if (count === null) {
    const which = and(eq(signInFailures.account, key.account), eq(signInFailures.address, key.address));
    await tx.delete(signInFailures).where(which);
    return;
  }
  const values = {
    failures: count.failures,
    firstAt: new Date(count.firstAt),
    lockedUntil: count.lockedUntil === null ? null : new Date(count.lockedUntil),
  };
  await tx
    .insert(signInFailures)
    .values({ ...key, ...values })
    .onConflictDoUpdate({ target: [signInFailures.account, signInFailures.address], set: values });
}
