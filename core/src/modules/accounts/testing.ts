/** Accounts on a database of their own, for tests: time stands still until it is moved, mails are caught. */
import type { Database } from '@draftroom/drizzle/client';
import { HubError } from '../../contract/errors.ts';
import { defaultLimits, type LimitName } from '../../contract/limits.ts';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import { createAssetStore } from '../../platform/assets.ts';
import { createMemoryBlobs } from '../../platform/blobs.ts';
import type { MailMessage, Queue, RateLimiter } from '../../platform/ports.ts';
import type { OauthClients } from './oauth.ts';
import { createPasswordCheck } from './passwords.ts';
import { createAccountsRepo } from './repo.ts';
import type { CallOrigin } from './service/parts.ts';
import { createAccountsService } from './service.ts';

export const testPublicUrl = 'http://127.0.0.1:4400';
export const goodPassword = 'quiet graphite pencil';
export const here: CallOrigin = { address: '192.0.2.1', userAgent: 'test browser', client: 'web' };

export function at(address: string): CallOrigin {
  return { ...here, address };
}

let people = 0;

export function newEmail(): string {
  people += 1;
  return `person${people}@example.org`;
}

export function createTestAccounts(db: Database, { oauth = new Map() }: { oauth?: OauthClients } = {}) {
  const time = { now: Date.parse('2026-03-01T09:00:00Z') };
  const mails: MailMessage[] = [];
  const revoked: { userId: string; sessionIds: readonly string[] }[] = [];
  const changed: string[] = [];
  const logged: object[] = [];
  const repo = createAccountsRepo(db);
  const clock = { now: () => time.now };
  const limiter = createTestLimiter();
  const blobs = createMemoryBlobs();
  const service = createAccountsService({
    passwords: createPasswordCheck(),
    repo,
    clock,
    queue: catchMails(mails),
    rateLimiter: limiter,
    assets: createAssetStore({ db, blobs, clock }),
    blobs,
    limits: defaultLimits,
    log: { error: (details) => logged.push(details) },
    settings: {
      publicUrl: testPublicUrl,
      ticketKey: new Uint8Array(32).fill(7),
      mailsWork: true,
      demoAccounts: [{ email: 'demo@example.org', name: 'Demo' }],
      browserExtensionIds: [],
    },
    oauth,
    onSessionsRevoked: (event) => revoked.push(event),
    onPersonChanged: (userId) => changed.push(userId),
  });

  const signUp = async (email = newEmail(), origin = here) => {
    const input = { email, name: 'Ada', password: goodPassword, via: 'bearer' as const };
    const { user, token } = await service.signUp(input, origin);
    return { email, token, user, actor: asSignedIn(await service.authenticate({ token, unsafe: true })) };
  };

  return {
    service,
    repo,
    clock,
    limiter,
    mails,
    revoked,
    changed,
    logged,
    signUp,
    /** Milliseconds. */
    advance: (time_: number) => {
      time.now += time_;
    },
    /** The token in the newest mail to this address. */
    mailedToken: async (to: string): Promise<string> => {
      await service.idle();
      const mail = mails.findLast((candidate) => candidate.to === to && candidate.text.includes('?token='));
      return decodeURIComponent(/\?token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? '');
    },
  };
}

export type TestAccounts = ReturnType<typeof createTestAccounts>;

export function asSignedIn(actor: Actor): SignedInActor {
  if (actor.kind !== 'user') throw new Error('expected somebody who is signed in');
  return actor;
}

/** The code of the catalogue error that a promise is refused with; anything else fails the test. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
  return 'not refused';
}

function catchMails(mails: MailMessage[]): Pick<Queue, 'send'> {
  return {
    send: async (_name, payload) => {
      mails.push(payload as MailMessage);
    },
  };
}

/** The budgets of the hub, without their windows: what is spent stays spent until `reset`. */
function createTestLimiter(): RateLimiter & { reset(): void } {
  const spent = new Map<string, number>();
  return {
    take: async (limit: LimitName, key, cost = 1) => {
      const name = `${limit} ${key}`;
      const total = (spent.get(name) ?? 0) + cost;
      if (total > defaultLimits[limit]) throw new HubError('too_fast', { seconds: 60 });
      spent.set(name, total);
    },
    reset: () => spent.clear(),
  };
}
