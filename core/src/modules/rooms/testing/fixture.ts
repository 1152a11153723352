/** The rooms module with a real database and its real procedures; only time is held. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { RoomRole, RoomVisibility } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import type { RequestContext } from '../../../context.ts';
import { isHubError } from '../../../contract/errors.ts';
import { newId } from '../../../contract/ids.ts';
import { defaultLimits, type Limits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import { createMemoryBus } from '../../../platform/bus.ts';
import { createEventStore } from '../../../platform/events.ts';
import type { MailMessage } from '../../../platform/ports.ts';
import { createRateLimiter } from '../../../platform/rate-limits.ts';
import { createCallerFactory, router, toErrorBody } from '../../../trpc.ts';
import { createPasswordCheck, hashPassword } from '../../accounts/passwords.ts';
import { eventsRouter } from '../../events/router.ts';
import { noSuspensions } from '../../moderation/testing/no-suspensions.ts';
import { createNotices } from '../../notifications/service.ts';
import { noAversions } from '../../notifications/testing/aversions.ts';
import { roomsRouter } from '../router.ts';
import { type AccessChange, createRoomsService } from '../service.ts';

const appRouter = router({ rooms: roomsRouter, events: eventsRouter });
const createCaller = createCallerFactory(appRouter);

export type Fixture = Awaited<ReturnType<typeof createFixture>>;

export async function createFixture(database: DatabaseHandle, overrides: Partial<Limits> = {}) {
  const limits: Limits = {
    ...defaultLimits,
    requestsPerMinute: 1_000_000,
    joinAttemptsPerHour: 1_000_000,
    ...overrides,
  };
  const time = { now: Date.parse('2026-03-01T12:00:00Z') };
  const clock = { now: () => time.now };
  const bus = createMemoryBus(pino({ level: 'silent' }));
  const events = createEventStore({ db: database.db, bus, clock });
  const rateLimiter = createRateLimiter(limits);
  const told = {
    access: [] as AccessChange[],
    removed: [] as string[],
    created: [] as string[],
    mails: [] as MailMessage[],
  };
  const rooms = createRoomsService({
    db: database.db,
    events,
    clock,
    limits,
    rateLimiter,
    queue: { send: async (_name, payload) => void told.mails.push(payload as MailMessage) },
    publicUrl: 'https://hub.example',
    passwords: { hash: hashPassword, verify: createPasswordCheck().verify },
    isSuspended: async () => false,
    notices: createNotices({ aversions: noAversions, clock }),
    issueToken: async (actor) => `token of ${actor.userId}`,
    here: () => 0,
    onAccessChanged: (change) => void told.access.push(change),
    onRoomRemoved: (roomId) => void told.removed.push(roomId),
    onRoomCreated: async ({ roomId, template }) => void told.created.push(`${roomId} ${template}`),
  });

  const context = (actor: Actor, address: string): RequestContext => ({
    actor,
    origin: { address, userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
    services: { rooms, suspensions: noSuspensions } as RequestContext['services'],
    events,
    rateLimiter,
    limits,
  });

  let people = 0;
  async function person(name = `Person ${++people}`): Promise<SignedInActor> {
    const userId = newId();
    const email = `${userId}@example.org`;
    const rest = { emailVerifiedAt: new Date(time.now), createdAt: new Date(time.now) };
    await database.db.insert(users).values({ id: userId, email, name, colour: 'teal', ...rest });
    const seen = { name, colour: 'teal', avatarId: null, siteRole: 'member', emailVerified: true } as const;
    return { kind: 'user', userId, sessionId: `session of ${userId}`, ...seen };
  }

  const as = (actor: Actor, address = '192.0.2.1') => createCaller(context(actor, address));

  return {
    rooms,
    limits,
    clock,
    rateLimiter,
    told,
    time,
    events,
    person,
    as,
    nobody: as(anonymous),
    emailOf: (actor: SignedInActor) => `${actor.userId}@example.org`,

    async setEmail(actor: SignedInActor, change: { email?: string; emailVerifiedAt?: Date | null }): Promise<void> {
      await database.db.update(users).set(change).where(eq(users.id, actor.userId));
    },

    /** A room with one person in each role. */
    async room(visibility: RoomVisibility = 'private', more: { password?: string; joinRole?: 'viewer' } = {}) {
      const owner = await person('Ola Owner');
      const { id, code } = await as(owner).rooms.create({ name: 'Workshop', visibility, password: more.password });
      if (more.joinRole) await as(owner).rooms.update({ roomId: id, joinRole: more.joinRole });
      const members = { owner } as Record<RoomRole, SignedInActor>;
      for (const role of ['editor', 'commenter', 'viewer'] as const) {
        members[role] = await person();
        await as(members[role]).rooms.join({ code, password: more.password });
        await as(owner).rooms.members.setRole({ roomId: id, userId: members[role].userId, role });
      }
      return { id, code, ...members, stranger: await person('Sam Stranger') };
    },
  };
}

/** The catalogue's code that a call is refused with, or `allowed`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'allowed';
  } catch (error) {
    const body = toErrorBody(error);
    if (body.code === 'internal' && !isHubError(error)) throw error;
    return body.code;
  }
}
