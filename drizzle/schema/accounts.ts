import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { OauthProvider, PersonColour, SessionClient, SiteRole } from '../enums.ts';
import { id, instant } from './columns.ts';

export const users = pgTable(
  'users',
  {
    id: id('id').primaryKey(),
    email: text('email').notNull(),
    emailVerifiedAt: instant('email_verified_at'),
    name: text('name').notNull(),
    colour: text('colour').$type<PersonColour>().notNull(),
    avatarId: text('avatar_id'),
    siteRole: text('site_role').$type<SiteRole>().notNull().default('member'),
    /** argon2id in PHC form; null for people who only sign in with a provider. */
    passwordHash: text('password_hash'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('users_email_lower').on(sql`lower(${t.email})`), index('users_avatar').on(t.avatarId)],
);

export const oauthAccounts = pgTable(
  'oauth_accounts',
  {
    provider: text('provider').$type<OauthProvider>().notNull(),
    providerUserId: text('provider_user_id').notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerUserId] }), index('oauth_accounts_user').on(t.userId)],
);

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the token, hex. The token itself is never stored. */
    id: text('id').primaryKey(),
    /** What the account page names a session by; the hash never leaves the hub. */
    publicId: id('public_id').notNull().unique(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    client: text('client').$type<SessionClient>().notNull(),
    userAgent: text('user_agent').notNull().default(''),
    address: text('address').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId)],
);

/** Single-use secrets sent by mail or handed over by an extension sign-in; only hashes are stored. */
export const oneTimeTokens = pgTable(
  'one_time_tokens',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose').$type<'verify_email' | 'reset_password' | 'handover'>().notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** verify_email: the address; handover: the code challenge, redirect URI and client, as JSON. */
    payload: text('payload').notNull().default(''),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('one_time_tokens_user').on(t.userId, t.purpose)],
);

export const deviceCodes = pgTable('device_codes', {
  /** SHA-256 of the device code. */
  hash: text('hash').primaryKey(),
  userCode: text('user_code').notNull().unique(),
  client: text('client').$type<SessionClient>().notNull(),
  address: text('address').notNull().default(''),
  state: text('state').$type<'open' | 'approved' | 'declined' | 'used'>().notNull(),
  userId: id('user_id').references(() => users.id, { onDelete: 'cascade' }),
  expiresAt: instant('expires_at').notNull(),
  lastPolledAt: instant('last_polled_at'),
  /** Seconds between polls; grows each time the client polls faster. */
  interval: integer('interval').notNull().default(5),
});

/** Failed sign-ins, per account and address, and per account over all addresses (address = ''). */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    /** SHA-256 of the lower-case address of the account; accounts that do not exist count alike. */
    account: text('account').notNull(),
    address: text('address').notNull(),
    failures: integer('failures').notNull(),
    firstAt: instant('first_at').notNull(),
    lockedUntil: instant('locked_until'),
  },
  (t) => [primaryKey({ columns: [t.account, t.address] })],
);

/**
 * What was done to accounts and by moderators. Rows are only ever added, which a trigger of the database holds, and each
 * carries the hash of the one before, so that a changed, removed or reordered row is found.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id('id').primaryKey(),
    /** 1, 2, 3 … without a hole; null for entries from before the chain. */
    seq: bigint('seq', { mode: 'number' }).unique(),
    /** Hash of the entry before; empty for the first. */
    prevHash: text('prev_hash'),
    /** SHA-256 over the canonical JSON of everything else in the row, hex. */
    hash: text('hash'),
    at: instant('at').notNull(),
    actorId: id('actor_id'),
    action: text('action').notNull(),
    /** What it was done to, e.g. `room:…`. */
    subject: text('subject').notNull(),
    details: text('details').notNull().default('{}'),
    fromSystem: boolean('from_system').notNull().default(false),
  },
  (t) => [index('audit_log_subject').on(t.subject, t.at)],
);
