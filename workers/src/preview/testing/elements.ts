import type {
  ArrowElement,
  DrawingElement,
  FreedrawElement,
  Point,
  TextElement,
} from '@draftroom/core/model/drawing/drawing-element';

/** Elements as the board makes them, each with its own seed. */
function base(id: string): Omit<DrawingElement, 'type'> {
  return {
    id,
    x: 0,
    y: 0,
    width: 200,
    height: 100,
    angle: 0,
    strokeColor: '#1e1e1e',
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roundness: null,
    roughness: 1,
    opacity: 100,
    seed: 1 + [...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    index: 'a0',
    groupIds: [],
    frameId: null,
    boundElements: [],
    link: null,
    locked: false,
  };
}

export function box(id: string, change: Partial<DrawingElement> = {}): DrawingElement {
  return { ...base(id), type: 'rectangle', ...change } as DrawingElement;
}

export function diamond(id: string, change: Partial<DrawingElement> = {}): DrawingElement {
  return { ...base(id), type: 'diamond', ...change } as DrawingElement;
}

export function text(id: string, words: string, change: Partial<TextElement>): TextElement {
  return {
    ...base(id),
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
  };
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
  return { ...base(id), ...between(from, to), type: 'line', endArrowhead: null };
}

export function arrow(id: string, from: Point, to: Point, change: Partial<ArrowElement>): ArrowElement {
  return {
    ...base(id),
    ...between(from, to),
    type: 'arrow',
    endArrowhead: 'arrow',
    elbowed: false,
    fixedSegments: null,
    startIsSpecial: null,
    endIsSpecial: null,
    ...change,
  };
}

export function ink(id: string, points: readonly Point[], change: Partial<FreedrawElement> = {}): FreedrawElement {
  return { ...base(id), type: 'freedraw', points, pressures: [], simulatePressure: true, ...change };
}
