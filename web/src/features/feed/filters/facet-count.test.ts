import { facetCap as hubsCap } from '@draftroom/core/schema/designs';
import { suggestedCap as hubsSuggestedCap } from '@draftroom/core/schema/discovery';
import { expect, it } from 'vitest';
import { countWords, facetCap, suggestedCap } from './facet-count.ts';

it('says that there are more where the hub stopped counting', () => {
  expect([facetCap, suggestedCap]).toEqual([hubsCap, hubsSuggestedCap]);
  expect([0, 999, 1_000, 4_711].map((count) => countWords(count))).toEqual(['0', '999', '1,000+', '1,000+']);
  expect([99, 100].map((count) => countWords(count, suggestedCap))).toEqual(['99', '100+']);
});
