/**
 * Puts a template's shapes together: boxes with their words, arrows bound to what they join. Sizes of texts are guesses,
 * there is no screen here; whoever shows them measures them anew.
 */
import type {
  ArrowElement,
  DrawingElement,
  ElementBase,
  Point,
  ShapeElement,
  TextElement,
} from '../drawing-element.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Look {
  readonly stroke?: string;
  readonly fill?: string;
  readonly strokeWidth?: number;
  readonly dashed?: boolean;
  readonly round?: boolean;
  readonly locked?: boolean;
  readonly opacity?: number;
}

export interface TextLook {
  readonly size?: number;
  readonly colour?: string;
  readonly align?: TextElement['textAlign'];
}

type Side = 'left' | 'right' | 'top' | 'bottom';

/** Numbers of the canvas: a hand's, and a plain one. */
export const fonts = { hand: 5, plain: 6 } as const;
const ink = '#1e1e1e';
const lineHeight = 1.25;
/** Mean width of a letter in font sizes. */
const letter = 0.52;
const arrowGap = 6;

type Made<Element> = { -readonly [Key in keyof Element]: Element[Key] };

export class TemplateSheet {
  readonly #makeId: () => string;
  readonly #font: number;
  readonly #roughness: number;
  readonly #elements: Made<DrawingElement>[] = [];

  constructor(makeId: () => string, style: keyof typeof fonts) {
    this.#makeId = makeId;
    this.#font = fonts[style];
    this.#roughness = style === 'hand' ? 1 : 0;
  }

  get elements(): DrawingElement[] {
    return this.#elements;
  }

  shape(type: ShapeElement['type'], place: Place, look: Look = {}): ShapeElement {
    const shape: Made<ShapeElement> = { ...this.#base(place, look), type };
    this.#elements.push(shape);
    return shape;
  }

  /** A shape with words in its middle. */
  box(type: ShapeElement['type'], place: Place, words: string, look: Look & TextLook = {}): ShapeElement {
    const shape = this.shape(type, place, look);
    const size = this.#textSize(words, look.size ?? 20);
    const at = { x: place.x + (place.width - size.width) / 2, y: place.y + (place.height - size.height) / 2 };
    const text = this.#text({ ...at, ...size }, words, { align: 'center', ...look });
    this.#elements.push({ ...text, verticalAlign: 'middle', containerId: shape.id });
    this.#bind(shape, { id: text.id, type: 'text' });
    return shape;
  }

  words(at: Point, words: string, look: TextLook = {}): TextElement {
    const size = this.#textSize(words, look.size ?? 20);
    const text = this.#text({ x: at[0], y: at[1], ...size }, words, look);
    this.#elements.push(text);
    return text;
  }

  /** From the middle of one side to the middle of another; `label` stands on it. */
  arrow(
    from: [ElementBase, Side],
    to: [ElementBase, Side],
    { label, look = {}, head = 'arrow' }: { label?: string; look?: Look; head?: ArrowElement['endArrowhead'] } = {},
  ): ArrowElement {
    const [start, end] = [middleOf(from), middleOf(to)];
    const points: Point[] = [
      [0, 0],
      [end[0] - start[0], end[1] - start[1]],
    ];
    const [width, height] = [Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];
    const place = { x: start[0], y: start[1], width, height };
    const arrow: Made<ArrowElement> = {
      ...this.#base(place, look),
      type: 'arrow',
      points,
      startBinding: { elementId: from[0].id, focus: 0, gap: arrowGap },
      endBinding: { elementId: to[0].id, focus: 0, gap: arrowGap },
      startArrowhead: null,
      endArrowhead: head,
      elbowed: false,
      fixedSegments: null,
      startIsSpecial: null,
      endIsSpecial: null,
    };
    this.#elements.push(arrow);
    for (const [element] of [from, to]) this.#bind(element, { id: arrow.id, type: 'arrow' });
    if (label !== undefined) this.#label(arrow, label);
    return arrow;
  }

  line(at: Point, points: readonly Point[], look: Look = {}): void {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const place = {
      x: at[0],
      y: at[1],
      width: Math.max(...xs) - Math.min(...xs),
      height: Math.max(...ys) - Math.min(...ys),
    };
    const ends = { startBinding: null, endBinding: null, startArrowhead: null, endArrowhead: null };
    this.#elements.push({ ...this.#base(place, look), type: 'line', points, ...ends });
  }

  /** Moved and copied as one. */
  group(work: () => void): void {
    const from = this.#elements.length;
    work();
    const id = this.#makeId();
    for (const element of this.#elements.slice(from)) element.groupIds = [...element.groupIds, id];
  }

  #label(arrow: Made<ArrowElement>, words: string): void {
    const size = this.#textSize(words, 16);
    const [dx, dy] = arrow.points[1] ?? [0, 0];
    const at = { x: arrow.x + (dx - size.width) / 2, y: arrow.y + (dy - size.height) / 2 };
    const text = this.#text({ ...at, ...size }, words, { size: 16, align: 'center' });
    this.#elements.push({ ...text, verticalAlign: 'middle', containerId: arrow.id });
    this.#bind(arrow, { id: text.id, type: 'text' });
  }

  #bind(element: ElementBase, bound: ElementBase['boundElements'][number]): void {
    const own = this.#elements.find(({ id }) => id === element.id);
    if (own !== undefined) own.boundElements = [...own.boundElements, bound];
  }

  #textSize(words: string, size: number): { width: number; height: number } {
    const lines = words.split('\n');
    const longest = Math.max(...lines.map((line) => line.length));
    return { width: Math.ceil(longest * size * letter), height: lines.length * size * lineHeight };
  }

  #text(place: Place, words: string, { size = 20, colour = ink, align = 'left' }: TextLook): Made<TextElement> {
    return {
      ...this.#base(place, { stroke: colour }),
      type: 'text',
      text: words,
      originalText: words,
      fontSize: size,
      fontFamily: this.#font,
      textAlign: align,
      verticalAlign: 'top',
      containerId: null,
      autoResize: true,
      lineHeight,
    };
  }

  #base(place: Place, look: Look): Made<ElementBase> {
    return {
      ...place,
      id: this.#makeId(),
      angle: 0,
      strokeColor: look.stroke ?? ink,
      backgroundColor: look.fill ?? 'transparent',
      fillStyle: 'solid',
      strokeWidth: look.strokeWidth ?? 2,
      strokeStyle: look.dashed === true ? 'dashed' : 'solid',
      roundness: look.round === true ? { type: 3 } : null,
      roughness: this.#roughness,
      opacity: look.opacity ?? 100,
      // Any number: it only has to be the same on every screen.
      seed: 1 + this.#elements.length * 7919,
      index: '',
      groupIds: [],
      frameId: null,
      boundElements: [],
      link: null,
      locked: look.locked ?? false,
    };
  }
}

function middleOf([{ x, y, width, height }, side]: [Place, Side]): Point {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  if (side === 'left') return [x - arrowGap, middleY];
  if (side === 'right') return [x + width + arrowGap, middleY];
  if (side === 'top') return [middleX, y - arrowGap];
  return [middleX, y + height + arrowGap];
}
