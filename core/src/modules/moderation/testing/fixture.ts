/** Moderation over a real database, with real rooms, people and notifications; only time is held. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { ContentStanding, SiteRole } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs } from '@draftroom/drizzle/schema/designs';
import { and, eq, isNull } from 'drizzle-orm';
import type { RequestContext } from '../../../context.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import type { Content } from '../../../platform/community-ports.ts';
import { createCallerFactory, router } from '../../../trpc.ts';
import { createNotices } from '../../notifications/service.ts';
import { createProfilesService } from '../../profiles/service.ts';
import { roomsRouter } from '../../rooms/router.ts';
import { createFixture } from '../../rooms/testing/fixture.ts';
import { createAversions } from '../aversions.ts';
import {
  appealsRouter,
  blocksRouter,
  moderationRouter,
  mutesRouter,
  reportsRouter,
  statementsRouter,
} from '../router.ts';
import { createSafety } from '../safety.ts';
import { createModerationService } from '../service.ts';
import { createSuspensions } from '../suspensions.ts';
import { createTrust } from '../trust-keeper.ts';

const createCaller = createCallerFactory(
  router({
    rooms: roomsRouter,
    reports: reportsRouter,
    moderation: moderationRouter,
    statements: statementsRouter,
    appeals: appealsRouter,
    blocks: blocksRouter,
    mutes: mutesRouter,
  }),
);

export type ModerationFixture = Awaited<ReturnType<typeof createModerationFixture>>;

export const reasons = 'It advertises a shop, which the rules of this hub do not allow.';

export async function createModerationFixture(database: DatabaseHandle, overrides: Partial<Limits> = {}) {
  const { db } = database;
  const hub = await createFixture(database, overrides);
  const { clock, events, limits, rateLimiter, rooms, time } = hub;
  const restricted: string[] = [];
  const aversions = createAversions(db);
  const notices = createNotices({ clock, aversions });
  const trust = createTrust({ db, clock });
  const publicUrl = 'https://hub.example';
  const safety = createSafety({ db, clock, rateLimiter, publicUrl, notices, trust, aversions });
  const moderation = createModerationService({
    db,
    events,
    clock,
    limits,
    rateLimiter,
    queue: { send: async () => undefined },
    notices,
    trust,
    safety,
    contents: {
      design: designContent(),
      comment: nothing,
      critique: nothing,
      collection: nothing,
      user: createProfilesService({ db, events, clock, safety }).content,
      message: rooms.messageContent,
    },
    pictureUrl: (assetId, aboutId) => `/pictures/${assetId}?for=${aboutId}`,
    onRestrictionChanged: (userId) => void restricted.push(userId),
  });

  const as = (actor: Actor) =>
    createCaller({
      actor,
      origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
      services: {
        rooms,
        moderation,
        suspensions: createSuspensions({ db, clock }),
      } as unknown as RequestContext['services'],
      events,
      rateLimiter,
      limits,
    });

  const day = 86_400_000;

  async function staff(siteRole: SiteRole, name: string): Promise<SignedInActor> {
    const person = await hub.person(name);
    await db.update(users).set({ siteRole }).where(eq(users.id, person.userId));
    return { ...person, siteRole };
  }

  return {
    db,
    time,
    rooms,
    events,
    as,
    nobody: as(anonymous),
    person: hub.person,
    room: hub.room,
    safety,
    forgetWords: moderation.forgetWords,
    /** Ids of people whose restrictions changed, in order. */
    restricted,
    moderator: (name = 'Mo') => staff('moderator', name),
    admin: (name = 'Ada') => staff('admin', name),

    /** Somebody who is past their first day. */
    async settled(name?: string): Promise<SignedInActor> {
      const person = await hub.person(name);
      await db
        .update(users)
        .set({ createdAt: new Date(time.now - 2 * day) })
        .where(eq(users.id, person.userId));
      return person;
    },

    async design(author: SignedInActor, more: { title?: string; visibility?: 'public' | 'private' } = {}) {
      const id = newId();
      const at = new Date(time.now);
      await db.insert(designs).values({
        id,
        authorId: author.userId,
        title: more.title ?? 'Chair',
        licence: 'MIT',
        visibility: more.visibility ?? 'public',
        rank: 0,
        createdAt: at,
        publishedAt: at,
        changedAt: at,
      });
      return id;
    },
    async rename(designId: string, title: string) {
      await db.update(designs).set({ title }).where(eq(designs.id, designId));
    },
    /** `null` when it is removed. */
    async standing(designId: string): Promise<ContentStanding | null> {
      const [row] = await db.select().from(designs).where(eq(designs.id, designId));
      return row === undefined || row.removedAt !== null ? null : row.standing;
    },

    /** Something new, as its module writes it: inspected in the transaction, standing as was said. */
    async publish(
      author: SignedInActor,
      words: string,
      id = newId(),
    ): Promise<{ id: string; standing: ContentStanding }> {
      const at = new Date(++time.now);
      const standing = await events.transaction(async (tx, emit) => {
        const content = { type: 'design' as const, id, words, snapshot: { title: words.slice(0, 40), text: words } };
        const stands = await safety.inspect({ tx, emit }, author, content);
        const row = {
          authorId: author.userId,
          title: words.slice(0, 40),
          licence: 'MIT',
          visibility: 'public' as const,
        };
        const changes = { standing: stands, changedAt: at };
        await tx
          .insert(designs)
          .values({ id, ...row, rank: 0, createdAt: at, publishedAt: at, ...changes })
          .onConflictDoUpdate({ target: designs.id, set: changes });
        return stands;
      });
      return { id, standing };
    },

    report: (reporter: SignedInActor, designId: string, reason: 'spam' | 'abuse' = 'spam') => {
      time.now += 1;
      return as(reporter).reports.create({ targetType: 'design', targetId: designId, reason, words: 'Look at this.' });
    },

    /** The open item about a design. */
    async itemOf(moderator: SignedInActor, designId: string): Promise<string> {
      const { items } = await as(moderator).moderation.queue({ limit: 100 });
      const item = items.find(({ target }) => target.id === designId);
      if (item === undefined) throw new Error(`nothing open is about ${designId}`);
      return item.id;
    },
  };
}

const nothing: Content = {
  look: async () => null,
  hold: async () => undefined,
  setStanding: async () => undefined,
  remove: async () => undefined,
};

function designContent(): Content {
  return {
    async look(tx, id, viewerId) {
      const [row] = await tx
        .select()
        .from(designs)
        .where(and(eq(designs.id, id), isNull(designs.removedAt)));
      if (row === undefined) return null;
      const shown =
        viewerId === null || viewerId === row.authorId || (row.visibility !== 'private' && row.standing === 'visible');
      if (!shown) return null;
      const { authorId: ownerId, title, description, standing } = row;
      return { ownerId, title, path: `/designs/${id}`, snapshot: { title, description }, standing };
    },
    async hold(tx, id) {
      await tx.select({ id: designs.id }).from(designs).where(eq(designs.id, id)).for('update');
    },
    async setStanding({ tx }, id, standing) {
      await tx.update(designs).set({ standing }).where(eq(designs.id, id));
    },
    async remove({ tx }, id) {
      await tx
        .update(designs)
        .set({ removedAt: new Date(0) })
        .where(eq(designs.id, id));
    },
  };
}
