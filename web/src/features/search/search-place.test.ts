import { describe, expect, it } from 'vitest';
import { askedSearch, isEmpty, keptPlace, readSearch, writeSearch } from './search-place.ts';

describe('searches in addresses', () => {
  it('come back as they were written, also by way of a saved search', () => {
    const place = readSearch({ q: ' tide "low water" -clock ', order: 'top', tags: 'paper', remixable: true });
    expect(place.q).toBe('tide "low water" -clock');
    expect(readSearch(writeSearch(place))).toEqual(place);
    expect(keptPlace(askedSearch(place))).toEqual(place);
  });

  it('say nothing of what is as always', () => {
    expect(JSON.stringify(writeSearch(readSearch({})))).toBe('{}');
    expect(readSearch({ order: 'sideways' }).order).toBe('relevance');
  });

  it('are empty without words and filters', () => {
    expect(isEmpty(readSearch({ q: '  ', order: 'new' }))).toBe(true);
    expect(isEmpty(readSearch({ colours: 'teal' }))).toBe(false);
  });
});
