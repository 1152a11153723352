import type { Database } from '@draftroom/drizzle/client';
import type { JoinRequestState } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { joinRequests } from '@draftroom/drizzle/schema/rooms';
import { and, asc, count, eq, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../schema.ts';
import { personColumns } from './member-repo.ts';

export interface RequestRecord {
  readonly id: string;
  readonly roomId: string;
  readonly userId: string;
  readonly message: string;
  readonly state: JoinRequestState;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
}

export function createRequestRepo(db: Database) {
  return {
    async insert(request: RequestRecord): Promise<void> {
      await db.insert(joinRequests).values(request);
    },

    async find(requestId: string): Promise<RequestRecord | undefined> {
      if (!idPattern.test(requestId)) return undefined;
      const [request] = await db.select().from(joinRequests).where(eq(joinRequests.id, requestId));
      return request;
    },

    /** The open one, else the one decided last. */
    async latest(roomId: string, userId: string): Promise<RequestRecord | undefined> {
      const [request] = await db
        .select()
        .from(joinRequests)
        .where(and(eq(joinRequests.roomId, roomId), eq(joinRequests.userId, userId)))
        .orderBy(sql`${joinRequests.decidedAt} desc nulls first`)
        .limit(1);
      return request;
    },

    async reword(requestId: string, message: string): Promise<void> {
      await db.update(joinRequests).set({ message }).where(eq(joinRequests.id, requestId));
    },

    async settle(
      requestId: string,
      outcome: { state: JoinRequestState; decidedBy: string | null; decidedAt: Date },
    ): Promise<void> {
      await db.update(joinRequests).set(outcome).where(eq(joinRequests.id, requestId));
    },

    /** Oldest first. */
    async listOpen(roomId: string, limit: number): Promise<{ request: RequestRecord; person: RoomPerson }[]> {
      return await db
        .select({ request: joinRequests, person: personColumns })
        .from(joinRequests)
        .innerJoin(users, eq(users.id, joinRequests.userId))
        .where(and(eq(joinRequests.roomId, roomId), eq(joinRequests.state, 'open' satisfies JoinRequestState)))
        .orderBy(asc(joinRequests.id))
        .limit(limit);
    },

    async countOpen(roomId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(joinRequests)
        .where(and(eq(joinRequests.roomId, roomId), eq(joinRequests.state, 'open' satisfies JoinRequestState)));
      return row?.count ?? 0;
    },
  };
}
