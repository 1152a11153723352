/** Brings elements of older files up to what is written today, as Excalidraw does when it opens them. Pure. */
import { isRecord, own } from './element-values.ts';

type Plain = Record<string, unknown>;

/** Null for what files hold and nobody sees: deleted elements, frames of a selection, things without an extent. */
export function modernised(value: unknown): Plain | null {
  if (!isRecord(value)) return null;
  if (own(value, 'isDeleted') === true || own(value, 'type') === 'selection') return null;
  const element: Plain = {};
  for (const [key, entry] of Object.entries(value)) {
    // What was left empty in the file has its usual value.
    if (entry !== undefined && key !== '__proto__') element[key] = entry;
  }
  if (element.type === 'draw') element.type = 'line';
  bringBound(element);
  bringRoundness(element);
  if (element.type === 'text') return bringText(element);
  if (element.type === 'line' || element.type === 'arrow') return bringLinear(element);
  if (element.type === 'freedraw') return element;
  bringSize(element);
  return element.width === 0 && element.height === 0 ? null : element;
}

function bringBound(element: Plain): void {
  const { boundElementIds, boundElements } = element;
  if (boundElements === null) delete element.boundElements;
  if (!Array.isArray(boundElementIds) || Array.isArray(boundElements)) return;
  element.boundElements = boundElementIds.map((id: unknown) => ({ id, type: 'arrow' }));
}

/** Until 2022 corners were sharp or round, in one way for each type. */
function bringRoundness(element: Plain): void {
  if (isRecord(element.roundness) || element.strokeSharpness !== 'round') return;
  const byRadius = ['rectangle', 'embeddable', 'iframe', 'image'].includes(String(element.type));
  element.roundness = { type: byRadius ? 1 : 2 };
}

function bringSize(element: Plain): void {
  for (const [place, size] of [
    ['x', 'width'],
    ['y', 'height'],
  ] as const) {
    const [at, extent] = [element[place], element[size]];
    if (typeof at !== 'number' || typeof extent !== 'number' || extent >= 0) continue;
    element[place] = at + extent;
    element[size] = -extent;
  }
}

const fontNumbers: Readonly<Record<string, number>> = { Virgil: 1, Helvetica: 2, Cascadia: 3 };

function bringText(element: Plain): Plain | null {
  if (typeof element.font === 'string') {
    const [size = '', name = ''] = element.font.split(' ');
    element.fontSize ??= Number.parseFloat(size);
    element.fontFamily ??= fontNumbers[name] ?? 5;
  }
  if (typeof element.text !== 'string') return element;
  if (typeof element.originalText !== 'string' || element.originalText === '') element.originalText = element.text;
  if (element.originalText === '') return null;
  if (element.text === '') element.text = element.originalText;
  bringSize(element);
  if (typeof element.lineHeight !== 'number') element.lineHeight = lineHeightOf(element, String(element.text));
  return element;
}

/** As it was when the size was measured; else that of the font. */
function lineHeightOf({ height, fontSize, fontFamily }: Plain, text: string): number {
  const lines = text.split('\n').length;
  if (typeof height === 'number' && height > 0 && typeof fontSize === 'number' && fontSize > 0) {
    return height / lines / fontSize;
  }
  return { 2: 1.15, 3: 1.2, 6: 1.35, 7: 1.15, 9: 1.15 }[Number(fontFamily)] ?? 1.25;
}

function bringLinear(element: Plain): Plain {
  const { width, height } = element;
  const points: unknown[] = Array.isArray(element.points) ? (element.points as unknown[]) : [];
  if (points.length < 2)
    element.points = [
      [0, 0],
      [width ?? 0, height ?? 0],
    ];
  else shiftToFirst(element, points);
  if (element.type === 'arrow' && element.endArrowhead === undefined) element.endArrowhead = 'arrow';
  return element;
}

/** The first point is where the element is. */
function shiftToFirst(element: Plain, points: readonly unknown[]): void {
  const [first] = points;
  if (!Array.isArray(first)) return;
  const [dx, dy] = first as unknown[];
  const { x, y } = element;
  if (typeof dx !== 'number' || typeof dy !== 'number' || (dx === 0 && dy === 0)) return;
  if (typeof x !== 'number' || typeof y !== 'number') return;
  element.x = x + dx;
  element.y = y + dy;
  element.points = points.map((point) =>
    Array.isArray(point) ? [Number(point[0]) - dx, Number(point[1]) - dy] : point,
  );
}
