/**
 * The least that designs and moderation do, over their real tables: for tests of what stands on them. Words that say
 * “spam” are held.
 */
import type { Database } from '@draftroom/drizzle/client';
import { designs, releaseFiles, releases } from '@draftroom/drizzle/schema/designs';
import { aversions } from '@draftroom/drizzle/schema/moderation';
import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { HubError } from '../contract/errors.ts';
import type { Actor } from '../platform/actor.ts';
import type { Inspected, Safety } from '../platform/community-ports.ts';

export function createPlainDesigns(db: Database) {
  async function find(tx: Database, designId: string) {
    const [design] = await tx
      .select()
      .from(designs)
      .where(and(eq(designs.id, designId), isNull(designs.removedAt)))
      .for('update');
    const [release] = await tx
      .select({ id: releases.id, seq: releases.seq })
      .from(releases)
      .where(eq(releases.designId, designId))
      .orderBy(desc(releases.seq))
      .limit(1);
    return design === undefined || release === undefined ? undefined : { ...design, release };
  }

  async function allowed(tx: Database, actor: Actor, designId: string, action: 'read' | 'comment') {
    const design = await find(tx, designId);
    const me = actor.kind === 'user' ? actor : null;
    const own = me !== null && design?.authorId === me.userId;
    const moderates = me !== null && me.siteRole !== 'member';
    const open = design?.visibility !== 'private' && design?.standing === 'visible';
    if (design === undefined || !(own || moderates || open)) throw new HubError('not_found');
    if (action === 'comment' && me === null) throw new HubError('not_signed_in');
    return design;
  }

  const held = (tx: Database, design: NonNullable<Awaited<ReturnType<typeof find>>>) => ({
    ...design,
    async adjust({ comments = 0, critiques = 0 }: { comments?: number; critiques?: number }) {
      const commentCount = sql`${designs.commentCount} + ${comments}`;
      const critiqueCount = sql`${designs.critiqueCount} + ${critiques}`;
      await tx.update(designs).set({ commentCount, critiqueCount }).where(eq(designs.id, design.id));
    },
    async weigh(_kind: 'critique', { on }: { userId: string; on: boolean }) {
      await tx
        .update(designs)
        .set({ weight: sql`${designs.weight} + ${on ? 2 : -2}` })
        .where(eq(designs.id, design.id));
    },
  });

  return {
    authorise: (actor: Actor, designId: string, action: 'read' | 'comment') => allowed(db, actor, designId, action),
    hold: async (tx: Database, actor: Actor, designId: string, action: 'comment') =>
      held(tx, await allowed(tx, actor, designId, action)),
    async lock(tx: Database, designId: string) {
      const design = await find(tx, designId);
      return design === undefined ? null : held(tx, design);
    },
    async readable(tx: Database, userId: string, designId: string) {
      const design = await find(tx, designId);
      return design !== undefined && (design.authorId === userId || design.visibility !== 'private');
    },
    async release(designId: string, which: { id: string } | { seq: number }) {
      const [release] = await db
        .select({ id: releases.id, seq: releases.seq })
        .from(releases)
        .where(
          and(eq(releases.designId, designId), 'id' in which ? eq(releases.id, which.id) : eq(releases.seq, which.seq)),
        );
      if (release === undefined) return null;
      const files = await db
        .select({ path: releaseFiles.path, kind: releaseFiles.kind, assetId: releaseFiles.assetId })
        .from(releaseFiles)
        .where(eq(releaseFiles.releaseId, release.id));
      return { ...release, files };
    },
  };
}

export function createPlainSafety(db: Database): Safety & { readonly inspected: Inspected[] } {
  const inspected: Inspected[] = [];
  return {
    inspected,
    admit: async () => ({ trust: 1, hold: false }),
    inspect: async (_work, _actor, content) => {
      inspected.push(content);
      return content.words.includes('spam') ? 'held' : 'visible';
    },
    trust: async () => 1,
    async averse(userId) {
      if (userId === null) return new Set();
      const rows = await db
        .select()
        .from(aversions)
        .where(or(eq(aversions.userId, userId), and(eq(aversions.otherId, userId), eq(aversions.kind, 'block'))));
      return new Set(rows.map((row) => (row.userId === userId ? row.otherId : row.userId)));
    },
    async blocked(userId, otherId) {
      const pair = (one: string, other: string) => and(eq(aversions.userId, one), eq(aversions.otherId, other));
      const rows = await db
        .select()
        .from(aversions)
        .where(and(eq(aversions.kind, 'block'), or(pair(userId, otherId), pair(otherId, userId))));
      return rows.length > 0;
    },
    async averseTo(tx, otherId, among) {
      const rows = await tx
        .select({ userId: aversions.userId })
        .from(aversions)
        .where(and(eq(aversions.otherId, otherId), inArray(aversions.userId, [...among, ''])));
      return new Set(rows.map(({ userId }) => userId));
    },
    statementOf: async () => null,
    underReview: async () => false,
  };
}
