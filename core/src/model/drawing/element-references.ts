/**
 * Elements name each other: a text its container, a shape its texts and arrows, an arrow what it sticks to, everything
 * its frame. When one person deletes what another one binds to, names dangle. They are put right in what is shown, never
 * in the document: the deletion may be undone, and what was bound is bound again.
 */
import {
  type Binding,
  type BoundElement,
  type DrawingElement,
  isFrame,
  isTextContainer,
  type TextElement,
} from './drawing-element.ts';
import { sameJson } from './same-json.ts';

/** The same elements, in the same order; those that are right already are the same objects. */
export function withSoundReferences(elements: readonly DrawingElement[]): DrawingElement[] {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const texts = textsOfContainers(elements, byId);
  const arrows = arrowsOfShapes(elements, byId);
  return elements.map((element) => repaired(element, { byId, texts, arrows }));
}

interface Known {
  readonly byId: ReadonlyMap<string, DrawingElement>;
  /** A container has one text; the first in the order of the ids, where two people gave it one at the same time. */
  readonly texts: ReadonlyMap<string, string>;
  readonly arrows: ReadonlyMap<string, readonly string[]>;
}

function repaired(element: DrawingElement, known: Known): DrawingElement {
  const { byId } = known;
  const changes: { -readonly [Key in keyof TextElement]?: TextElement[Key] } & Record<string, unknown> = {};
  if (element.frameId !== null) {
    const frame = byId.get(element.frameId);
    if (frame === undefined || !isFrame(frame) || frame === element) changes.frameId = null;
  }
  const bound = boundTo(element, known);
  if (bound !== element.boundElements) changes.boundElements = bound;
  if (element.type === 'text' && element.containerId !== null && known.texts.get(element.containerId) !== element.id) {
    changes.containerId = null;
  }
  if (element.type === 'arrow' || element.type === 'line') {
    for (const end of ['startBinding', 'endBinding'] as const) {
      if (element[end] !== null && !sticks(element, element[end], byId)) changes[end] = null;
    }
  }
  return Object.keys(changes).length === 0 ? element : ({ ...element, ...changes } as DrawingElement);
}

function boundTo(element: DrawingElement, { texts, arrows }: Known): readonly BoundElement[] {
  const text = texts.get(element.id);
  const wanted = new Map<string, BoundElement>();
  if (text !== undefined) wanted.set(text, { id: text, type: 'text' });
  for (const id of arrows.get(element.id) ?? []) wanted.set(id, { id, type: 'arrow' });
  const { boundElements } = element;
  if (wanted.size === 0) return boundElements.length === 0 ? boundElements : [];
  // Those that are named stay where they stand; the others follow.
  const list: BoundElement[] = [];
  for (const { id } of boundElements) {
    const good = wanted.get(id);
    if (good === undefined) continue;
    list.push(good);
    wanted.delete(id);
  }
  list.push(...wanted.values());
  return sameJson(list, boundElements) ? boundElements : list;
}

function textsOfContainers(
  elements: readonly DrawingElement[],
  byId: ReadonlyMap<string, DrawingElement>,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const element of elements) {
    if (element.type !== 'text' || element.containerId === null) continue;
    const container = byId.get(element.containerId);
    if (container === undefined || !isTextContainer(container)) continue;
    const other = texts.get(container.id);
    if (other === undefined || element.id < other) texts.set(container.id, element.id);
  }
  return texts;
}

function arrowsOfShapes(
  elements: readonly DrawingElement[],
  byId: ReadonlyMap<string, DrawingElement>,
): Map<string, string[]> {
  const arrows = new Map<string, string[]>();
  for (const element of elements) {
    if (element.type !== 'arrow') continue;
    for (const end of [element.startBinding, element.endBinding]) {
      if (end === null || !sticks(element, end, byId)) continue;
      const list = arrows.get(end.elementId);
      if (list === undefined) arrows.set(end.elementId, [element.id]);
      else if (!list.includes(element.id)) list.push(element.id);
    }
  }
  return arrows;
}

function sticks(element: DrawingElement, { elementId }: Binding, byId: ReadonlyMap<string, DrawingElement>): boolean {
  if (element.type !== 'arrow' || elementId === element.id) return false;
  const target = byId.get(elementId);
  return target !== undefined && target.type !== 'arrow' && target.type !== 'line' && target.type !== 'freedraw';
}
