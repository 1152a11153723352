import { writeMention } from '@draftroom/core/contract/mentions';
import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { WrittenMarkdown } from './WrittenMarkdown.tsx';
import { deepest } from './written-tree.ts';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const ada = '01k2x9p4q7r8s5t6v0w1';

function shown(text: string): string {
  const written = createElement(WrittenMarkdown, { text });
  const page = renderToStaticMarkup(
    // biome-ignore lint/correctness/noChildrenProp: the provider's types ask for it
    createElement(RouterContextProvider, { router: router as never, children: written }),
  );
  return page.replace(/^<div[^>]*>|<\/div>$/g, '').replaceAll('\n', '');
}
const count = (page: string, tag: string) => page.split(`<${tag}>`).length - 1;

describe('[VIEW-3] what somebody wrote', () => {
  it('leads from a name to the profile, whatever signs of Markdown are in the name', () => {
    for (const name of ['Ada Berg', 'Ada *the* _1st_', '`Ada`', 'Ada!']) {
      const link = `<a href="/people/${ada}">@${name}</a>`;
      expect(shown(`Ask ${writeMention(name, ada)}, please`)).toBe(`<p>Ask ${link}, please</p>`);
    }
    expect(shown(`**${writeMention('Ada', ada)}**`)).toContain(`<strong><a href="/people/${ada}">@Ada</a></strong>`);
  });

  it('leaves what only looks like a name without a link, and ids out of code', () => {
    expect(shown(`[Ada](${ada})`)).toBe('<p>Ada</p>');
    expect(shown('@[Ada](short)')).toBe('<p>@Ada</p>');
    expect(shown(`@[Ada](https://example.org)`)).toContain('<p>@<a href="https://example.org"');
    expect(shown(`\`${writeMention('Ada', ada)}\``)).toBe('<p><code>@Ada</code></p>');
  });

  it('[VIEW-6] indents the first levels only, and keeps every word of the others in order', () => {
    const quoted = shown(`${'> '.repeat(400)}deep`);
    expect([count(quoted, 'blockquote'), quoted.includes('<p>deep</p>')]).toEqual([deepest, true]);
    for (const sign of ['> ', '>', '- ', '1. ', '- > ']) {
      const endless = shown(`${sign.repeat(4_000 / sign.length)}deep`);
      expect(endless.replace(/<[^>]*>/g, ''), sign).toBe('deep');
    }
    expect(shown('- - - - -')).toBe('<hr/>');
    const listed = shown(Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- level${level}`).join('\n'));
    expect(count(listed, 'ul')).toBe(deepest);
    expect(listed.match(/level\d+/g)).toEqual(Array.from({ length: 60 }, (_, level) => `level${level}`));
  });
});
