/** What a release is made of, and what can be said about it. Pure. */
import { createHash } from 'node:crypto';
import type { DocumentKind, ReleaseFileKind } from '@draftroom/drizzle/enums';
import { languageOf } from '../documents/schema/languages.ts';
import type { FileRecord } from './repo/release-repo.ts';
import type { FileFacts, ReleaseFacts } from './schema.ts';

const mostColours = 6;
const mostMissing = 50;

export const kindOfDocument: Readonly<Record<DocumentKind, ReleaseFileKind>> = {
  text: 'code',
  scene: 'scene',
  graph: 'graph',
  drawing: 'drawing',
};

export const mediaTypeOfDocument: Readonly<Record<DocumentKind, string>> = {
  text: 'text/plain',
  scene: 'application/json',
  graph: 'application/json',
  drawing: 'application/vnd.excalidraw+json',
};

/** Lines as an editor counts them. */
export function textFacts(path: string, text: string): FileFacts {
  return { language: languageOf(path), lines: text === '' ? 0 : text.replace(/\n$/, '').split('\n').length };
}

/** Equal contents, equal hash, in whatever order they come. */
export function contentHash(files: readonly Pick<FileRecord, 'path' | 'assetId'>[]): string {
  const lines = files.map(({ path, assetId }) => JSON.stringify([path, assetId])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export function releaseFacts(files: readonly Pick<FileRecord, 'size' | 'facts'>[]): ReleaseFacts {
  const elements = new Map<string, number>();
  const lines = new Map<string, number>();
  for (const { facts } of files) {
    for (const [type, count] of Object.entries(facts.elements ?? {})) {
      elements.set(type, (elements.get(type) ?? 0) + count);
    }
    if (facts.language !== undefined) {
      lines.set(facts.language, (lines.get(facts.language) ?? 0) + (facts.lines ?? 0));
    }
  }
  const each = <Item>(of: (facts: FileFacts) => readonly Item[] | undefined, most: number): Item[] =>
    [...new Set(files.flatMap(({ facts }) => of(facts) ?? []))].slice(0, most);
  return {
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    triangles: files.reduce((sum, { facts }) => sum + (facts.triangles ?? 0), 0),
    elements: Object.fromEntries(elements),
    languages: [...lines]
      .map(([language, count]) => ({ language, lines: count }))
      .sort((a, b) => b.lines - a.lines || (a.language < b.language ? -1 : 1)),
    colours: each((facts) => facts.colours, mostColours),
    palette: each((facts) => facts.palette, mostColours),
    missing: each((facts) => facts.missing, mostMissing),
  };
}

export function kindsOf(files: readonly Pick<FileRecord, 'kind'>[]): ReleaseFileKind[] {
  return [...new Set(files.map(({ kind }) => kind))].sort();
}
