/** A drawing as a list that can be read: what is on it, in the order in which people read it, and what joins what. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';

export interface OutlineItem {
  id: string;
  kind: DrawingElement['type'];
  /** Its own words, those inside it, or its name; empty where it has none. */
  words: string;
  /** For arrows and lines: the words of what they join, null for an end that hangs free. */
  from: string | null;
  to: string | null;
  /** The words of the frame around it. */
  frame: string | null;
}

const longest = 80;

export function outlineOf(elements: readonly DrawingElement[]): OutlineItem[] {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const inside = new Map<string, string>();
  for (const element of elements) {
    if (element.type === 'text' && element.containerId !== null) inside.set(element.containerId, oneLine(element.text));
  }
  const wordsOf = (element: DrawingElement): string => {
    if (element.type === 'text') return oneLine(element.originalText || element.text);
    if (element.type === 'frame' || element.type === 'magicframe') return oneLine(element.name ?? '');
    return inside.get(element.id) ?? '';
  };
  const joined = (id: string | undefined): string | null => {
    const other = id === undefined ? undefined : byId.get(id);
    return other === undefined ? null : wordsOf(other);
  };
  const listed = elements.filter(
    (element) => !(element.type === 'text' && element.containerId !== null && byId.has(element.containerId)),
  );
  return inReadingOrder(listed).map((element) => {
    const linear = element.type === 'arrow' || element.type === 'line' ? element : null;
    const frame = element.frameId === null ? undefined : byId.get(element.frameId);
    return {
      id: element.id,
      kind: element.type,
      words: wordsOf(element),
      from: joined(linear?.startBinding?.elementId),
      to: joined(linear?.endBinding?.elementId),
      frame: frame === undefined ? null : wordsOf(frame),
    };
  });
}

/**
 * Row by row from the top, each from the left. A row is what begins within the upper half of its first element, so that
 * boxes that a hand has set side by side are read side by side.
 */
function inReadingOrder(elements: readonly DrawingElement[]): DrawingElement[] {
  const byTop = elements.toSorted((one, other) => one.y - other.y || one.x - other.x);
  const rows: { until: number; elements: DrawingElement[] }[] = [];
  for (const element of byTop) {
    const row = rows.at(-1);
    if (row !== undefined && element.y <= row.until) row.elements.push(element);
    else rows.push({ until: element.y + Math.abs(element.height) / 2, elements: [element] });
  }
  return rows.flatMap((row) => row.elements.toSorted((one, other) => one.x - other.x));
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1).toWellFormed()}…` : line;
}
