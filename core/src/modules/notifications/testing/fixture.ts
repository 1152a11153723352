/** Notifications over a real database, with what they are about and whom people avoid under the test's hand. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import type { RequestContext } from '../../../context.ts';
import { newId } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Notice, Subjects, SubjectType } from '../../../platform/community-ports.ts';
import type { MailMessage } from '../../../platform/ports.ts';
import { createCallerFactory, router } from '../../../trpc.ts';
import { eventsRouter } from '../../events/router.ts';
import { noSuspensions } from '../../moderation/testing/no-suspensions.ts';
import { createFixture } from '../../rooms/testing/fixture.ts';
import { notificationsRouter } from '../router.ts';
import { createNotices, createNotificationsService } from '../service.ts';

const createCaller = createCallerFactory(router({ notifications: notificationsRouter, events: eventsRouter }));
const subjectTypes = [
  'design',
  'collection',
  'critique',
  'thread',
  'room',
  'user',
  'action',
  'appeal',
  'report',
] as const;

export type NotificationsFixture = Awaited<ReturnType<typeof createNotificationsFixture>>;

export async function createNotificationsFixture({ db }: DatabaseHandle) {
  const rooms = await createFixture({ db } as DatabaseHandle);
  const { events, clock, limits, rateLimiter } = rooms;
  const hidden = new Set<string>();
  /** `<who> <whom>`: who does not want to hear of whom. */
  const averse = new Set<string>();
  const mails: MailMessage[] = [];
  const aversions = {
    averse: async (userId: string | null) =>
      new Set([...averse].filter((pair) => pair.startsWith(`${userId} `)).map((pair) => pair.split(' ')[1] ?? '')),
    averseTo: async (_tx: unknown, otherId: string, among: readonly string[]) =>
      new Set(among.filter((userId) => averse.has(`${userId} ${otherId}`))),
  };
  const seenOf = (type: string): Subjects => ({
    seen: async (_userId, ids) => new Set(ids.filter((id) => !hidden.has(`${type}:${id}`))),
  });
  const service = createNotificationsService({
    db,
    events,
    clock,
    aversions,
    subjects: Object.fromEntries(subjectTypes.map((type) => [type, seenOf(type)])) as Record<SubjectType, Subjects>,
    publicUrl: 'https://hub.example',
    linkKey: new Uint8Array(32).fill(7),
    queue: { send: async (_name, payload) => void mails.push(payload as MailMessage) },
  });
  const notices = createNotices({ aversions, clock });

  return {
    db,
    events,
    time: rooms.time,
    person: rooms.person,
    emailOf: rooms.emailOf,
    setEmail: rooms.setEmail,
    service,
    hidden,
    averse,
    mails,

    as: (actor: SignedInActor) =>
      createCaller({
        actor,
        origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
        services: { notifications: service, suspensions: noSuspensions } as RequestContext['services'],
        events,
        rateLimiter,
        limits,
      }),

    tell: (...told: readonly Notice[]) => events.transaction((tx, emit) => notices.tell({ tx, emit }, told)),
    /** As a module does whose own work fails after it told. */
    tellAndFail: (...told: readonly Notice[]) =>
      events.transaction(async (tx, emit) => {
        await notices.tell({ tx, emit }, told);
        throw new Error('undone');
      }),
    forget: (source: string) => events.transaction((tx) => notices.forget({ tx }, source)),

    removeAccount: async (actor: SignedInActor) => void (await db.delete(users).where(eq(users.id, actor.userId))),
  };
}

function personOf({ userId, name, colour, avatarId }: SignedInActor) {
  return { userId, name, colour, avatarId };
}

/** A like by `actor` of a design of `to`. */
export function liked(to: SignedInActor, actor: SignedInActor, designId = newId()): Notice {
  return about(to, actor, { kind: 'like', subject: `design:${designId}` });
}

export function about(
  to: SignedInActor,
  actor: SignedInActor | null,
  more: Pick<Notice, 'kind' | 'subject'> & { about?: Partial<Notice['about']> },
): Notice {
  return {
    userId: to.userId,
    actor: actor === null ? null : personOf(actor),
    kind: more.kind,
    subject: more.subject,
    about: { title: 'Lamp', path: '/designs/lamp', ...more.about },
  };
}
