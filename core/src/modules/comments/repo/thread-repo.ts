import type { Database } from '@draftroom/drizzle/client';
import type { DocumentKind } from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { comments, commentThreads } from '@draftroom/drizzle/schema/comments';
import { documents } from '@draftroom/drizzle/schema/documents';
import { and, arrayContains, count, desc, eq, exists, isNotNull, isNull, lt, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Anchor } from '../../../contract/anchor.ts';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised } from '../policy.ts';

export interface ThreadRecord {
  readonly id: string;
  readonly roomId: string;
  readonly documentId: string;
  /** Of its document. */
  readonly path: string;
  readonly anchor: Anchor;
  /** Who began it. */
  readonly userId: string | null;
  readonly startedBy: RoomPerson | null;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: RoomPerson | null;
}

export interface ThreadFilter {
  readonly roomId: string;
  readonly documentId: string | undefined;
  readonly state: 'open' | 'resolved' | 'all';
  /** Only threads in which this person is named. */
  readonly naming: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
}

const starters = alias(users, 'starters');
const resolvers = alias(users, 'resolvers');

const threadColumns = {
  id: commentThreads.id,
  roomId: commentThreads.roomId,
  documentId: commentThreads.documentId,
  path: documents.path,
  anchor: commentThreads.anchor,
  userId: commentThreads.createdBy,
  startedBy: {
    userId: starters.id,
    name: starters.name,
    colour: starters.colour,
    avatarId: starters.avatarId,
  },
  createdAt: commentThreads.createdAt,
  resolvedAt: commentThreads.resolvedAt,
  resolvedBy: {
    userId: resolvers.id,
    name: resolvers.name,
    colour: resolvers.colour,
    avatarId: resolvers.avatarId,
  },
};

/** A thread whose document is removed is out of sight until that is back. */
export const standing = and(isNull(commentThreads.removedAt), isNull(documents.removedAt));

export function createThreadRepo(db: Database) {
  const select = () =>
    db
      .select(threadColumns)
      .from(commentThreads)
      .innerJoin(documents, eq(documents.id, commentThreads.documentId))
      .leftJoin(starters, eq(starters.id, commentThreads.createdBy))
      .leftJoin(resolvers, eq(resolvers.id, commentThreads.resolvedBy));
  return {
    async findThread(threadId: string): Promise<ThreadRecord | undefined> {
      if (!idPattern.test(threadId)) return undefined;
      const [row] = await select().where(and(eq(commentThreads.id, threadId), standing));
      return row && toThread(row as StoredThread);
    },

    /** Newest first. */
    async listThreads(filter: ThreadFilter): Promise<ThreadRecord[]> {
      const rows = await select()
        .where(
          and(
            eq(commentThreads.roomId, filter.roomId),
            standing,
            filter.documentId === undefined ? undefined : eq(commentThreads.documentId, filter.documentId),
            filter.state === 'open' ? isNull(commentThreads.resolvedAt) : undefined,
            filter.state === 'resolved' ? isNotNull(commentThreads.resolvedAt) : undefined,
            filter.naming === undefined ? undefined : naming(db, filter.naming),
            filter.before === undefined ? undefined : lt(commentThreads.id, filter.before),
          ),
        )
        .orderBy(desc(commentThreads.id))
        .limit(filter.limit);
      return rows.map((row) => toThread(row as StoredThread));
    },

    async countThreads(roomId: string): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(commentThreads)
        .where(and(eq(commentThreads.roomId, roomId), isNull(commentThreads.removedAt)));
      return row?.count ?? 0;
    },

    async insertThread(
      thread: Pick<ThreadRecord, 'id' | 'roomId' | 'documentId' | 'anchor' | 'createdAt'> & { createdBy: string },
    ): Promise<void> {
      await db.insert(commentThreads).values(thread);
    },

    async setResolved(
      thread: Authorised<'resolve', ThreadRecord>,
      resolved: { at: Date; by: string } | null,
    ): Promise<void> {
      await db
        .update(commentThreads)
        .set({ resolvedAt: resolved?.at ?? null, resolvedBy: resolved?.by ?? null })
        .where(eq(commentThreads.id, thread.id));
    },

    async setAnchor(thread: Authorised<'resolve', ThreadRecord>, anchor: Anchor): Promise<void> {
      const { documentId } = anchor;
      await db.update(commentThreads).set({ anchor, documentId }).where(eq(commentThreads.id, thread.id));
    },

    async removeThread(threadId: string, at: Date): Promise<void> {
      await db.update(commentThreads).set({ removedAt: at }).where(eq(commentThreads.id, threadId));
    },

    /** A document that stands, as far as an anchor needs it. */
    async findDocument(documentId: string): Promise<{ roomId: string; kind: DocumentKind; path: string } | undefined> {
      if (!idPattern.test(documentId)) return undefined;
      const [row] = await db
        .select({ roomId: documents.roomId, kind: documents.kind, path: documents.path })
        .from(documents)
        .where(and(eq(documents.id, documentId), isNull(documents.removedAt)));
      return row;
    },
  };
}

function naming(db: Database, userId: string): SQL {
  return exists(
    db
      .select({ id: comments.id })
      .from(comments)
      .where(
        and(
          eq(comments.threadId, commentThreads.id),
          isNull(comments.removedAt),
          arrayContains(comments.mentions, [userId]),
        ),
      ),
  );
}

/** Of a room: the inner join with its document leaves out threads on designs. */
type StoredThread = Omit<ThreadRecord, 'anchor'> & { anchor: unknown };

/** Anchors are checked when they come in, and only then. */
function toThread(row: StoredThread): ThreadRecord {
  return { ...row, anchor: row.anchor as Anchor };
}
