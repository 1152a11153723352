/** From figures that were recognised in ink to the changes of the drawing that put them in its place. Pure. */
import type {
  ArrowElement,
  DrawingElement,
  FreedrawElement,
  TextElement,
} from '@draftroom/core/model/drawing/drawing-element';
import type { ElementChange } from '@draftroom/core/model/drawing/edit-drawing';
import { sameJson } from '@draftroom/core/model/drawing/same-json';
import type { Group } from '@draftroom/workers/recognition/group';
import type { Figures } from '../../recognition/recognition-messages.ts';
import { bindArrow, boundWords, withBound } from './bind-figures.ts';
import { type Chance, figureElements } from './figure-elements.ts';

/** What was asked, and what was found in it. */
export interface Recognised {
  /** In the order in which they were asked. */
  readonly ink: readonly FreedrawElement[];
  /** Ids of the elements whose outlines were given along. */
  readonly there: readonly string[];
  readonly figures: Figures;
}

export interface Cleaned {
  readonly changes: readonly ElementChange[];
  /** Ids of the new elements, from the lowest. */
  readonly made: readonly string[];
  readonly figures: number;
  /** Strokes that stay. */
  readonly left: number;
}

/**
 * `drawing` is what is there now, in its order: ink that is not as it was asked stays as it is. `only` names the groups
 * that are wanted; without it, all are.
 */
export function cleanInk(
  drawing: readonly DrawingElement[],
  { ink, there, figures }: Recognised,
  { chance, only }: { chance: Chance; only?: ReadonlySet<number> },
): Cleaned {
  const now = new Map(drawing.map((element) => [element.id, element]));
  const sheet = new Sheet(now);
  const groups = figures.groups.map((group, i) => {
    const strokes = group.strokes.flatMap((at) => ink[at] ?? []);
    const wanted = only === undefined || only.has(i);
    return wanted && isAsItWas(strokes, group, now) ? strokes : null;
  });
  const made = figures.groups.map((group, i) => {
    const strokes = groups[i];
    const { fitted } = group.recognition;
    if (strokes === null || strokes === undefined || fitted === null) return null;
    const joins = figures.bindings.some(({ arrow }) => arrow === i);
    const elements = figureElements({ ink: strokes, fitted, joins, above: keyAbove(drawing, strokes) }, chance);
    for (const element of elements) sheet.put(element);
    return elements;
  });

  for (const { arrow, start, end } of figures.bindings) {
    const element = made[arrow]?.[0];
    if (element?.type !== 'arrow') continue;
    const nodeOf = (at: number | null): DrawingElement | null => {
      if (at === null) return null;
      const id = at < figures.groups.length ? made[at]?.[0]?.id : there[at - figures.groups.length];
      const node = id === undefined ? undefined : sheet.get(id);
      return node === undefined || isLinear(node) ? null : node;
    };
    sheet.bind(element, nodeOf(start), nodeOf(end));
  }
  const boxes = made.flatMap((elements) => elements ?? []);
  for (const text of drawing) if (text.type === 'text') sheet.placeWords(text, boxes);

  const replaced = made.flatMap((elements, i) => (elements === null ? [] : (groups[i] ?? [])));
  const removals = replaced.map(({ id }): ElementChange => ({ type: 'remove', id }));
  return {
    changes: [...removals, ...sheet.changes()],
    made: boxes.map(({ id }) => id),
    figures: made.filter((elements) => elements !== null).length,
    left: ink.filter(({ id }) => now.has(id)).length - replaced.length,
  };
}

/** Somebody else may have changed it, or taken it away, since it was asked. Its place among the others does not count. */
function isAsItWas(
  strokes: readonly FreedrawElement[],
  group: Group,
  now: ReadonlyMap<string, DrawingElement>,
): boolean {
  if (strokes.length !== group.strokes.length) return false;
  return strokes.every((stroke) => {
    const element = now.get(stroke.id);
    return element !== undefined && sameJson({ ...element, index: '' }, { ...stroke, index: '' });
  });
}

function keyAbove(drawing: readonly DrawingElement[], strokes: readonly FreedrawElement[]): string | null {
  const lowest = strokes[0]?.id;
  const at = drawing.findIndex(({ id }) => id === lowest);
  return at === -1 ? null : (drawing[at + 1]?.index ?? null);
}

/** Polygons are lines of the canvas: nothing can be bound to them. */
function isLinear({ type }: DrawingElement): boolean {
  return type === 'line' || type === 'arrow' || type === 'freedraw';
}

/** The drawing with what is put on it, as far as it differs. */
class Sheet {
  readonly #before: ReadonlyMap<string, DrawingElement>;
  readonly #after = new Map<string, DrawingElement>();

  constructor(before: ReadonlyMap<string, DrawingElement>) {
    this.#before = before;
  }

  get(id: string): DrawingElement | undefined {
    return this.#after.get(id) ?? this.#before.get(id);
  }

  put(element: DrawingElement): void {
    this.#after.set(element.id, element);
  }

  bind(arrow: ArrowElement, start: DrawingElement | null, end: DrawingElement | null): void {
    this.put(bindArrow(arrow, start, end));
    for (const node of [start, end]) {
      if (node !== null) this.put(withBound(this.get(node.id) ?? node, { id: arrow.id, type: 'arrow' }));
    }
  }

  /** The words of the smallest new shape that they lie in. */
  placeWords(text: TextElement, made: readonly DrawingElement[]): void {
    const inside = made
      .flatMap(({ id }) => this.get(id) ?? [])
      .map((shape) => ({ shape, words: boundWords(text, shape) }))
      .sort((one, other) => one.shape.width * one.shape.height - other.shape.width * other.shape.height)
      .find(({ words }) => words !== null);
    if (inside === undefined || inside.words === null) return;
    this.put(inside.words);
    this.put(withBound(inside.shape, { id: text.id, type: 'text' }));
  }

  changes(): ElementChange[] {
    return [...this.#after.values()].map((after) => {
      const before = this.#before.get(after.id);
      return before === undefined ? { type: 'put', element: after } : { type: 'change', before, after };
    });
  }
}
