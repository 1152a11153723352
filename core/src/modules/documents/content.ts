/** The content of live documents of every kind, for reading, seeding and bringing back. Pure Yjs. */
import type { DocumentKind } from '@draftroom/drizzle/enums';
import * as Y from 'yjs';
import { type DrawingContent, readFiles, seedDrawing } from '../../model/drawing/drawing-document.ts';
import { type EmbeddedPicture, formatExcalidraw } from '../../model/drawing/excalidraw-file.ts';
import { readText, replaceText, seedText } from '../../model/text/text-document.ts';
import { textEdits } from '../../model/text/text-edits.ts';
import type { DocumentContent } from './schema.ts';

/** The shared maps beside `meta`, by kind. */
const mapsOf = {
  drawing: ['elements', 'files'],
  scene: ['nodes', 'settings'],
  graph: ['nodes', 'edges'],
} as const satisfies Record<Exclude<DocumentKind, 'text'>, readonly string[]>;

/** What a document starts with. */
export type InitialContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'drawing'; readonly drawing: DrawingContent }
  | { readonly kind: 'scene' | 'graph' };

export function emptyContent(kind: DocumentKind): InitialContent {
  if (kind === 'text') return { kind, text: '' };
  return kind === 'drawing' ? { kind, drawing: { elements: [] } } : { kind };
}

/** A document's first update: what it is and what is in it. */
export function seedDocument(doc: Y.Doc, content: InitialContent): void {
  if (content.kind === 'text') seedText(doc, content.text);
  else if (content.kind === 'drawing') seedDrawing(doc, content.drawing);
  else {
    doc.transact(() => {
      const meta = doc.getMap('meta');
      meta.set('kind', content.kind);
      meta.set('schema', 1);
    });
  }
}

export function documentContent(doc: Y.Doc, kind: DocumentKind): DocumentContent {
  if (kind === 'text') return readText(doc);
  const data: Record<string, unknown> = { meta: doc.getMap('meta').toJSON() };
  for (const name of mapsOf[kind]) data[name] = doc.getMap(name).toJSON();
  return data;
}

/** What a file with this document's content holds. A drawing's pictures are in it where they are given. */
export function contentAsText(doc: Y.Doc, kind: DocumentKind, pictures: Iterable<EmbeddedPicture> = []): string {
  if (kind === 'text') return readText(doc);
  if (kind === 'drawing') return formatExcalidraw(doc, pictures);
  return `${JSON.stringify(documentContent(doc, kind), null, 2)}\n`;
}

/** The assets of the pictures in a document, by the id that it names each by. */
export function picturesOf(doc: Y.Doc, kind: DocumentKind): ReadonlyMap<string, string> {
  return kind === 'drawing' ? readFiles(doc) : new Map();
}

export function documentFromUpdates(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/**
 * Edits `doc` forward until it says what `wanted` says. Never a swap of state: what did not change keeps its identity,
 * so cursors stay and work that has not arrived yet merges.
 */
export function bringTo(doc: Y.Doc, kind: DocumentKind, wanted: Y.Doc): void {
  if (kind === 'text') {
    replaceText(doc, readText(wanted));
    return;
  }
  doc.transact(() => {
    for (const name of mapsOf[kind]) bringMapTo(doc.getMap(name), wanted.getMap(name));
  });
}

function bringMapTo(map: Y.Map<unknown>, wanted: Y.Map<unknown>): void {
  for (const key of [...map.keys()]) if (!wanted.has(key)) map.delete(key);
  for (const [key, value] of wanted.entries()) {
    const here = map.get(key);
    if (here instanceof Y.Map && value instanceof Y.Map) bringMapTo(here, value);
    else if (here instanceof Y.Text && value instanceof Y.Text) bringTextTo(here, value.toString());
    else if (!sameValue(here, value)) map.set(key, copyOf(value));
  }
}

function bringTextTo(text: Y.Text, wanted: string): void {
  const now = text.toString();
  if (now === wanted && text.length === now.length) return;
  // Offsets in the words are offsets in the text only while it holds nothing else.
  const edits =
    text.length === now.length ? textEdits(now, wanted) : [{ index: 0, remove: text.length, insert: wanted }];
  for (const { index, remove, insert } of edits.toReversed()) {
    if (remove > 0) text.delete(index, remove);
    if (insert !== '') text.insert(index, insert);
  }
}

/** Yjs types cannot stand in two documents. */
function copyOf(value: unknown): unknown {
  return value instanceof Y.AbstractType ? value.clone() : value;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Y.AbstractType !== b instanceof Y.AbstractType) return false;
  if (a instanceof Y.AbstractType && b instanceof Y.AbstractType && a.constructor !== b.constructor) return false;
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(value: unknown): unknown {
  return value instanceof Y.AbstractType ? value.toJSON() : value;
}
