/** Threads on designs, critiques and rubrics: about no room. */
import type { DesignVisibility } from '@draftroom/drizzle/enums';
import type { TestPerson } from '../../src/testing/test-people.ts';
import { everyone, type Row, signedIn } from './rows.ts';
import type { Scene } from './scene.ts';

const seven = (code: string) => `${`${code} `.repeat(6)}${code}`;
const members = (code: string) => `${`${code} `.repeat(6)}not_signed_in`;

/** A design of somebody who is not the person, with one text in it. */
async function design(s: Scene, visibility: DesignVisibility = 'public') {
  const author = await s.hub.person();
  const { direct } = s.hub.as(author);
  const { id: roomId } = await direct.rooms.create({ name: 'Source', visibility: 'private' });
  const content = `let x = '${s.path()}';\n`;
  await direct.documents.create({ roomId, path: 'app.ts', content });
  const { id } = await direct.designs.publish({ roomId, title: 'A design', licence: 'MIT', visibility });
  return { designId: id, author };
}

const anchor = {
  surface: 'text' as const,
  path: 'app.ts',
  state: 'attached' as const,
  start: { line: 0, column: 0 },
  end: { line: 0, column: 3 },
  quote: 'let',
};

/** A thread of the person where there is one, or of somebody else. */
async function thread(s: Scene, by: TestPerson | null = s.person, visibility: DesignVisibility = 'public') {
  const { designId, author } = await design(s, visibility);
  const writer = visibility === 'private' ? author : (by ?? (await s.hub.person()));
  const begun = await s.hub.as(writer).direct.comments.onDesigns.create({ designId, anchor, text: 'why?' });
  return { threadId: begun.id, commentId: begun.comments[0]?.id ?? '', designId };
}
const another = async (s: Scene) => thread(s, await s.hub.person());

const scores = ['idea', 'composition', 'clarity', 'craft'].map((criterionId) => ({
  criterionId,
  score: 3,
  pins: [{ anchor, text: 'here' }],
}));
async function critique(s: Scene, by: TestPerson | null = s.person) {
  const { designId } = await design(s);
  const { direct } = s.hub.as(by ?? (await s.hub.person()));
  return { critiqueId: (await direct.critiques.create({ designId, scores, summary: 'Good' })).id };
}
const critiqueOfAnother = async (s: Scene) => critique(s, await s.hub.person());

const criteria = [{ id: 'fun', name: 'Fun', question: 'Is it?' }];
async function rubric(s: Scene, by: TestPerson | null = s.person) {
  const { direct } = s.hub.as(by ?? (await s.hub.person()));
  return { rubricId: (await direct.rubrics.create({ name: 'Mine', criteria })).id };
}

const threads: Record<string, Row> = {
  'comments.onDesigns.list': { expected: everyone, input: design },
  'comments.onDesigns.list (private)': { expected: seven('not_found'), input: (s) => design(s, 'private') },
  'comments.onDesigns.ofDesign': { expected: everyone, input: design },
  'comments.onDesigns.ofDesign (private)': { expected: seven('not_found'), input: (s) => design(s, 'private') },
  'comments.onDesigns.get': { expected: everyone, input: another },
  'comments.onDesigns.get (private)': { expected: seven('not_found'), input: (s) => thread(s, null, 'private') },
  'comments.onDesigns.create': { expected: signedIn, input: async (s) => ({ ...(await design(s)), text: 'why?' }) },
  'comments.onDesigns.create (private)': {
    expected: members('not_found'),
    input: async (s) => ({ ...(await design(s, 'private')), text: 'why?' }),
  },
  'comments.onDesigns.post': { expected: signedIn, input: async (s) => ({ ...(await design(s)), content: 'why?' }) },
  'comments.onDesigns.reply': { expected: signedIn, input: async (s) => ({ ...(await another(s)), text: 'so' }) },
  'comments.onDesigns.edit': { expected: signedIn, input: async (s) => ({ ...(await thread(s)), text: 'so' }) },
  'comments.onDesigns.edit (somebody else’s)': {
    expected: members('not_yours'),
    input: async (s) => ({ ...(await another(s)), text: 'so' }),
  },
  'comments.onDesigns.remove': { expected: signedIn, input: (s) => thread(s) },
  'comments.onDesigns.remove (somebody else’s)': { expected: members('not_yours'), input: another },
  'comments.onDesigns.history': { expected: everyone, input: another },
  'comments.onDesigns.resolve': { expected: signedIn, input: (s) => thread(s) },
  'comments.onDesigns.resolve (somebody else’s)': { expected: members('not_yours'), input: another },
  'comments.onDesigns.reopen': { expected: signedIn, input: (s) => thread(s) },
  'comments.onDesigns.reopen (somebody else’s)': { expected: members('not_yours'), input: another },
  'comments.onDesigns.markRead': { expected: signedIn, input: another },
  'comments.onDesigns.mentionable': { expected: signedIn, input: design },
};

const critiques: Record<string, Row> = {
  'critiques.list': { expected: everyone, input: design },
  'critiques.list (private)': { expected: seven('not_found'), input: (s) => design(s, 'private') },
  'critiques.get': { expected: everyone, input: critiqueOfAnother },
  'critiques.create': {
    expected: signedIn,
    input: async (s) => ({ designId: (await design(s)).designId, scores, summary: 'Good' }),
  },
  'critiques.update': {
    expected: signedIn,
    input: async (s) => ({ ...(await critique(s)), scores, summary: 'Better' }),
  },
  'critiques.update (somebody else’s)': {
    expected: members('not_yours'),
    input: async (s) => ({ ...(await critiqueOfAnother(s)), scores, summary: 'Better' }),
  },
  'critiques.remove': { expected: signedIn, input: (s) => critique(s) },
  'critiques.remove (somebody else’s)': { expected: members('not_yours'), input: critiqueOfAnother },
  'critiques.vote': {
    expected: signedIn,
    input: async (s) => ({ ...(await critiqueOfAnother(s)), helpful: true }),
  },
  'critiques.vote (one’s own)': {
    expected: members('own_work'),
    input: async (s) => ({ ...(await critique(s)), helpful: true }),
  },
  'critiques.byPerson': { expected: everyone, input: async (s) => ({ userId: (await s.hub.person()).userId }) },
};

const rubrics: Record<string, Row> = {
  'rubrics.list': { expected: signedIn },
  'rubrics.create': { expected: signedIn, input: () => ({ name: 'Mine', criteria }) },
  'rubrics.update': { expected: signedIn, input: async (s) => ({ ...(await rubric(s)), name: 'Mine', criteria }) },
  'rubrics.update (somebody else’s)': {
    expected: members('not_found'),
    input: async (s) => ({ ...(await rubric(s, await s.hub.person())), name: 'Mine', criteria }),
  },
  'rubrics.remove': { expected: signedIn, input: (s) => rubric(s) },
  'rubrics.remove (somebody else’s)': {
    expected: members('not_found'),
    input: async (s) => rubric(s, await s.hub.person()),
  },
};

export const feedbackRows: Readonly<Record<string, Row>> = { ...threads, ...critiques, ...rubrics };
