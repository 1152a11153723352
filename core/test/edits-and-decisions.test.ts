/**
 * Somebody edits a thing in a way that a check holds, while a moderator decides about it: both take its row and rows of
 * moderation, in one order. On PostgreSQL, where two transactions run at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { users } from '@draftroom/drizzle/schema/accounts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePostgres } from '../src/testing/contract-suites.ts';
import { fuzzSeeds } from '../src/testing/fuzz-seeds.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';
import { outcomeOf, type TestCaller } from '../src/testing/test-people.ts';

/** Letters of no width between letters: a check holds it, whoever says so. */
const hidden = 'fr\u200bee';
const statement = 'It is held against the rules of this hub, as was said above.';

/** What every design here holds. */
const anchor = {
  surface: 'text',
  path: 'app.ts',
  state: 'attached',
  start: { line: 0, column: 0 },
  end: { line: 0, column: 3 },
  quote: 'let',
} as const;
const scores = ['idea', 'composition', 'clarity', 'craft'].map((criterionId) => ({
  criterionId,
  score: 3,
  pins: [{ anchor, text: 'here' }],
}));

/** A thing of this person, and what edits it. */
interface Thing {
  readonly id: string;
  edit(words: string): Promise<unknown>;
}
type Kind = 'design' | 'collection' | 'comment' | 'critique' | 'user';

let hub: TestHub;

const kinds: Readonly<Record<Kind, (author: TestCaller) => Promise<Thing>>> = {
  async design(author) {
    const { id: roomId } = await author.direct.rooms.create({ name: 'Source', visibility: 'private' });
    await author.direct.documents.create({ roomId, path: 'app.ts', content: 'let x = 1;\n' });
    const { designs } = author.direct;
    const { id } = await designs.publish({ roomId, title: 'Chair', licence: 'MIT', visibility: 'public' });
    return { id, edit: (title) => designs.update({ designId: id, title }) };
  },
  async collection(author) {
    const { id } = await author.direct.collections.create({ title: 'Chairs', visibility: 'public' });
    return { id, edit: (title) => author.direct.collections.update({ collectionId: id, title }) };
  },
  async comment(author) {
    const { id: designId } = await kinds.design(hub.as(await hub.person()));
    const { comments } = await author.direct.comments.onDesigns.create({ designId, text: 'Look' });
    const commentId = comments[0]?.id ?? '';
    return { id: commentId, edit: (text) => author.direct.comments.onDesigns.edit({ commentId, text }) };
  },
  async critique(author) {
    const { id: designId } = await kinds.design(hub.as(await hub.person()));
    const { id } = await author.direct.critiques.create({ designId, scores, summary: 'Good' });
    return { id, edit: (summary) => author.direct.critiques.update({ critiqueId: id, scores, summary }) };
  },
  async user(author) {
    const id = author.person?.userId ?? '';
    return { id, edit: (bio) => author.direct.profiles.update({ bio, links: [] }) };
  },
};

await describePostgres('an edit that is held, and a decision at the same time', () => {
  let moderator: TestCaller;
  let reporter: TestCaller;
  beforeAll(async () => {
    hub = await createTestHub({ database: 'postgres' });
    const person = await hub.person();
    await hub.hub.database.db.update(users).set({ siteRole: 'moderator' }).where(eq(users.id, person.userId));
    moderator = hub.as({ ...person, siteRole: 'moderator' });
    reporter = hub.as(await hub.person());
  });
  afterAll(async () => {
    expect(hub.problems).toEqual([]);
    await hub.close();
  });

  async function round(kind: Kind, seed: number): Promise<[string, string]> {
    const { id, edit } = await kinds[kind](hub.as(await hub.person()));
    await reporter.direct.reports.create({ targetType: kind, targetId: id, reason: 'spam' });
    const { items } = await moderator.direct.moderation.queue({ limit: 100 });
    const itemId = items.find(({ target }) => target.id === id)?.id ?? '';
    const decide = () =>
      moderator.trpc.moderation.act.mutate({
        itemId,
        kind: seed % 2 === 0 ? 'hide' : 'none',
        reason: 'spam',
        statement: seed % 2 === 0 ? statement : '',
      });
    const [editLate, decideLate] = [(seed % 3) * 2, (Math.floor(seed / 3) % 5) * 3];
    return await Promise.all([
      outcomeOf(sleep(editLate).then(() => edit(`This is ${hidden}, ${kind} ${seed}`))),
      outcomeOf(sleep(decideLate).then(decide)),
    ]);
  }

  for (const kind of Object.keys(kinds) as Kind[]) {
    test(`[MOD-11] of a ${kind} do not wait for each other`, { timeout: 60_000 }, async () => {
      const outcomes: string[] = [];
      for (const seed of fuzzSeeds({ oneIn: 3 })) {
        const [edited, decided] = await round(kind, seed);
        if (edited !== 'ok' || decided !== 'ok') outcomes.push(`seed ${seed}: edited ${edited}, decided ${decided}`);
      }
      expect(outcomes).toEqual([]);
    });
  }
});
