import { describe, expect, test } from 'vitest';
import { plainWords, type SharedPage, withHeadTags } from './head-tags.ts';

const html = `<!doctype html>
<html lang="en">
  <head>
    <title>Draftroom</title>
    <meta name="description" content="A room." />
  </head>
  <body></body>
</html>`;

const page: SharedPage = {
  title: 'Tide clock',
  description: 'Shows the tide',
  url: 'https://hub.example/designs/1',
  type: 'article',
  picture: { url: 'https://hub.example/assets/a/picture', width: 40, height: 30 },
  poster: { url: '/assets/a/picture', srcset: '/assets/b/picture 20w, /assets/a/picture 40w', sizes: '100vw' },
  oembed: 'https://hub.example/oembed?url=x&format=json',
  indexed: true,
};

describe('[DSN-12] head tags', () => {
  test('take the place of those of the page', () => {
    const filled = withHeadTags(html, page);
    expect(filled.match(/<title>/g)).toHaveLength(1);
    expect(filled.match(/name="description"/g)).toHaveLength(1);
    expect(filled).toContain('<title>Tide clock · Draftroom</title>');
    expect(filled).toContain('<meta property="og:image" content="https://hub.example/assets/a/picture" />');
    expect(filled).toContain('href="https://hub.example/oembed?url=x&amp;format=json"');
    expect(filled).toContain('imagesrcset="/assets/b/picture 20w, /assets/a/picture 40w" imagesizes="100vw"');
    expect(filled).not.toContain('noindex');
    expect(withHeadTags(html, { ...page, indexed: false })).toContain('<meta name="robots" content="noindex" />');
  });

  test.each(['</title><script>alert(1)</script>', '" onload="alert(1)', "$& $' $` $1", '<!--', '</head><body>'])(
    'carry %s as words',
    (words) => {
      const filled = withHeadTags(html, { ...page, title: words, description: words, picture: null, oembed: null });
      expect(filled).not.toContain('<script');
      expect(filled.match(/<\/head>/g)).toHaveLength(1);
      expect(filled.match(/<body>/g)).toHaveLength(1);
      const attributes = [...filled.matchAll(/content="([^"]*)"/g)].map(([, content]) => content);
      const escaped = words
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
      expect(attributes).toContain(escaped);
    },
  );
});

test('[DSN-12] descriptions are words, not Markdown, and short', () => {
  expect(plainWords('# Tide *clock*\n\n- [docs](https://x.example)\n![alt](a.png) `code` <b>bold</b>')).toBe(
    'Tide clock docs alt code bold',
  );
  const long = plainWords('word '.repeat(2_000));
  expect(long.length).toBeLessThanOrEqual(200);
  expect(long.endsWith('…')).toBe(true);
  for (const hostile of ['['.repeat(20_000), '<'.repeat(20_000), '`'.repeat(20_000)]) {
    expect(plainWords(hostile).length).toBeLessThanOrEqual(200);
  }
});
