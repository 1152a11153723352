import type { Database } from '@draftroom/drizzle/client';
import { users } from '@draftroom/drizzle/schema/accounts';
import { comments, commentThreads } from '@draftroom/drizzle/schema/comments';
import { releases } from '@draftroom/drizzle/schema/designs';
import { and, desc, eq, exists, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DesignAnchor } from '../../../contract/design-anchor.ts';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import type { Authorised } from '../policy.ts';
import { type Eyes, visibleTo } from './visible-to.ts';

export interface DesignThreadRecord {
  readonly id: string;
  readonly designId: string;
  /** That it was begun on. */
  readonly releaseId: string;
  readonly seq: number;
  readonly anchor: DesignAnchor | null;
  /** Who began it. */
  readonly userId: string | null;
  readonly startedBy: RoomPerson | null;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: RoomPerson | null;
  readonly resolvedSeq: number | null;
}

export interface DesignThreadFilter {
  readonly designId: string;
  readonly state: 'open' | 'resolved' | 'all';
  readonly surface: string | undefined;
  readonly path: string | undefined;
  readonly seq: number | undefined;
  readonly before: string | undefined;
  readonly limit: number;
}

const starters = alias(users, 'starters');
const resolvers = alias(users, 'resolvers');
const personOf = (table: typeof starters | typeof resolvers) => ({
  userId: table.id,
  name: table.name,
  colour: table.colour,
  avatarId: table.avatarId,
});

const columns = {
  id: commentThreads.id,
  designId: commentThreads.designId,
  releaseId: commentThreads.releaseId,
  seq: releases.seq,
  anchor: commentThreads.anchor,
  userId: commentThreads.createdBy,
  startedBy: personOf(starters),
  createdAt: commentThreads.createdAt,
  resolvedAt: commentThreads.resolvedAt,
  resolvedBy: personOf(resolvers),
  resolvedSeq: commentThreads.resolvedSeq,
};

const thereFor = (db: Database, eyes: Eyes) =>
  and(
    isNull(commentThreads.removedAt),
    exists(
      db
        .select({ id: comments.id })
        .from(comments)
        .where(and(eq(comments.threadId, commentThreads.id), isNull(comments.removedAt), visibleTo(eyes))),
    ),
  );

/** Threads on designs. A thread is there for whoever sees something in it that stands. */
export function createDesignThreadRepo(db: Database) {
  const select = () =>
    db
      .select(columns)
      .from(commentThreads)
      .innerJoin(releases, eq(releases.id, commentThreads.releaseId))
      .leftJoin(starters, eq(starters.id, commentThreads.createdBy))
      .leftJoin(resolvers, eq(resolvers.id, commentThreads.resolvedBy));
  const there = (eyes: Eyes) => thereFor(db, eyes);

  return {
    async findDesignThread(threadId: string, eyes: Eyes): Promise<DesignThreadRecord | undefined> {
      const [row] = await this.findDesignThreads([threadId], eyes);
      return row;
    },

    async findDesignThreads(threadIds: readonly string[], eyes: Eyes): Promise<DesignThreadRecord[]> {
      const ids = threadIds.filter((id) => idPattern.test(id));
      if (ids.length === 0) return [];
      const rows = await select().where(and(inArray(commentThreads.id, ids), there(eyes)));
      return rows.map((row) => row as DesignThreadRecord);
    },

    /** Where these threads point in this design, whether they are there for anybody or were removed. */
    async placesOfThreads(
      designId: string,
      threadIds: readonly string[],
    ): Promise<{ id: string; anchor: DesignAnchor }[]> {
      const ids = threadIds.filter((id) => idPattern.test(id));
      if (ids.length === 0) return [];
      const which = and(inArray(commentThreads.id, ids), isNotNull(commentThreads.anchor));
      const rows = await db
        .select({ id: commentThreads.id, anchor: commentThreads.anchor })
        .from(commentThreads)
        .where(and(eq(commentThreads.designId, designId), which));
      return rows.map((row) => ({ ...row, anchor: row.anchor as DesignAnchor }));
    },

    /** Newest first. */
    async listDesignThreads(filter: DesignThreadFilter, eyes: Eyes): Promise<DesignThreadRecord[]> {
      const { designId, state, surface, path, seq, before } = filter;
      const rows = await select()
        .where(
          and(
            eq(commentThreads.designId, designId),
            there(eyes),
            state === 'open' ? isNull(commentThreads.resolvedAt) : undefined,
            state === 'resolved' ? isNotNull(commentThreads.resolvedAt) : undefined,
            surface === undefined ? undefined : sql`${commentThreads.anchor} ->> 'surface' = ${surface}`,
            path === undefined ? undefined : sql`${commentThreads.anchor} ->> 'path' = ${path}`,
            seq === undefined ? undefined : eq(releases.seq, seq),
            before === undefined ? undefined : lt(commentThreads.id, before),
          ),
        )
        .orderBy(desc(commentThreads.id))
        .limit(filter.limit);
      return rows.map((row) => row as DesignThreadRecord);
    },

    async countDesignThreads(designId: string, eyes: Eyes): Promise<{ open: number; resolved: number }> {
      const [row] = await db
        .select({
          open: sql<number>`(count(*) filter (where ${commentThreads.resolvedAt} is null))::int`,
          resolved: sql<number>`(count(*) filter (where ${commentThreads.resolvedAt} is not null))::int`,
        })
        .from(commentThreads)
        .where(and(eq(commentThreads.designId, designId), there(eyes)));
      return row ?? { open: 0, resolved: 0 };
    },

    async insertDesignThread(thread: {
      id: string;
      designId: string;
      releaseId: string;
      anchor: DesignAnchor | null;
      createdBy: string;
      createdAt: Date;
    }): Promise<void> {
      await db.insert(commentThreads).values(thread);
    },

    async setDesignResolved(
      thread: Authorised<'resolve', DesignThreadRecord>,
      resolved: { at: Date; by: string; seq: number | null } | null,
    ): Promise<void> {
      const set = {
        resolvedAt: resolved?.at ?? null,
        resolvedBy: resolved?.by ?? null,
        resolvedSeq: resolved?.seq ?? null,
      };
      await db.update(commentThreads).set(set).where(eq(commentThreads.id, thread.id));
    },
  };
}
