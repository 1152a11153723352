import type { Database } from '@draftroom/drizzle/client';
import type { JoinRequestState } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { joinRequests, roomInvites } from '@draftroom/drizzle/schema/rooms';
import { and, asc, count, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { idPattern } from '../../../contract/ids.ts';
import type { InviteFacts } from '../policy.ts';
import type { RoomPerson } from '../schema.ts';
import { personColumns, toPerson } from './member-repo.ts';

export interface InviteRecord extends InviteFacts {
  readonly id: string;
  readonly roomId: string;
  readonly tokenHash: string;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

export interface RequestRecord {
  readonly id: string;
  readonly roomId: string;
  readonly userId: string;
  readonly message: string;
  readonly state: JoinRequestState;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
}

/** The two ways in that wait for somebody: invites and requests. */
export function createEntryRepo(db: Database) {
  return {
    async insertInvite(invite: InviteRecord): Promise<void> {
      await db.insert(roomInvites).values(invite);
    },

    async findInvite(inviteId: string): Promise<InviteRecord | undefined> {
      if (!idPattern.test(inviteId)) return undefined;
      const [invite] = await db.select().from(roomInvites).where(eq(roomInvites.id, inviteId));
      return invite;
    },

    async findInviteByHash(tokenHash: string): Promise<InviteRecord | undefined> {
      const [invite] = await db.select().from(roomInvites).where(eq(roomInvites.tokenHash, tokenHash));
      return invite;
    },

    /** Held until the transaction ends: of people who accept at once, only as many come in as there are uses. */
    async lockInvite(inviteId: string): Promise<InviteRecord | undefined> {
      const [invite] = await db.select().from(roomInvites).where(eq(roomInvites.id, inviteId)).for('update');
      return invite;
    },

    async useInvite(inviteId: string): Promise<void> {
      await db
        .update(roomInvites)
        .set({ uses: sql`${roomInvites.uses} + 1` })
        .where(eq(roomInvites.id, inviteId));
    },

    async revokeInvite(inviteId: string, at: Date): Promise<void> {
      await db
        .update(roomInvites)
        .set({ revokedAt: at })
        .where(and(eq(roomInvites.id, inviteId), isNull(roomInvites.revokedAt)));
    },

    /** Newest first. */
    async listInvites(roomId: string, limit: number): Promise<{ invite: InviteRecord; createdBy: RoomPerson | null }[]> {
      const rows = await db
        .select({ invite: roomInvites, person: personColumns })
        .from(roomInvites)
        .leftJoin(users, eq(users.id, roomInvites.createdBy))
        .where(eq(roomInvites.roomId, roomId))
        .orderBy(desc(roomInvites.id))
        .limit(limit);
      return rows.map((row) => ({ invite: row.invite, createdBy: toPerson(row.person) }));
    },

    async countOpenInvites(roomId: string, now: Date): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(roomInvites)
        .where(
          and(
            eq(roomInvites.roomId, roomId),
            isNull(roomInvites.revokedAt),
            gt(roomInvites.expiresAt, now),
            lt(roomInvites.uses, roomInvites.maxUses),
          ),
        );
      return row?.count ?? 0;
    },

    async insertRequest(request: RequestRecord): Promise<void> {
      await db.insert(joinRequests).values(request);
    },

    async findRequest(requestId: string): Promise<RequestRecord | undefined> {
      if (!idPattern.test(requestId)) return undefined;
      const [request] = await db.select().from(joinRequests).where(eq(joinRequests.id, requestId));
      return request;
    },

    async latestRequest(roomId: string, userId: string): Promise<RequestRecord | undefined> {
      const [request] = await db
        .select()
        .from(joinRequests)
        .where(and(eq(joinRequests.roomId, roomId), eq(joinRequests.userId, userId)))
        .orderBy(desc(joinRequests.id))
        .limit(1);
      return request;
    },

    async settleRequest(
      requestId: string,
      outcome: { state: JoinRequestState; decidedBy: string | null; decidedAt: Date },
    ): Promise<void> {
      await db.update(joinRequests).set(outcome).where(eq(joinRequests.id, requestId));
    },

    /** Oldest first. */
    async listOpenRequests(roomId: string, limit: number): Promise<{ request: RequestRecord; person: RoomPerson }[]> {
      return await db
        .select({ request: joinRequests, person: personColumns })
        .from(joinRequests)
        .innerJoin(users, eq(users.id, joinRequests.userId))
        .where(and(eq(joinRequests.roomId, roomId), eq(joinRequests.state, 'open' satisfies JoinRequestState)))
        .orderBy(asc(joinRequests.id))
        .limit(limit);
    },

    async countOpenRequests(roomId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(joinRequests)
        .where(and(eq(joinRequests.roomId, roomId), eq(joinRequests.state, 'open' satisfies JoinRequestState)));
      return row?.count ?? 0;
    },
  };
}
