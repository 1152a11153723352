/** Feed and search: about no room. */
import { everyone, type Row, signedIn } from './rows.ts';

const notFound = 'not_found not_found not_found not_found not_found not_found not_found';

export const discoveryRows: Readonly<Record<string, Row>> = {
  'feed.list': { expected: everyone, input: () => ({}) },
  'feed.list (of whom I follow)': { expected: signedIn, input: () => ({ order: 'following' }) },
  'feed.list (for me)': { expected: everyone, input: () => ({ order: 'forYou' }) },
  'feed.similar (to one that is not there)': { expected: notFound, input: () => ({ designId: 'nothing' }) },
  'feed.dismiss (what is not there)': {
    expected: notFound.replace(/not_found$/, 'not_signed_in'),
    input: () => ({ designId: 'nothing' }),
  },
  'search.run': { expected: everyone, input: () => ({ q: 'clock' }) },
  'search.facets': { expected: everyone, input: () => ({}) },
  'search.suggest': { expected: everyone, input: () => ({ q: 'clo' }) },
  'search.saved.list': { expected: signedIn },
  'search.saved.create': { expected: signedIn, input: (s) => ({ name: s.path(), search: { q: 'clock' } }) },
  'search.saved.remove (somebody else’s)': {
    expected: notFound.replace(/not_found$/, 'not_signed_in'),
    input: () => ({ savedSearchId: 'nothing' }),
  },
};
