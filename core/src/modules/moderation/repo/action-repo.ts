import type { Database } from '@draftroom/drizzle/client';
import {
  type AppealState,
  type ModerationActionKind,
  moderationActionKinds,
  type ReportReason,
  type ReportTarget,
} from '@draftroom/drizzle/enums';
import { users } from '@draftroom/drizzle/schema/accounts';
import { appeals, moderationActions } from '@draftroom/drizzle/schema/moderation';
import { and, count, desc, eq, gt, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { idPattern } from '../../../contract/ids.ts';
import type { RoomPerson } from '../../rooms/schema.ts';
import { keepsFromSight } from '../policy.ts';
import type { Finding } from '../schema.ts';

export interface ActionRecord {
  readonly id: string;
  readonly reviewItemId: string | null;
  readonly kind: ModerationActionKind;
  readonly targetType: ReportTarget;
  readonly targetId: string;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly automated: boolean;
  readonly findings: Finding[];
  readonly reason: ReportReason;
  readonly statement: string;
  readonly snapshot: unknown;
  readonly expiresAt: Date | null;
  readonly readAt: Date | null;
  readonly reversedAt: Date | null;
  readonly createdAt: Date;
}

export interface ActionRow {
  readonly action: ActionRecord;
  readonly subject: RoomPerson | null;
  readonly actor: RoomPerson | null;
  readonly appeal: AppealState | null;
}

export interface RestrictionRecord {
  readonly kind: 'limit' | 'suspend';
  readonly until: Date | null;
  readonly actionId: string;
}

export function createActionRepo(db: Database) {
  return { ...actionLists(db), ...standingActions(db), ...actionChanges(db) };
}

const isConsequence = ne(moderationActions.kind, 'none');

function actionLists(db: Database) {
  const subjects = alias(users, 'subjects');
  const actors = alias(users, 'actors');
  const person = (table: typeof subjects | typeof actors) => ({
    userId: table.id,
    name: table.name,
    colour: table.colour,
    avatarId: table.avatarId,
  });
  /** Newest first: ids sort by time. */
  const list = async (where: SQL | undefined, limit: number): Promise<ActionRow[]> => {
    const rows = await db
      .select({
        action: moderationActions,
        subject: person(subjects),
        actor: person(actors),
        appeal: appeals.state,
      })
      .from(moderationActions)
      .leftJoin(subjects, eq(subjects.id, moderationActions.subjectId))
      .leftJoin(actors, eq(actors.id, moderationActions.actorId))
      .leftJoin(appeals, eq(appeals.actionId, moderationActions.id))
      .where(where)
      .orderBy(desc(moderationActions.id))
      .limit(limit);
    return rows as ActionRow[];
  };
  const before = (id: string | null) => (id === null ? undefined : lt(moderationActions.id, id));

  return {
    async find(actionId: string): Promise<ActionRecord | undefined> {
      if (!idPattern.test(actionId)) return undefined;
      const [row] = await db.select().from(moderationActions).where(eq(moderationActions.id, actionId));
      return row as ActionRecord | undefined;
    },

    async findRow(actionId: string): Promise<ActionRow | undefined> {
      if (!idPattern.test(actionId)) return undefined;
      return (await list(eq(moderationActions.id, actionId), 1))[0];
    },

    listAll: (page: { kind?: ModerationActionKind | undefined; before: string | null; limit: number }) =>
      list(
        and(page.kind === undefined ? undefined : eq(moderationActions.kind, page.kind), before(page.before)),
        page.limit,
      ),

    listAbout: (target: { type: ReportTarget; id: string }, limit: number) =>
      list(and(eq(moderationActions.targetType, target.type), eq(moderationActions.targetId, target.id)), limit),

    /** What concerned somebody: with consequences only, as they read it. */
    listOf: (subjectId: string, page: { before: string | null; limit: number }) =>
      list(and(eq(moderationActions.subjectId, subjectId), isConsequence, before(page.before)), page.limit),
  };
}

const isRestriction = sql`${moderationActions.kind} in ('limit', 'suspend')`;

function standingActions(db: Database) {
  return {
    /** What holds for somebody now; a suspension before a limit, the one that lasts longest first. */
    async restriction(userId: string, now: Date): Promise<RestrictionRecord | null> {
      const [row] = await db
        .select({
          kind: moderationActions.kind,
          until: moderationActions.expiresAt,
          actionId: moderationActions.id,
        })
        .from(moderationActions)
        .where(
          and(
            eq(moderationActions.subjectId, userId),
            isRestriction,
            isNull(moderationActions.reversedAt),
            or(isNull(moderationActions.expiresAt), gt(moderationActions.expiresAt, now)),
          ),
        )
        .orderBy(desc(moderationActions.kind), sql`${moderationActions.expiresAt} desc nulls first`)
        .limit(1);
      return (row as RestrictionRecord | undefined) ?? null;
    },

    /** Limits and suspensions that hold now and will end. */
    async ending(now: Date): Promise<{ id: string; expiresAt: Date }[]> {
      const rows = await db
        .select({ id: moderationActions.id, expiresAt: moderationActions.expiresAt })
        .from(moderationActions)
        .where(and(isRestriction, isNull(moderationActions.reversedAt), gt(moderationActions.expiresAt, now)));
      return rows as { id: string; expiresAt: Date }[];
    },

    /** What keeps a thing out of sight now, the newest first. */
    async keepingFromSight(type: ReportTarget, id: string): Promise<ActionRecord[]> {
      const rows = await db
        .select()
        .from(moderationActions)
        .where(
          and(
            eq(moderationActions.targetType, type),
            eq(moderationActions.targetId, id),
            inArray(
              moderationActions.kind,
              moderationActionKinds.filter((kind) => keepsFromSight(kind, type)),
            ),
            isNull(moderationActions.reversedAt),
          ),
        )
        .orderBy(desc(moderationActions.id));
      return rows as ActionRecord[];
    },

    async countUnread(subjectId: string, cap: number): Promise<number> {
      const some = db
        .select({ one: sql`1` })
        .from(moderationActions)
        .where(and(eq(moderationActions.subjectId, subjectId), isNull(moderationActions.readAt), isConsequence))
        .limit(cap)
        .as('some');
      const [row] = await db.select({ count: count() }).from(some);
      return row?.count ?? 0;
    },
  };
}

function actionChanges(db: Database) {
  return {
    async insert(action: ActionRecord): Promise<void> {
      await db.insert(moderationActions).values(action);
    },

    async reverse(actionId: string, at: Date): Promise<void> {
      await db.update(moderationActions).set({ reversedAt: at }).where(eq(moderationActions.id, actionId));
    },

    /** The first time counts. */
    async setRead(actionId: string, at: Date): Promise<boolean> {
      const rows = await db
        .update(moderationActions)
        .set({ readAt: at })
        .where(and(eq(moderationActions.id, actionId), isNull(moderationActions.readAt)))
        .returning({ id: moderationActions.id });
      return rows.length > 0;
    },
  };
}
