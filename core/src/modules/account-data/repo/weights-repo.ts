/** What somebody who leaves weighs on designs, taken out of their sums and their places. */
import type { Database } from '@draftroom/drizzle/client';
import { designContributions, designs, reactions } from '@draftroom/drizzle/schema/designs';
import { asc, eq, sql } from 'drizzle-orm';

/** Ranks of so many designs are written at once. */
const rankedAtOnce = 1_000;

export interface WeightsOf {
  readonly userId: string;
  /** Where a weight puts a design in the hot order. */
  readonly rankOf: (weight: number, publishedAt: Date) => number;
}

/**
 * Likes and saves, and what remixes and critiques weigh because this person made them: what weighs on a design is always
 * what people do with it who are there.
 */
export async function takeWeights(db: Database, { userId, rankOf }: WeightsOf): Promise<void> {
  const weighed = sql`(
    select ${reactions.designId} as id, ${reactions.weight} as weight,
        (${reactions.kind} = 'like')::int as likes, (${reactions.kind} = 'save')::int as saves
      from ${reactions} where ${reactions.userId} = ${userId}
    union all select ${designContributions.designId}, ${designContributions.weight}, 0, 0
      from ${designContributions} where ${designContributions.userId} = ${userId})`;
  // In one order, so that two who leave at once do not wait for each other.
  await db
    .select({ id: designs.id })
    .from(designs)
    .where(sql`${designs.id} in (select id from ${weighed} as mine)`)
    .orderBy(asc(designs.id))
    .for('update');
  const mine = sql`(select id, sum(weight) as weight, sum(likes)::int as likes, sum(saves)::int as saves
    from ${weighed} as each group by 1) as mine`;
  const changed = await db
    .update(designs)
    .set({
      likeCount: sql`greatest(0, ${designs.likeCount} - mine.likes)`,
      saveCount: sql`greatest(0, ${designs.saveCount} - mine.saves)`,
      weight: sql`${designs.weight} - mine.weight`,
    })
    .from(mine)
    .where(sql`${designs.id} = mine.id`)
    .returning({
      id: designs.id,
      weight: designs.weight,
      published: designs.publishedAt,
      created: designs.createdAt,
    });
  for (let first = 0; first < changed.length; first += rankedAtOnce) {
    const ranks = changed
      .slice(first, first + rankedAtOnce)
      .map(({ id, weight, published, created }) => ({ id, rank: rankOf(weight, published ?? created) }));
    await db.execute(sql`update ${designs} as weighed set rank = given.rank
      from json_to_recordset(${JSON.stringify(ranks)}::json) as given (id text, rank float8)
      where weighed.id = given.id`);
  }
  await db.delete(reactions).where(eq(reactions.userId, userId));
  await db.delete(designContributions).where(eq(designContributions.userId, userId));
}
