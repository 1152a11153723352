import { facetCap as hubsCap } from '@draftroom/core/schema/designs';
import { expect, it } from 'vitest';
import { countWords, facetCap } from './facet-count.ts';

it('says that there are more where the hub stopped counting', () => {
  expect(facetCap).toBe(hubsCap);
  expect([0, 999, 1_000, 4_711].map(countWords)).toEqual(['0', '999', '1,000+', '1,000+']);
});
