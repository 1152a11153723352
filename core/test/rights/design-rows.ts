/** Designs and collections: about no room, but where they come from one. */
import type { DesignVisibility } from '@draftroom/drizzle/enums';
import type { TestPerson } from '../../src/testing/test-people.ts';
import { everyone, forEditors, type Row, signedIn } from './rows.ts';
import type { Scene } from './scene.ts';

const all = (code: string) => `${`${code} `.repeat(6)}${code}`;
const everybodyElse = (code: string) => `${`${code} `.repeat(6)}not_signed_in`;

async function make(s: Scene, author: TestPerson | null, visibility: DesignVisibility) {
  const { direct } = s.hub.as(author ?? (await s.hub.person()));
  return { designId: (await direct.designs.create({ title: s.path(), visibility })).id };
}
/** The person's own where they can have one. */
const mine = (s: Scene) => make(s, s.person, 'public');
const another = (s: Scene) => make(s, null, 'public');
const hidden = (s: Scene) => make(s, null, 'private');

async function collect(s: Scene, owner: TestPerson | null, visibility: DesignVisibility = 'public') {
  const { collections } = s.hub.as(owner ?? (await s.hub.person())).direct;
  const { id: collectionId } = await collections.create({ title: s.path(), visibility });
  const { designId } = await another(s);
  await collections.addItem({ collectionId, designId });
  return { collectionId, designId };
}
const myCollection = (s: Scene) => collect(s, s.person);
const anothers = (s: Scene) => collect(s, null);

/** A row for one's own, and one for somebody else's. */
function pair<Input extends object>(
  name: string,
  inputs: { own: (s: Scene) => Promise<Input>; other: (s: Scene) => Promise<Input> },
  refused = 'not_yours',
): Record<string, Row> {
  return {
    [name]: { expected: signedIn, input: inputs.own },
    [`${name} (somebody else’s)`]: { expected: everybodyElse(refused), input: inputs.other },
  };
}
const withMore = <Input extends object, More extends object>(make: (s: Scene) => Promise<Input>, more: More) => {
  return async (s: Scene) => ({ ...(await make(s)), ...more });
};
const both = <More extends object>(more: More) => ({ own: withMore(mine, more), other: withMore(another, more) });
const bothCollections = <More extends object>(more: More) => ({
  own: withMore(myCollection, more),
  other: withMore(anothers, more),
});

async function removed(s: Scene, author: TestPerson | null) {
  const person = author ?? (await s.hub.person());
  const design = await make(s, person, 'public');
  await s.hub.as(person).direct.designs.remove(design);
  return design;
}
async function removedCollection(s: Scene, owner: TestPerson | null) {
  const person = owner ?? (await s.hub.person());
  const { collectionId } = await collect(s, person);
  await s.hub.as(person).direct.collections.remove({ collectionId });
  return { collectionId };
}

const designs: Record<string, Row> = {
  'designs.get': { expected: everyone, input: another },
  'designs.get (private)': { expected: all('not_found'), input: hidden },
  'designs.create': { expected: signedIn, input: (s) => ({ title: s.path(), visibility: 'private' }) },
  'designs.create (of documents of the room)': {
    expected: forEditors,
    input: (s) => ({ title: s.path(), visibility: 'public', documents: [s.documentId] }),
  },
  'designs.publish': {
    expected: forEditors,
    input: ({ roomId }) => ({ roomId, title: 'From here', licence: 'MIT', visibility: 'public' }),
  },
  'designs.addRelease': {
    expected: forEditors,
    input: async (s) => ({ ...(await mine(s)), roomId: s.roomId }),
  },
  'designs.addRelease (to somebody else’s)': {
    expected: everybodyElse('not_yours'),
    input: async (s) => ({ ...(await another(s)), roomId: s.roomId }),
  },
  ...pair('designs.update', both({ title: 'Better' })),
  ...pair('designs.remove', both({})),
  ...pair('designs.restore', { own: (s) => removed(s, s.person), other: (s) => removed(s, null) }, 'not_found'),
  'designs.release': { expected: everyone, input: withMore(another, { seq: 1 }) },
  'designs.release (private)': { expected: all('not_found'), input: withMore(hidden, { seq: 1 }) },
  'designs.diff': { expected: everyone, input: withMore(another, { from: 1, to: 1 }) },
  'designs.diff (private)': { expected: all('not_found'), input: withMore(hidden, { from: 1, to: 1 }) },
  'designs.remixes': { expected: everyone, input: another },
  'designs.remixes (private)': { expected: all('not_found'), input: hidden },
  'designs.mine': { expected: signedIn, input: () => ({}) },
  'designs.saved': { expected: signedIn, input: () => ({}) },
  'designs.byAuthor': { expected: everyone, input: (s) => ({ userId: s.room.viewer.userId }) },
  'designs.react': { expected: signedIn, input: withMore(another, { kind: 'like', on: true }) },
  'designs.react (to my own)': {
    expected: everybodyElse('own_design'),
    input: withMore(mine, { kind: 'like', on: true }),
  },
  'designs.react (private)': {
    expected: everybodyElse('not_found'),
    input: withMore(hidden, { kind: 'like', on: true }),
  },
  'designs.follow': { expected: signedIn, input: async (s) => ({ userId: (await s.hub.person()).userId, on: true }) },
  'designs.remix': { expected: signedIn, input: another },
  'designs.remix (private)': { expected: everybodyElse('not_found'), input: hidden },
  'designs.origin': { expected: forEditors, input: ({ roomId }) => ({ roomId }) },
  'designs.events': { expected: everyone, input: another },
  'designs.events (private)': { expected: all('not_found'), input: hidden },
};

const collections: Record<string, Row> = {
  'collections.list': { expected: everyone, input: (s) => ({ userId: s.room.viewer.userId }) },
  'collections.get': { expected: everyone, input: anothers },
  'collections.get (private)': { expected: all('not_found'), input: (s) => collect(s, null, 'private') },
  'collections.create': { expected: signedIn, input: (s) => ({ title: s.path(), visibility: 'private' }) },
  ...pair('collections.update', bothCollections({ title: 'Better' })),
  ...pair('collections.remove', bothCollections({})),
  ...pair(
    'collections.restore',
    { own: (s) => removedCollection(s, s.person), other: (s) => removedCollection(s, null) },
    'not_found',
  ),
  ...pair('collections.addItem', {
    own: async (s) => ({ ...(await myCollection(s)), ...(await another(s)) }),
    other: async (s) => ({ ...(await anothers(s)), ...(await another(s)) }),
  }),
  ...pair('collections.updateItem', bothCollections({ note: 'because' })),
  ...pair('collections.removeItem', bothCollections({})),
  ...pair('collections.moveItem', bothCollections({ after: null })),
  'collections.containing': { expected: signedIn, input: another },
};

export const designRows: Readonly<Record<string, Row>> = { ...designs, ...collections };
