import type {
  ArrowElement,
  DrawingElement,
  FreedrawElement,
  Point,
  TextElement,
} from '@draftroom/core/model/drawing/drawing-element';
import { readElement } from '@draftroom/core/model/drawing/element-schema';

/** Elements as the accessors give them, each with its own seed. */
function made<Kind extends DrawingElement>(id: string, properties: Readonly<Record<string, unknown>>): Kind {
  const seed = 1 + [...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const element = readElement({ id, x: 0, y: 0, width: 200, height: 100, index: 'a0', seed, ...properties });
  if (element === null) throw new Error(`no element: ${id}`);
  return element as Kind;
}

export function box(id: string, change: Partial<DrawingElement> = {}): DrawingElement {
  return made(id, { type: 'rectangle', ...change });
}

export function diamond(id: string, change: Partial<DrawingElement> = {}): DrawingElement {
  return made(id, { type: 'diamond', ...change });
}

export function text(id: string, words: string, change: Partial<TextElement>): TextElement {
  return made(id, {
    type: 'text',
    width: 100,
    height: 25,
    text: words,
    originalText: words,
    fontSize: 20,
    fontFamily: 5,
    textAlign: 'left',
    verticalAlign: 'top',
    containerId: null,
    autoResize: true,
    lineHeight: 1.25,
    ...change,
  });
}

const between = ([x, y]: Point, [toX, toY]: Point) => ({
  x,
  y,
  width: Math.abs(toX - x),
  height: Math.abs(toY - y),
  points: [
    [0, 0],
    [toX - x, toY - y],
  ] as const,
  startBinding: null,
  endBinding: null,
  startArrowhead: null,
});

export function line(id: string, from: Point, to: Point): DrawingElement {
  return made(id, { ...between(from, to), type: 'line', endArrowhead: null });
}

export function arrow(id: string, from: Point, to: Point, change: Partial<ArrowElement>): ArrowElement {
  return made(id, {
    ...between(from, to),
    type: 'arrow',
    endArrowhead: 'arrow',
    elbowed: false,
    fixedSegments: null,
    startIsSpecial: null,
    endIsSpecial: null,
    ...change,
  });
}

export function ink(id: string, points: readonly Point[], change: Partial<FreedrawElement> = {}): FreedrawElement {
  return made(id, { type: 'freedraw', points, pressures: [], simulatePressure: true, ...change });
}
