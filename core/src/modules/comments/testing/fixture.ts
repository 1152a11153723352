/** Threads over a real database, the real rooms module and their real procedures; only time is held. */
import type { DatabaseHandle } from '@draftroom/drizzle/client';
import type { DocumentKind } from '@draftroom/drizzle/enums';
import { documents } from '@draftroom/drizzle/schema/documents';
import { eq } from 'drizzle-orm';
import type { RequestContext } from '../../../context.ts';
import type { TextAnchor } from '../../../contract/anchor.ts';
import { newId } from '../../../contract/ids.ts';
import type { Limits } from '../../../contract/limits.ts';
import { type Actor, anonymous, type SignedInActor } from '../../../platform/actor.ts';
import { createPlainDesigns, createPlainSafety } from '../../../testing/plain-community.ts';
import { createCallerFactory, router } from '../../../trpc.ts';
import { noSuspensions } from '../../moderation/testing/no-suspensions.ts';
import { createNotices } from '../../notifications/service.ts';
import { noAversions } from '../../notifications/testing/aversions.ts';
import { roomsRouter } from '../../rooms/router.ts';
import { createFixture } from '../../rooms/testing/fixture.ts';
import { commentsRouter } from '../router.ts';
import { createCommentsService } from '../service.ts';

const createCaller = createCallerFactory(router({ rooms: roomsRouter, comments: commentsRouter }));

export type CommentsFixture = Awaited<ReturnType<typeof createCommentsFixture>>;

/** An anchor that can be stored; where it points is nothing that the hub looks at. */
export function textAnchor(documentId: string, more: Partial<TextAnchor> = {}): TextAnchor {
  return {
    documentId,
    surface: 'text',
    state: 'attached',
    start: 'AQdjb250ZW50AA==',
    end: 'AQdjb250ZW50AA==',
    quote: 'let x = 1;',
    fallback: { line: 0, column: 0 },
    ...more,
  };
}

export async function createCommentsFixture(database: DatabaseHandle, overrides: Partial<Limits> = {}) {
  const { db } = database;
  const hub = await createFixture(database, { messagesPerMinute: 1_000_000, ...overrides });
  const { events, clock, limits, rateLimiter, rooms } = hub;
  const notices = createNotices({ aversions: noAversions, clock });
  const comments = createCommentsService({
    db,
    events,
    clock,
    limits,
    rateLimiter,
    notices,
    rooms: rooms.port,
    designs: createPlainDesigns(db),
    safety: createPlainSafety(db),
  });

  const as = (actor: Actor) =>
    createCaller({
      actor,
      origin: { address: '192.0.2.1', userAgent: 'test', client: 'web', setSessionCookie: () => undefined },
      services: { rooms, comments, suspensions: noSuspensions } as RequestContext['services'],
      events,
      rateLimiter,
      limits,
    });

  let made = 0;
  async function document(roomId: string, kind: DocumentKind = 'text'): Promise<string> {
    const id = newId();
    const path = `file-${++made}`;
    const at = new Date(hub.time.now);
    await db.insert(documents).values({ id, roomId, kind, path, pathKey: path, createdAt: at, changedAt: at });
    return id;
  }

  return {
    time: hub.time,
    events,
    rooms,
    person: hub.person,
    as,
    nobody: as(anonymous),
    document,

    /** A room with one person in each role, and a text. */
    async room(visibility: 'private' | 'public' = 'private') {
      const room = await hub.room(visibility);
      return { ...room, documentId: await document(room.id) };
    },

    async setRemoved(documentId: string, removed: boolean): Promise<void> {
      const removedAt = removed ? new Date(hub.time.now) : null;
      await db.update(documents).set({ removedAt }).where(eq(documents.id, documentId));
    },

    /** As the purge does at its end. */
    async purge(documentId: string): Promise<void> {
      await db.delete(documents).where(eq(documents.id, documentId));
    },

    begin: (actor: SignedInActor, room: { id: string; documentId: string }, text = 'Why one?') =>
      as(actor).comments.threads.create({ roomId: room.id, anchor: textAnchor(room.documentId), text }),
  };
}
