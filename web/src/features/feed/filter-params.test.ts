import { describe, expect, it } from 'vitest';
import { askedFilter, filterCount, filterOf, noFilter, readFilter, toggled, writeFilter } from './filter-params.ts';

describe('filters in addresses', () => {
  it('come back as they were written', () => {
    const filter = readFilter({
      tags: 'low-poly,c++,2024',
      kinds: 'model,drawing',
      licences: 'CC0-1.0',
      colours: 'teal,red',
      author: 'someone',
      remixable: true,
    });
    expect(readFilter(writeFilter(filter))).toEqual(filter);
    expect(filterOf(askedFilter(filter))).toEqual(filter);
    expect(filterCount(filter)).toBe(10);
  });

  it('are one address for one filter, in whatever order they were chosen', () => {
    const one = readFilter({ kinds: 'code,image', colours: 'red,teal' });
    const other = readFilter({ kinds: 'image,code,code', colours: 'teal,red' });
    expect(writeFilter(one)).toEqual(writeFilter(other));
  });

  it('drop what nobody knows', () => {
    const filter = readFilter({ kinds: 'virus,model', licences: 'WTFPL', colours: 'octarine', tags: ' , ,a,a' });
    expect(filter).toEqual({ ...noFilter, kinds: ['model'], tags: ['a'] });
  });

  it('name nothing that does not narrow', () => {
    expect(askedFilter(noFilter)).toEqual({});
    expect(JSON.stringify(writeFilter(noFilter))).toBe('{}');
    expect(filterCount(noFilter)).toBe(0);
  });

  it('keep to the most tags that the hub takes', () => {
    expect(readFilter({ tags: Array.from({ length: 40 }, (_, index) => `t${index}`).join() }).tags).toHaveLength(12);
  });
});

it('chooses and unchooses', () => {
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  expect(toggled(['b'], 'a')).toEqual(['b', 'a']);
});
