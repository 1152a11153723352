import { describe, expect, test } from 'vitest';
import { languageIds, languageLabel, languageOf } from './languages.ts';

describe('[DOC-3] language by name', () => {
  test.each([
    ['src/main.ts', 'typescript'],
    ['App.TSX', 'typescript'],
    ['a.d.ts', 'typescript'],
    ['index.mjs', 'javascript'],
    ['Dockerfile', 'dockerfile'],
    ['Dockerfile.dev', 'dockerfile'],
    ['README', 'markdown'],
    ['docs/readme.md', 'markdown'],
    ['.gitignore', 'shell'],
    ['.env', 'ini'],
    ['.env.local', 'plaintext'],
    ['data.scene.json', 'json'],
    ['drawing.excalidraw', 'json'],
    ['LICENSE', 'plaintext'],
    ['archive.tar.unknown', 'plaintext'],
    ['', 'plaintext'],
    ['constructor', 'plaintext'],
    ['x.constructor', 'plaintext'],
    ['logo.svg', 'xml'],
    ['main.py', 'python'],
    ['a/b.c/d', 'plaintext'],
  ])('%s is %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });

  test('knows about sixty languages, each with a label', () => {
    expect(languageIds.length).toBeGreaterThan(55);
    for (const id of languageIds) expect(languageLabel(id)).toMatch(/\S/);
    expect(['typescript', 'constructor', 'unheard-of'].map(languageLabel)).toEqual([
      'TypeScript',
      'constructor',
      'unheard-of',
    ]);
  });
});
