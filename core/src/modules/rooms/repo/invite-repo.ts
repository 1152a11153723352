import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { roomInvites } from '@draftroom/drizzle/schema/rooms';
import { and, count, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
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

export function createInviteRepo(db: Database) {
  return {
    async insert(invite: InviteRecord): Promise<void> {
      await db.insert(roomInvites).values(invite);
    },

    async find(inviteId: string): Promise<InviteRecord | undefined> {
      if (!idPattern.test(inviteId)) return undefined;
      const [invite] = await db.select().from(roomInvites).where(eq(roomInvites.id, inviteId));
      return invite;
    },

    async findByHash(tokenHash: string): Promise<InviteRecord | undefined> {
      const [invite] = await db.select().from(roomInvites).where(eq(roomInvites.tokenHash, tokenHash));
      return invite;
    },

    /** Held until the transaction ends: of people who accept at once, only as many come in as there are uses. */
    async lock(inviteId: string): Promise<InviteRecord | undefined> {
      const [invite] = await db.select().from(roomInvites).where(eq(roomInvites.id, inviteId)).for('update');
      return invite;
    },

    async use(inviteId: string): Promise<void> {
      await db
        .update(roomInvites)
        .set({ uses: sql`${roomInvites.uses} + 1` })
        .where(eq(roomInvites.id, inviteId));
    },

    async revoke(inviteId: string, at: Date): Promise<void> {
      await db
        .update(roomInvites)
        .set({ revokedAt: at })
        .where(and(eq(roomInvites.id, inviteId), isNull(roomInvites.revokedAt)));
    },

    /** Newest first. */
    async list(roomId: string, limit: number): Promise<{ invite: InviteRecord; createdBy: RoomPerson | null }[]> {
      const rows = await db
        .select({ invite: roomInvites, person: personColumns })
        .from(roomInvites)
        .leftJoin(users, eq(users.id, roomInvites.createdBy))
        .where(eq(roomInvites.roomId, roomId))
        .orderBy(desc(roomInvites.id))
        .limit(limit);
      return rows.map((row) => ({ invite: row.invite, createdBy: toPerson(row.person) }));
    },

    async countOpen(roomId: string, now: Date): Promise<number> {
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
  };
}
