import { describe, expect, it } from 'vitest';
import { choiceParam, localPath, textParam } from './search-params.ts';

describe('where to go after signing in', () => {
  it('is a path of this hub', () => {
    expect(localPath('/rooms/abc?tab=chat#x')).toBe('/rooms/abc?tab=chat#x');
  });

  it.each([
    undefined,
    '',
    'rooms',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
  ])('never leads elsewhere: %j', (path) => {
    expect(localPath(path)).toBeUndefined();
  });
});

describe('search parameters', () => {
  it('takes texts and numbers as text, cut to a length', () => {
    expect(textParam({ q: 'tide' }, 'q')).toBe('tide');
    expect(textParam({ q: 123456 }, 'q')).toBe('123456');
    expect(textParam({ q: 'x'.repeat(50) }, 'q', 10)).toHaveLength(10);
    expect(textParam({ q: '' }, 'q')).toBeUndefined();
    expect(textParam({ q: { a: 1 } }, 'q')).toBeUndefined();
  });

  it('takes only known choices', () => {
    expect(choiceParam({ show: 'public' }, 'show', ['mine', 'public'])).toBe('public');
    expect(choiceParam({ show: 'all' }, 'show', ['mine', 'public'])).toBeUndefined();
  });
});
