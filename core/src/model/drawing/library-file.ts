/** Libraries of shapes as `.excalidrawlib` files: read in version 1 (bare lists of elements) and 2, written in 2. */
import { because } from '../../contract/reasons.ts';
import type { DrawingElement } from './drawing-element.ts';
import { elementId, isRecord, own, words } from './element-values.ts';
import {
  type DrawingProblem,
  mostElements,
  note,
  parseJson,
  readFileElements,
  refuse,
  toFileElement,
} from './file-elements.ts';

export interface LibraryItem {
  readonly id: string;
  readonly name: string;
  readonly status: 'published' | 'unpublished';
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly elements: readonly DrawingElement[];
}

export interface LibraryFile {
  readonly items: readonly LibraryItem[];
  readonly problems: readonly DrawingProblem[];
}

const mostItems = 5_000;

/** Throws `bad_drawing` with the reason for what is no library, or holds nothing that can be used. */
export function parseLibrary(text: string): LibraryFile {
  const file = parseJson(text);
  if (!isRecord(file) || own(file, 'type') !== 'excalidrawlib') throw refuse(because('libraryNone'));
  const list = own(file, 'libraryItems') ?? own(file, 'library');
  if (!Array.isArray(list)) throw refuse(because('libraryNone'));
  if (list.length > mostItems) throw refuse(because('drawingManyElements', { most: mostItems }));
  const problems: DrawingProblem[] = [];
  const items: LibraryItem[] = [];
  const ids = new Set<string>();
  let elements = 0;
  for (const [at, value] of (list as unknown[]).entries()) {
    const item = readItem(value, at, problems);
    if (item === null) continue;
    elements += item.elements.length;
    if (elements > mostElements) throw refuse(because('drawingManyElements', { most: mostElements }));
    items.push(ids.has(item.id) ? { ...item, id: `${item.id.slice(0, 80)}~${at}` } : item);
    ids.add(item.id);
  }
  if (list.length > 0 && items.length === 0) throw refuse(because('drawingNothingKnown'));
  return { items, problems };
}

export function formatLibrary(items: Iterable<LibraryItem>): string {
  const libraryItems = [...items].map(({ elements, ...item }) => ({
    ...item,
    elements: elements.map((element) => toFileElement(element, () => false)),
  }));
  return `${JSON.stringify({ type: 'excalidrawlib', version: 2, source: 'draftroom', libraryItems }, null, 2)}\n`;
}

function readItem(value: unknown, at: number, problems: DrawingProblem[]): LibraryItem | null {
  const list = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? own(value, 'elements') : null;
  if (!Array.isArray(list)) {
    note(problems, { at, what: 'item', reason: because('libraryNone') as DrawingProblem['reason'] });
    return null;
  }
  const record = isRecord(value) ? value : {};
  const elements = readItemElements(list, problems);
  if (elements.length === 0) return null;
  const created = own(record, 'created');
  return {
    id: elementId(own(record, 'id')) ?? `item-${at}`,
    name: words(200)(own(record, 'name')) ?? '',
    status: own(record, 'status') === 'published' ? 'published' : 'unpublished',
    created: typeof created === 'number' && Number.isSafeInteger(created) ? created : 0,
    elements,
  };
}

/** One item without anything that can be used is no reason to refuse the others. */
function readItemElements(list: readonly unknown[], problems: DrawingProblem[]): DrawingElement[] {
  if (list.length > mostElements) throw refuse(because('drawingManyElements', { most: mostElements }));
  const before = problems.length;
  try {
    return readFileElements(list, problems);
  } catch (error) {
    if (problems.length > before) return [];
    throw error;
  }
}
