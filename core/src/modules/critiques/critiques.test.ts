import { beforeAll, describe, expect, test } from 'vitest';
import { defaultRubric, defaultRubricId } from '../../contract/rubric.ts';
import { describeDatabases } from '../../testing/contract-suites.ts';
import {
  createDesignFixture,
  type DesignFixture,
  meshAnchor,
  pictureAnchor,
} from '../comments/testing/design-fixture.ts';
import { outcome } from '../rooms/testing/fixture.ts';
import type { CreateCritique } from './schema.ts';

const pin = { anchor: meshAnchor, text: 'Here' };
const scores = (one: Partial<CreateCritique['scores'][number]> = {}) =>
  defaultRubric.map(({ id }, index) => ({ criterionId: id, score: 4, pins: [pin], ...(index === 0 ? one : {}) }));

await describeDatabases('critiques', (open) => {
  let hub: DesignFixture;
  beforeAll(async () => {
    hub = await createDesignFixture(await open());
  });

  async function given(by?: Awaited<ReturnType<DesignFixture['person']>>) {
    const design = await hub.design();
    const critic = by ?? (await hub.person());
    const critique = await hub.as(critic).critiques.create({ designId: design.id, scores: scores(), summary: 'Good' });
    return { design, critic, critique };
  }

  describe('giving one', () => {
    test('[CRIT-1] each score cites pins: threads that are there, or ones that begin with it', async () => {
      const design = await hub.design();
      const critic = await hub.person();
      const { comments, critiques } = hub.as(critic);
      const thread = await comments.onDesigns.create({ designId: design.id, anchor: pictureAnchor, text: 'Nice red' });
      const input = {
        designId: design.id,
        summary: 'Good',
        scores: scores({ threadIds: [thread.id], pins: [], score: 5 }),
      };
      const critique = await critiques.create(input);
      expect(
        critique.scores.map(({ criterionId, score, pins }) => [criterionId, score, pins.map((p) => p.words)]),
      ).toEqual([
        ['idea', 5, ['Nice red']],
        ['composition', 4, ['Here']],
        ['clarity', 4, ['Here']],
        ['craft', 4, ['Here']],
      ]);
      expect(await hub.row(design.id)).toMatchObject({ critiqueCount: 1, commentCount: 4, weight: 2 });
      // Told in one moment: in whichever order.
      const told = (await hub.told(design.author)).sort();
      expect(told).toEqual([`comment design:${design.id}`, `critique design:${design.id}`]);
      const { items, means, rubric } = await hub.nobody.critiques.list({ designId: design.id });
      expect([items.length, means[0], rubric.id]).toEqual([
        1,
        { criterionId: 'idea', name: 'Idea', mean: 5, count: 1 },
        defaultRubricId,
      ]);
    });

    test('[CRIT-1] a score without a pin is refused by name, and nothing is left of the attempt', async () => {
      const design = await hub.design();
      const other = await hub.design();
      const critic = await hub.person();
      const { comments, critiques } = hub.as(critic);
      const whole = await comments.onDesigns.create({ designId: design.id, text: 'No place' });
      const elsewhere = await comments.onDesigns.create({ designId: other.id, anchor: meshAnchor, text: 'There' });
      for (const threadIds of [[], [whole.id], [elsewhere.id], ['nothing']]) {
        const call = critiques.create({ designId: design.id, summary: 'x', scores: scores({ threadIds, pins: [] }) });
        await expect(call).rejects.toMatchObject({
          cause: { code: 'pin_needed', message: 'A score has to point at something. Choose a place for “Idea”.' },
        });
      }
      expect(await hub.row(design.id)).toMatchObject({ critiqueCount: 0, commentCount: 1 });
    });

    test('[CRIT-2] every criterion of the rubric once, each from 1 to 5', async () => {
      const design = await hub.design();
      const { critiques } = hub.as(await hub.person());
      const give = (given: CreateCritique['scores']) =>
        outcome(critiques.create({ designId: design.id, summary: 'x', scores: given }));
      const all = scores() as CreateCritique['scores'];
      expect(await give(all.slice(1))).toBe('bad_scores');
      expect(await give([...all.slice(1), ...all.slice(1, 2)])).toBe('bad_scores');
      expect(await give([...all.slice(1), { ...(all[0] as (typeof all)[0]), criterionId: '__proto__' }])).toBe(
        'bad_scores',
      );
      expect(await give(scores({ score: 6 }) as CreateCritique['scores'])).toBe('invalid_input');
    });

    test('[CRIT-3] one per person and release, none of one’s own design, none across a block', async () => {
      const { design, critic } = await given();
      const give = (actor: typeof critic) =>
        outcome(hub.as(actor).critiques.create({ designId: design.id, scores: scores(), summary: 'x' }));
      expect(await give(critic)).toBe('critique_given');
      expect(await give(design.author)).toBe('own_work');
      const blocked = await hub.person();
      await hub.block(design.author, blocked);
      expect(await give(blocked)).toBe('blocked');
      await hub.release(design.id, 2);
      expect(await give(critic)).toBe('allowed');
      const both = await hub.nobody.critiques.list({ designId: design.id });
      expect(both.items.map(({ release }) => release.seq).sort()).toEqual([1, 2]);
    });
  });

  describe('afterwards', () => {
    test('[CRIT-4] its writer changes and removes it; its pins stay', async () => {
      const { design, critic, critique } = await given();
      const { critiques } = hub.as(critic);
      const critiqueId = critique.id;
      const kept = critique.scores.map(({ criterionId, pins }) => ({
        criterionId,
        score: 2,
        threadIds: pins.map(({ threadId }) => threadId),
      }));
      const changed = await critiques.update({ critiqueId, scores: kept, summary: 'On second thoughts' });
      expect(changed).toMatchObject({ summary: 'On second thoughts', scores: [{ score: 2 }, {}, {}, {}] });
      for (const other of [design.author, await hub.moderator()]) {
        const { critiques: theirs } = hub.as(other);
        expect(await outcome(theirs.update({ critiqueId, scores: kept, summary: 'x' }))).toMatch(
          /^(not_yours|own_work)$/,
        );
        expect(await outcome(theirs.remove({ critiqueId }))).toBe('not_yours');
      }
      await critiques.remove({ critiqueId });
      expect(await hub.row(design.id)).toMatchObject({ critiqueCount: 0, commentCount: 4, weight: 0 });
      expect(await outcome(critiques.get({ critiqueId }))).toBe('not_found');
    });

    test('[CRIT-9] what a score cites keeps its place when the comment is removed, and nobody cites it anew', async () => {
      const { design, critic, critique } = await given();
      const { comments, critiques } = hub.as(critic);
      const [idea, ...others] = critique.scores;
      const threadId = idea?.pins[0]?.threadId ?? '';
      const commentId = (await comments.onDesigns.get({ threadId })).comments[0]?.id ?? '';
      expect(await comments.onDesigns.remove({ commentId })).toEqual({ threadRemoved: true });
      const left = { threadId, anchor: expect.objectContaining({ path: 'chair.glb' }), words: '', gone: true };
      for (const reader of [hub.nobody, hub.as(design.author), hub.as(critic)]) {
        const [seen] = (await reader.critiques.list({ designId: design.id })).items;
        expect(seen?.scores.map(({ pins }) => pins.map(({ gone }) => gone))).toEqual([
          [true],
          ...others.map(() => [false]),
        ]);
        expect(seen?.scores[0]?.pins).toEqual([left]);
      }
      const kept = critique.scores.map(({ criterionId, score, pins }) => ({
        criterionId,
        score,
        threadIds: pins.map((cited) => cited.threadId),
      }));
      const changed = await critiques.update({ critiqueId: critique.id, scores: kept, summary: 'Still' });
      expect(changed.scores[0]?.pins).toEqual([left]);
      const anew = hub
        .as(await hub.person())
        .critiques.create({ designId: design.id, scores: kept, summary: 'Me too' });
      expect(await outcome(anew)).toBe('pin_needed');
    });

    test('[CRIT-9] to whoever does not see the comment, its place is left', async () => {
      const { design, critique } = await given();
      const reader = await hub.person();
      const threadId = critique.scores[0]?.pins[0]?.threadId ?? '';
      const [first] = (await hub.as(reader).comments.onDesigns.get({ threadId })).comments;
      await hub.decide('comments', first?.id ?? '', 'hidden');
      const [seen] = (await hub.as(reader).critiques.list({ designId: design.id })).items;
      expect(seen?.scores[0]?.pins).toMatchObject([{ threadId, words: '', gone: true }]);
    });

    test('[CRIT-5] everybody else says once whether it helped, and can take that back', async () => {
      const { design, critic, critique } = await given();
      const critiqueId = critique.id;
      const vote = (actor: typeof critic, helpful: boolean | null) =>
        hub.as(actor).critiques.vote({ critiqueId, helpful });
      expect(await outcome(vote(critic, true))).toBe('own_work');
      await vote(design.author, true);
      expect(await vote(design.author, true)).toEqual({ helpful: true, helpfulCount: 1 });
      expect(await vote(await hub.person(), true)).toEqual({ helpful: true, helpfulCount: 2 });
      expect(await vote(design.author, false)).toEqual({ helpful: false, helpfulCount: 1 });
      expect(await vote(design.author, null)).toEqual({ helpful: null, helpfulCount: 1 });
      expect(await hub.told(critic)).toEqual([`helpful critique:${critiqueId}`]);
    });

    test('[CRIT-6] a person’s critiques and how helpful they were, on designs that anybody may find', async () => {
      const { design, critic, critique } = await given();
      await hub.as(design.author).critiques.vote({ critiqueId: critique.id, helpful: true });
      const unlisted = await hub.design('unlisted');
      await hub.as(critic).critiques.create({ designId: unlisted.id, scores: scores(), summary: 'Quiet' });
      const { userId } = critic;
      expect(await hub.nobody.critiques.byPerson({ userId })).toMatchObject({
        items: [{ id: critique.id, design: { id: design.id, title: 'A chair' }, mean: 4, helpfulCount: 1 }],
        nextCursor: null,
        given: 1,
        helpful: 1,
      });
    });

    test('[CRIT-7] what is held or hidden is for its writer and moderators, and counts nowhere', async () => {
      const design = await hub.design();
      const critic = await hub.person();
      const input = { designId: design.id, scores: scores(), summary: 'spam' };
      const critique = await hub.as(critic).critiques.create(input);
      const seenBy = async (actor: typeof critic) =>
        (await hub.as(actor).critiques.list({ designId: design.id })).items.length;
      expect([await seenBy(critic), await seenBy(await hub.moderator()), await seenBy(design.author)]).toEqual([
        1, 1, 0,
      ]);
      expect((await hub.row(design.id)).critiqueCount).toBe(0);
      await hub.decide('critiques', critique.id, 'visible');
      expect([await seenBy(design.author), (await hub.row(design.id)).critiqueCount]).toEqual([1, 1]);
      expect(await hub.told(design.author)).toContain(`critique design:${design.id}`);
      await hub.decide('critiques', critique.id, 'hidden');
      expect([await seenBy(design.author), (await hub.row(design.id)).critiqueCount]).toEqual([0, 0]);
      expect(await hub.look('critiques', critique.id, design.author.userId)).toBeNull();
      await hub.decide('critiques', critique.id, 'removed');
      expect(await seenBy(critic)).toBe(0);
    });

    test('[CRIT-7] a private design answers strangers as an unknown one', async () => {
      const design = await hub.design('private');
      const stranger = hub.as(await hub.person()).critiques;
      expect(await outcome(stranger.list({ designId: design.id }))).toBe('not_found');
      expect(await outcome(stranger.create({ designId: design.id, scores: scores(), summary: 'x' }))).toBe('not_found');
      expect(await outcome(stranger.get({ critiqueId: 'nothing' }))).toBe('not_found');
      expect(await outcome(stranger.vote({ critiqueId: 'nothing', helpful: true }))).toBe('not_found');
    });
  });

  describe('rubrics', () => {
    test('[CRIT-8] an author’s own is asked, by them alone, and changes no critique that was given', async () => {
      const author = await hub.person();
      const { rubrics } = hub.as(author);
      const criteria = [{ id: 'fun', name: 'Fun', question: 'Is it?' }];
      const { id: rubricId } = await rubrics.create({ name: 'Mine', criteria });
      expect((await rubrics.list()).items.map(({ id }) => id)).toEqual([defaultRubricId, rubricId]);
      const stranger = await hub.person();
      const usable = (userId: string) => hub.critiques.rubricsPort.usable(userId, rubricId);
      expect([await usable(author.userId), await usable(stranger.userId)]).toEqual([true, false]);
      expect(await outcome(hub.as(stranger).rubrics.update({ rubricId, name: 'x', criteria }))).toBe('not_found');
      expect(await outcome(hub.as(stranger).rubrics.remove({ rubricId }))).toBe('not_found');

      const design = await hub.design('public', { rubricId });
      const input = { designId: design.id, scores: [{ criterionId: 'fun', score: 3, pins: [pin] }], summary: 'Ha' };
      const critique = await hub.as(stranger).critiques.create(input);
      await rubrics.update({ rubricId, name: 'Mine', criteria: [{ id: 'joy', name: 'Joy' }] });
      await rubrics.remove({ rubricId });
      expect(await usable(author.userId)).toBe(false);
      expect((await hub.nobody.critiques.get({ critiqueId: critique.id })).criteria).toEqual(criteria);
      expect((await hub.nobody.critiques.list({ designId: design.id })).rubric.criteria).toMatchObject([{ id: 'joy' }]);
    });
  });
});
