/**
 * Sessions. Lucia is used here and nowhere else, behind `SessionStore`; its adapter hands the SHA-256 of a token to the
 * database, so a stolen row cannot be used to sign in.
 */
import type { SessionClient } from '@draftroom/drizzle/enums';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { newId } from '../../contract/ids.ts';
import type { Clock } from '../../platform/clock.ts';
import type { AccountsRepo, SessionChoice, SessionRecord, UserRecord } from './repo.ts';
import { hashSecret } from './secrets.ts';

export interface SessionOrigin {
  readonly client: SessionClient;
  readonly userAgent: string;
  readonly address: string;
}

export interface ResolvedSession {
  readonly session: SessionRecord;
  readonly user: UserRecord;
}

export interface SessionStore {
  /** The token is in nobody's hands but the caller's. */
  create(userId: string, origin: SessionOrigin): Promise<{ token: string; session: SessionRecord }>;
  /** Null for anything that is no live session's token. Use keeps a session alive. */
  resolve(token: string): Promise<ResolvedSession | null>;
  resolvePublic(publicId: string): Promise<ResolvedSession | null>;
  list(userId: string): Promise<SessionRecord[]>;
  /** Returns the ids of the sessions that were ended. */
  remove(userId: string, choice: SessionChoice): Promise<string[]>;
}

const lifetime = new TimeSpan(30, 'd');
/** How exact `lastUsedAt` is: a write per call would cost more than it tells. */
const touchInterval = 5 * 60_000;
const userAgentLength = 300;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ readonly row: SessionRecord }, { readonly row: UserRecord }>;
    DatabaseSessionAttributes: { readonly row: SessionRecord };
    DatabaseUserAttributes: { readonly row: UserRecord };
  }
}

export function createSessionStore({ repo, clock }: { repo: AccountsRepo; clock: Clock }): SessionStore {
  const lucia = new Lucia(createAdapter(repo, clock), {
    sessionExpiresIn: lifetime,
    getSessionAttributes: ({ row }) => ({ row }),
    getUserAttributes: ({ row }) => ({ row }),
  });

  const touched = async (found: ResolvedSession): Promise<ResolvedSession> => {
    const now = clock.now();
    if (now - found.session.lastUsedAt.getTime() < touchInterval) return found;
    const lastUsedAt = new Date(now);
    await repo.sessions.touch(found.session.id, lastUsedAt);
    return { ...found, session: { ...found.session, lastUsedAt } };
  };

  return {
    create: async (userId, origin) => {
      const now = new Date(clock.now());
      const row = {
        publicId: newId(clock.now()),
        userId,
        client: origin.client,
        userAgent: origin.userAgent.slice(0, userAgentLength),
        address: origin.address,
        createdAt: now,
        lastUsedAt: now,
      };
      // Id and end are lucia's to give; the adapter fills them in.
      const created = await lucia.createSession(userId, { row: { ...row, id: '', expiresAt: now } });
      const session = { ...row, id: hashSecret(created.id), expiresAt: toHub(created.expiresAt, clock) };
      return { token: created.id, session };
    },
    resolve: async (token) => {
      const { session, user } = await lucia.validateSession(token);
      if (session === null) return null;
      return await touched({ session: session.row, user: user.row });
    },
    resolvePublic: async (publicId) => {
      const found = await repo.sessions.findPublic(publicId);
      if (found === null || found.session.expiresAt.getTime() <= clock.now()) return null;
      return await touched(found);
    },
    list: (userId) => repo.sessions.list(userId, new Date(clock.now())),
    remove: (userId, choice) => repo.sessions.removeOf(userId, choice),
  };
}

// Lucia reads the system's clock; what is stored is in the hub's time.
function toHub(luciaTime: Date, clock: Clock): Date {
  return new Date(luciaTime.getTime() - Date.now() + clock.now());
}

function toLucia(hubTime: Date, clock: Clock): Date {
  return new Date(hubTime.getTime() - clock.now() + Date.now());
}

function createAdapter(repo: AccountsRepo, clock: Clock): Adapter {
  const toSession = (row: SessionRecord, id: string): DatabaseSession => ({
    id,
    userId: row.userId,
    expiresAt: toLucia(row.expiresAt, clock),
    attributes: { row },
  });
  return {
    getSessionAndUser: async (token): Promise<[DatabaseSession | null, DatabaseUser | null]> => {
      const found = await repo.sessions.find(hashSecret(token));
      if (found === null) return [null, null];
      return [toSession(found.session, token), { id: found.user.id, attributes: { row: found.user } }];
    },
    // Tokens cannot be had back from their hashes: lists name the hashes.
    getUserSessions: async (userId) => {
      const rows = await repo.sessions.list(userId, new Date(clock.now()));
      return rows.map((row) => toSession(row, row.id));
    },
    setSession: async ({ id, userId, expiresAt, attributes }) => {
      await repo.sessions.insert({
        ...attributes.row,
        id: hashSecret(id),
        userId,
        expiresAt: toHub(expiresAt, clock),
      });
    },
    updateSessionExpiration: (token, expiresAt) => repo.sessions.extend(hashSecret(token), toHub(expiresAt, clock)),
    deleteSession: (token) => repo.sessions.remove(hashSecret(token)),
    deleteUserSessions: async (userId) => {
      await repo.sessions.removeOf(userId, 'all');
    },
    deleteExpiredSessions: () => repo.sessions.removeExpired(new Date(clock.now())),
  };
}
