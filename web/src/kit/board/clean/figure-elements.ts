/** The elements that take the place of ink, in the ink's own look. Pure. */
import type {
  ArrowElement,
  DrawingElement,
  ElementBase,
  FreedrawElement,
  LineElement,
} from '@draftroom/core/model/drawing/drawing-element';
import { keyBetween } from '@draftroom/core/model/drawing/order-keys';
import type { Fitted, FittedArrow, FittedBox } from '@draftroom/workers/recognition/fitting/fitted';
import { boxOf, type Path } from '@draftroom/workers/recognition/points';

/** What is chance in a new element. */
export interface Chance {
  newId(): string;
  /** Any whole number: it makes the hand-drawn lines the same on every screen. */
  newSeed(): number;
}

export interface FigureOf {
  /** The strokes that become the figure, at least one, from the lowest. */
  readonly ink: readonly FreedrawElement[];
  readonly fitted: Fitted;
  /** A line between two figures goes with them, which only an arrow does: it becomes one without a head. */
  readonly joins: boolean;
  /** The order key of what stands above the ink; null when nothing does. */
  readonly above: string | null;
}

/** One element, or two for a cross, which are one group. They stand where the ink stood among the others. */
export function figureElements({ ink, fitted, joins, above }: FigureOf, chance: Chance): DrawingElement[] {
  const keys = keysFor(ink, above);
  if (fitted.shape === 'cross') {
    const group = chance.newId();
    return fitted.bars.map((bar, i) => {
      const base = baseOf(ink, keys[i] ?? '', chance);
      return lineElement({ ...base, groupIds: [group, ...base.groupIds] }, bar);
    });
  }
  const base = baseOf(ink, keys[0] ?? '', chance);
  switch (fitted.shape) {
    case 'line': {
      const points = [fitted.from, fitted.to];
      if (!joins) return [lineElement(base, points)];
      return [arrowElement(base, { points, curved: false, startHead: false, endHead: false })];
    }
    case 'arrow':
      return [arrowElement(base, fitted)];
    case 'check':
      return [lineElement(base, fitted.points)];
    case 'triangle':
    case 'parallelogram':
    case 'star':
    case 'polygon':
      return [lineElement(base, [...fitted.corners, ...fitted.corners.slice(0, 1)])];
    default:
      return [boxElement(base, fitted)];
  }
}

function boxElement(base: ElementBase, { shape, centre, width, height, angle }: FittedBox): DrawingElement {
  const type = shape === 'rounded_rect' ? 'rectangle' : shape;
  const place = { x: centre.x - width / 2, y: centre.y - height / 2, width, height, angle: turn(angle) };
  // 3: corners as round as their size allows.
  return { ...base, ...place, type, roundness: shape === 'rounded_rect' ? { type: 3 } : null };
}

function lineElement(base: ElementBase, path: Path): LineElement {
  const ends = { startBinding: null, endBinding: null, startArrowhead: null, endArrowhead: null };
  return { ...base, ...alongPath(path), ...ends, type: 'line', roundness: null };
}

function arrowElement(base: ElementBase, arrow: Omit<FittedArrow, 'shape' | 'head'>): ArrowElement {
  return {
    ...base,
    ...alongPath(arrow.points),
    type: 'arrow',
    // 2: a curve through the points.
    roundness: arrow.curved ? { type: 2 } : null,
    backgroundColor: 'transparent',
    startBinding: null,
    endBinding: null,
    startArrowhead: arrow.startHead ? 'arrow' : null,
    endArrowhead: arrow.endHead ? 'arrow' : null,
    elbowed: false,
    fixedSegments: null,
    startIsSpecial: null,
    endIsSpecial: null,
  };
}

/** Place, size and points of a linear element, whose first point is its own zero. */
export function alongPath(path: Path): Pick<LineElement, 'x' | 'y' | 'width' | 'height' | 'points'> {
  const [first] = path;
  const { x, y } = first ?? { x: 0, y: 0 };
  const { width, height } = boxOf([path]);
  return { x, y, width, height, points: path.map((point) => [point.x - x, point.y - y] as const) };
}

function baseOf(ink: readonly FreedrawElement[], index: string, { newId, newSeed }: Chance): ElementBase {
  const [first] = ink;
  if (first === undefined) throw new RangeError('no ink');
  const { strokeColor, backgroundColor, fillStyle, strokeWidth, strokeStyle, roughness, opacity } = first;
  const same = <Value>(read: (stroke: FreedrawElement) => Value, otherwise: Value): Value => {
    const told = JSON.stringify(read(first));
    return ink.every((stroke) => JSON.stringify(read(stroke)) === told) ? read(first) : otherwise;
  };
  return {
    id: newId(),
    ...{ x: 0, y: 0, width: 0, height: 0, angle: 0 },
    ...{ strokeColor, backgroundColor, fillStyle, strokeWidth, strokeStyle, roughness, opacity },
    roundness: null,
    seed: newSeed(),
    index,
    groupIds: same<readonly string[]>((stroke) => stroke.groupIds, []),
    frameId: same<string | null>((stroke) => stroke.frameId, null),
    boundElements: [],
    link: same<string | null>((stroke) => stroke.link, null),
    locked: false,
  };
}

/** The keys of the lowest stroke and of the next one, or one between it and what is above. */
function keysFor(ink: readonly FreedrawElement[], above: string | null): [string, string] {
  const [first, second] = ink.map(({ index }) => index);
  const key = first ?? '';
  return [key, second ?? keyBetween(key, above) ?? ''];
}

/** From none to a whole turn, as the canvas counts. */
function turn(angle: number): number {
  const whole = 2 * Math.PI;
  return ((angle % whole) + whole) % whole;
}
