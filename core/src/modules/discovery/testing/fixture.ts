/** Feed and search over a real database, with their real procedures and triggers; only time is held. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, follows, reactions } from '@draftroom/drizzle/schema/designs';
import { searchWords } from '@draftroom/drizzle/schema/discovery';
import { eq } from 'drizzle-orm';
import type { RequestContext } from '../../../context.ts';
import { newId } from '../../../contract/ids.ts';
import { defaultLimits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import { createCursors } from '../../../platform/cursors.ts';
import { createRateLimiter } from '../../../platform/rate-limits.ts';
import { signedIn } from '../../../testing/signed-in.ts';
import { createCallerFactory, router } from '../../../trpc.ts';
import { createAssetLinks } from '../../designs/asset-links.ts';
import { createDesignsRepo } from '../../designs/repo.ts';
import { cardsByIds } from '../../designs/service/view.ts';
import { noSuspensions } from '../../moderation/testing/no-suspensions.ts';
import { feedRouter, searchRouter } from '../router.ts';
import { createDiscoveryService } from '../service.ts';

const createCaller = createCallerFactory(router({ feed: feedRouter, search: searchRouter }));
const hour = 3_600_000;

export type DiscoveryFixture = Awaited<ReturnType<typeof createDiscoveryFixture>>;
export type NewDesign = Partial<typeof designs.$inferInsert> & { readonly hoursOld?: number };

export async function createDiscoveryFixture({ db }: DatabaseHandle) {
  const time = { now: Date.parse('2026-03-01T12:00:00Z') };
  const clock = { now: () => time.now };
  const averse = new Map<string | null, Set<string>>();
  const limits = { ...defaultLimits, requestsPerMinute: 1_000_000 };
  const rateLimiter = createRateLimiter(limits);
  const cards = {
    repo: createDesignsRepo(db),
    deps: { links: createAssetLinks({ key: new Uint8Array(32), clock }) },
  };
  const discovery = createDiscoveryService({
    db,
    clock,
    cursors: createCursors(new Uint8Array(32).fill(7)),
    designs: { cards: (viewerId, ids) => cardsByIds(cards, viewerId, ids) },
    safety: { averse: async (userId) => averse.get(userId) ?? new Set() },
  });

  const as = (actor: Actor) =>
    createCaller({
      actor,
      origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
      services: { discovery, suspensions: noSuspensions } as RequestContext['services'],
      rateLimiter,
      limits,
    } as unknown as RequestContext);

  return {
    db,
    time,
    averse,
    discovery,
    as,
    stranger: as(anonymous),

    async person(name = 'Ada'): Promise<SignedInActor> {
      const userId = newId();
      await db
        .insert(users)
        .values({ id: userId, email: `${userId}@example.org`, name, colour: 'teal', createdAt: new Date(time.now) });
      return signedIn({ id: userId, name });
    },

    /** Public unless it says otherwise; the rank is worked out as the designs module does. */
    async design({ hoursOld = 1, ...given }: NewDesign = {}): Promise<string> {
      const at = new Date(time.now - hoursOld * hour);
      const weight = given.weight ?? 0;
      const id = given.id ?? newId();
      await db.insert(designs).values({
        title: 'A design',
        licence: 'CC-BY-4.0',
        visibility: 'public',
        rank: Math.log10(Math.max(Math.abs(weight), 1)) + at.getTime() / 45_000_000,
        createdAt: at,
        changedAt: at,
        publishedAt: at,
        ...given,
        id,
      });
      return id;
    },

    async change(id: string, change: Partial<typeof designs.$inferInsert>): Promise<void> {
      await db.update(designs).set(change).where(eq(designs.id, id));
    },

    async words(): Promise<string[]> {
      return (await db.select({ word: searchWords.word }).from(searchWords)).map(({ word }) => word);
    },

    async clear(): Promise<void> {
      await db.delete(designs);
    },

    async rename(person: SignedInActor, name: string): Promise<void> {
      await db.update(users).set({ name }).where(eq(users.id, person.userId));
    },

    async like(person: SignedInActor, designId: string, hoursAgo = 1): Promise<void> {
      const createdAt = new Date(time.now - hoursAgo * hour);
      await db.insert(reactions).values({ userId: person.userId, designId, kind: 'like', weight: 1, createdAt });
    },

    async follow(person: SignedInActor, author: SignedInActor): Promise<void> {
      const createdAt = new Date(time.now);
      await db.insert(follows).values({ followerId: person.userId, authorId: author.userId, createdAt });
    },
  };
}
