/**
 * The layout of a drawing: Y.Map `meta` {kind, schema}, Y.Map `elements` by id, Y.Map `files` from the id of a picture
 * to its asset; pixels are never in the document. Accessors take whatever a peer may have written, drop what does not
 * fit, and never throw.
 */
import type * as Y from 'yjs';
import type { DrawingElement } from './drawing-element.ts';
import { inOrder, keepingOrder } from './element-order.ts';
import { withSoundReferences } from './element-references.ts';
import { elementId } from './element-values.ts';
import { readStored, toStored } from './stored-element.ts';

export type { DrawingElement } from './drawing-element.ts';

export const drawingSchemaVersion = 1;

export function elementsOf(doc: Y.Doc): Y.Map<Y.Map<unknown>> {
  return doc.getMap('elements');
}

export function filesOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap('files');
}

/** The elements that can be drawn, in their order, with references that hold. */
export function readDrawing(doc: Y.Doc): DrawingElement[] {
  const elements: DrawingElement[] = [];
  for (const [id, stored] of elementsOf(doc)) {
    const element = readStored(id, stored);
    if (element !== null) elements.push(element);
  }
  return withSoundReferences(inOrder(elements));
}

/** As it is stored: references may dangle, and the order key may be somebody else's, too. */
export function readStoredElement(doc: Y.Doc, id: string): DrawingElement | null {
  return readStored(id, elementsOf(doc).get(id));
}

/** The asset of each picture. */
export function readFiles(doc: Y.Doc): Map<string, string> {
  const files = new Map<string, string>();
  for (const [id, asset] of filesOf(doc) as Iterable<[string, unknown]>) {
    if (elementId(id) !== undefined && isAssetReference(asset)) files.set(id, asset);
  }
  return files;
}

/** An asset is named by the SHA-256 of its bytes. */
export function isAssetReference(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

export interface DrawingContent {
  /** In the order in which they are drawn. */
  readonly elements: readonly DrawingElement[];
  readonly files?: Iterable<readonly [id: string, asset: string]>;
}

/** The first update of a drawing. Only the hub calls it: what two clients seed would overwrite each other. */
export function seedDrawing(doc: Y.Doc, { elements, files = [] }: DrawingContent = { elements: [] }): void {
  doc.transact(() => {
    const meta = doc.getMap('meta');
    meta.set('kind', 'drawing');
    meta.set('schema', drawingSchemaVersion);
    for (const element of keepingOrder(elements)) elementsOf(doc).set(element.id, toStored(element));
    for (const [id, asset] of files) filesOf(doc).set(id, asset);
  });
}
