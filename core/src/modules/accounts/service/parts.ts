/** What the use cases of accounts share: the ports they get, and the few steps that several of them take. */
import { type OauthProvider, type PersonColour, personColours, type SessionClient } from '@draftroom/drizzle/enums';
import { HubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { AssetStore, BlobStore, MailMessage, Queue, RateLimiter } from '../../../platform/ports.ts';
import { createMails, type Mails } from '../mails.ts';
import type { OauthClients } from '../oauth.ts';
import { type PasswordCheck, passwordWeakness } from '../passwords.ts';
import type { AccountsRepo, SessionChoice, UserRecord } from '../repo.ts';
import type { Account, Me } from '../schema.ts';
import { createSessionStore, type SessionOrigin, type SessionStore } from '../sessions.ts';
import { createTickets, type Tickets } from '../tickets.ts';

export interface AccountsSettings {
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** At least 32 secret bytes, the same in all processes of a hub. */
  readonly ticketKey: Uint8Array;
  /** False: mails land in the outbox folder. */
  readonly mailsWork: boolean;
  readonly demoAccounts: Me['hub']['demoAccounts'];
  /** Browser extensions that may sign people in, as their redirect addresses name them. */
  readonly browserExtensionIds: readonly string[];
}

export interface AccountsDeps {
  readonly repo: AccountsRepo;
  readonly clock: Clock;
  readonly queue: Pick<Queue, 'send'>;
  readonly rateLimiter: RateLimiter;
  readonly passwords: PasswordCheck;
  readonly assets: AssetStore;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly limits: Pick<Limits, 'avatar'>;
  readonly log: { error(details: object, message: string): void };
  readonly settings: AccountsSettings;
  /** From `createOauthClients`; empty when no provider is configured. */
  readonly oauth: OauthClients;
  /** Told after the sessions are gone, with their ids as `Actor.sessionId` has them. Every process must hear of it. */
  onSessionsRevoked(revoked: { userId: string; sessionIds: readonly string[] }): void;
  /** Name, colour or picture changed. */
  onPersonChanged(userId: string): void;
}

/** Where a call comes from; `Origin` of the request context has this and more. */
export interface CallOrigin {
  readonly address: string;
  readonly userAgent: string;
  readonly client: SessionClient;
}

export interface Parts extends AccountsDeps {
  readonly sessions: SessionStore;
  readonly tickets: Tickets;
  readonly mails: Mails;
  now(): Date;
  link(page: string, token: string): string;
  audit(entry: {
    action: string;
    userId: string | null;
    subject?: string;
    details?: Record<string, string>;
  }): Promise<void>;
  startSession(user: UserRecord, origin: SessionOrigin, how: string): Promise<string>;
  endSessions(userId: string, choice: SessionChoice): Promise<number>;
  mail(message: MailMessage): Promise<void>;
  /** Work that the answer must not wait for, because its time would tell something. */
  inBackground(work: () => Promise<void>): void;
  /** Resolves when no such work is under way. */
  idle(): Promise<void>;
}

export function createParts(deps: AccountsDeps): Parts {
  const sessions = createSessionStore(deps);
  const underWay = new Set<Promise<void>>();
  const now = () => new Date(deps.clock.now());
  const audit: Parts['audit'] = ({ action, userId, subject, details }) =>
    deps.repo.audit({
      id: newId(deps.clock.now()),
      at: now(),
      actorId: userId,
      action,
      subject: subject ?? `user:${userId}`,
      details,
    });
  return {
    ...deps,
    sessions,
    tickets: createTickets({ key: deps.settings.ticketKey, clock: deps.clock }),
    mails: createMails(deps.settings.publicUrl),
    now,
    audit,
    link: (page, token) => `${deps.settings.publicUrl}${page}?token=${encodeURIComponent(token)}`,
    startSession: async (user, { client, userAgent, address }, how) => {
      const { token, session } = await sessions.create(user.id, { client, userAgent, address });
      await audit({
        action: 'session.started',
        userId: user.id,
        details: { how, client, address, session: session.publicId },
      });
      return token;
    },
    endSessions: async (userId, choice) => {
      // Sessions that somebody has begun to hand to a program are among those that end: an approved device or a code
      // on its way would outlive the sign-out.
      if (choice === 'all' || 'except' in choice) {
        await deps.repo.tokens.removeOf(userId, 'handover');
        await deps.repo.devices.removeOf(userId);
      }
      const sessionIds = await sessions.remove(userId, choice);
      if (sessionIds.length > 0) deps.onSessionsRevoked({ userId, sessionIds });
      return sessionIds.length;
    },
    mail: (message) => deps.queue.send('mail.send', message),
    inBackground: (work) => {
      const running = work()
        .catch((error: unknown) => deps.log.error({ err: error }, 'account work in the background failed'))
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

export function toAccount(user: UserRecord): Account {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    colour: user.colour,
    avatarId: user.avatarId,
    siteRole: user.siteRole,
    emailVerified: user.emailVerifiedAt !== null,
    hasPassword: user.passwordHash !== null,
    createdAt: user.createdAt.toISOString(),
  };
}

/** Twelve who sign up one after another have twelve hues, and neighbours differ well; `null`: nobody came before. */
function colourAfter(newest: PersonColour | null): PersonColour {
  const step = 5;
  const next = newest === null ? 0 : (personColours.indexOf(newest) + step) % personColours.length;
  return personColours[next] ?? personColours[0];
}

/** A person as they are on their first day. */
export function newUser(
  facts: Pick<UserRecord, 'email' | 'name' | 'emailVerifiedAt' | 'passwordHash'>,
  now: Date,
  newest: PersonColour | null,
): UserRecord {
  const colour = colourAfter(newest);
  return { id: newId(now.getTime()), ...facts, colour, avatarId: null, siteRole: 'member', createdAt: now };
}

/** `field`: where the person typed it. */
export function assertStrongPassword(password: string, email: string, field: string): void {
  const weakness = passwordWeakness(password, email);
  if (weakness !== null) throw new HubError('invalid_input', { [field]: weakness });
}

export function providerName(provider: OauthProvider): string {
  return { github: 'GitHub', google: 'Google' }[provider];
}
