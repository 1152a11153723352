/** Threads and critiques on designs over a real database, with their real procedures and notices; only time is held. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { DesignVisibility, ReleaseFileKind } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { designs, follows, releaseFiles, releases } from '@draftroom/drizzle/schema/designs';
import { assets } from '@draftroom/drizzle/schema/documents';
import { events as eventRows } from '@draftroom/drizzle/schema/events';
import { aversions } from '@draftroom/drizzle/schema/moderation';
import { notifications } from '@draftroom/drizzle/schema/notifications';
import { asc, eq } from 'drizzle-orm';
import type { RequestContext } from '../../../context.ts';
import type { DesignAnchor } from '../../../contract/design-anchor.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import { createPlainDesigns, createPlainSafety } from '../../../testing/plain-community.ts';
import { createCallerFactory, router } from '../../../trpc.ts';
import { critiquesRouter, rubricsRouter } from '../../critiques/router.ts';
import { createCritiquesService } from '../../critiques/service.ts';
import { noSuspensions } from '../../moderation/testing/no-suspensions.ts';
import { createNotices } from '../../notifications/service.ts';
import { createFixture } from '../../rooms/testing/fixture.ts';
import { commentsRouter } from '../router.ts';
import { createCommentsService } from '../service.ts';

const createCaller = createCallerFactory(
  router({ comments: commentsRouter, critiques: critiquesRouter, rubrics: rubricsRouter }),
);

export type DesignFixture = Awaited<ReturnType<typeof createDesignFixture>>;

/** What every design here holds: a file of each kind that can be pointed at, and one that cannot. */
const files: readonly { path: string; kind: ReleaseFileKind }[] = [
  { path: 'chair.glb', kind: 'model' },
  { path: 'plan.excalidraw', kind: 'drawing' },
  { path: 'poster.png', kind: 'image' },
  { path: 'src/app.ts', kind: 'code' },
  { path: 'all.zip', kind: 'archive' },
];

export const meshAnchor: DesignAnchor = {
  surface: 'model',
  path: 'chair.glb',
  state: 'attached',
  nodes: [{ index: 0, name: 'Leg' }],
  mesh: 0,
  primitive: 0,
  triangles: 12,
  triangle: 3,
  barycentric: [0.2, 0.3, 0.5],
  normal: [0, 1, 0],
  camera: { position: [1, 2, 3], target: [0, 0, 0] },
  fallback: { x: 0, y: 1, z: 2 },
};
export const pictureAnchor: DesignAnchor = { surface: 'picture', path: 'poster.png', state: 'attached', x: 0.5, y: 0 };

export async function createDesignFixture(database: DatabaseHandle, overrides: Partial<Limits> = {}) {
  const { db } = database;
  const hub = await createFixture(database, { messagesPerMinute: 1_000_000, ...overrides });
  const { events, clock, limits, rateLimiter, rooms } = hub;
  const safety = createPlainSafety(db);
  const plain = { designs: createPlainDesigns(db), safety, notices: createNotices({ aversions: safety, clock }) };
  const deps = { db, events, clock, limits, rateLimiter, rooms: rooms.port, ...plain };
  const comments = createCommentsService(deps);
  const critiques = createCritiquesService({ ...deps, pins: comments.pins });

  const as = (actor: Actor) =>
    createCaller({
      actor,
      origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
      services: { rooms, comments, critiques, suspensions: noSuspensions } as unknown as RequestContext['services'],
      events,
      rateLimiter,
      limits,
    });

  async function asset(): Promise<string> {
    const id = newId()
      .padEnd(64, '0')
      .replace(/[^0-9a-f]/g, 'a');
    await db.insert(assets).values({ id, mediaType: 'text/plain', size: 1, createdAt: new Date(hub.time.now) });
    return id;
  }

  async function release(designId: string, seq: number): Promise<string> {
    const id = newId();
    const createdAt = new Date(hub.time.now);
    await db.insert(releases).values({ id, designId, seq, licence: 'CC0-1.0', contentHash: id, facts: {}, createdAt });
    for (const file of files) {
      const rest = { assetId: await asset(), mediaType: 'text/plain', size: 1, facts: {} };
      await db.insert(releaseFiles).values({ releaseId: id, ...file, ...rest });
    }
    return id;
  }

  return {
    time: hub.time,
    events,
    comments,
    critiques,
    as,
    nobody: as(anonymous),
    person: hub.person,
    release,

    async moderator(): Promise<SignedInActor> {
      const person = await hub.person('Mo Moderator');
      await db.update(users).set({ siteRole: 'moderator' }).where(eq(users.id, person.userId));
      return { ...person, siteRole: 'moderator' };
    },

    /** With one release. */
    async design(visibility: DesignVisibility = 'public', more: { rubricId?: string } = {}) {
      const author = await hub.person('Ada Author');
      const id = newId();
      const at = new Date(hub.time.now);
      const rest = { licence: 'CC0-1.0', visibility, rank: 0, createdAt: at, changedAt: at, ...more };
      await db.insert(designs).values({ id, authorId: author.userId, title: 'A chair', ...rest });
      return { id, author, releaseId: await release(id, 1) };
    },

    async row(designId: string) {
      const [row] = await db.select().from(designs).where(eq(designs.id, designId));
      if (row === undefined) throw new Error('no such design');
      return row;
    },

    async block(user: SignedInActor, other: SignedInActor, kind: 'block' | 'mute' = 'block'): Promise<void> {
      const createdAt = new Date(hub.time.now);
      await db.insert(aversions).values({ userId: user.userId, otherId: other.userId, kind, createdAt });
    },

    async follow(follower: SignedInActor, author: SignedInActor): Promise<void> {
      const createdAt = new Date(hub.time.now);
      await db.insert(follows).values({ followerId: follower.userId, authorId: author.userId, createdAt });
    },

    /** What somebody was told, oldest first: kind and subject. */
    async told(person: SignedInActor) {
      const rows = await db
        .select()
        .from(notifications)
        .where(eq(notifications.userId, person.userId))
        .orderBy(asc(notifications.id));
      return rows.map(({ kind, subject }) => `${kind} ${subject}`);
    },

    /** What the stream of a design carries, oldest first. */
    async stream(designId: string) {
      const rows = await db
        .select()
        .from(eventRows)
        .where(eq(eventRows.stream, `design:${designId}`))
        .orderBy(asc(eventRows.id));
      return rows.map(({ type, payload }) => ({ type, payload }));
    },

    /** As moderation does it. */
    decide: (kind: 'comments' | 'critiques', id: string, standing: 'visible' | 'held' | 'hidden' | 'removed') =>
      events.transaction(async (tx, emit, rewrite) => {
        const { content } = kind === 'comments' ? comments : critiques;
        if (standing === 'removed') await content.remove({ tx, emit, rewrite }, id);
        else await content.setStanding({ tx, emit }, id, standing);
      }),
    look: (kind: 'comments' | 'critiques', id: string, viewerId: string | null) =>
      (kind === 'comments' ? comments : critiques).content.look(db, id, viewerId),
  };
}
