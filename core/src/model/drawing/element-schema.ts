/** What an element of each type holds, how each property is read, and what stands in for one that is missing or bad. */
import type { ReasonText } from '../../contract/reasons.ts';
import { reasons } from '../../contract/reasons.ts';
import {
  type ArrowElement,
  arrowheads,
  type DrawingElement,
  type DrawingElementType,
  type ElementBase,
  type FrameElement,
  type FreedrawElement,
  fillStyles,
  type ImageElement,
  type LineElement,
  strokeStyles,
  type TextElement,
  textAlignments,
  verticalAlignments,
} from './drawing-element.ts';
import {
  between,
  binding,
  boundElement,
  colour,
  coordinate,
  crop,
  customData,
  elementId,
  fixedSegment,
  flag,
  goodOf,
  isRecord,
  link,
  listOf,
  longestText,
  mostPoints,
  oneOf,
  orNull,
  own,
  point,
  pointsOf,
  type Read,
  roundness,
  words,
} from './element-values.ts';
import { isOrderKey } from './order-keys.ts';

interface Property<Value> {
  readonly read: Read<Value>;
  /** For a missing value. */
  readonly fallback: Value;
  /** Set where an element with a bad value is worth nothing: it is refused whole, for this reason. */
  readonly needed?: ReasonText;
}

type Properties<Element> = { readonly [Key in keyof Required<Omit<Element, 'id' | 'type'>>]: Property<unknown> };

const property = <Value>(read: Read<Value>, fallback: Value, needed?: ReasonText): Property<Value> => ({
  read,
  fallback,
  needed,
});

const base = {
  x: property(coordinate, 0, reasons.elementPlace),
  y: property(coordinate, 0, reasons.elementPlace),
  width: property(coordinate, 0, reasons.elementPlace),
  height: property(coordinate, 0, reasons.elementPlace),
  angle: property(between(-10_000, 10_000), 0),
  strokeColor: property(colour, '#1e1e1e'),
  backgroundColor: property(colour, 'transparent'),
  fillStyle: property(oneOf(fillStyles), 'solid'),
  strokeWidth: property(between(0, 1_000), 2),
  strokeStyle: property(oneOf(strokeStyles), 'solid'),
  roundness: property(orNull(roundness), null),
  roughness: property(between(0, 100), 1),
  opacity: property(between(0, 100), 100),
  seed: property(between(-(2 ** 53), 2 ** 53), 1),
  /** An empty one means that the element has no place yet. */
  index: property<string>((value) => (isOrderKey(value) ? value : undefined), ''),
  groupIds: property(goodOf(elementId), []),
  frameId: property(orNull(elementId), null),
  boundElements: property(goodOf(boundElement), []),
  link: property(orNull(link), null),
  locked: property(flag, false),
  customData: property(customData, undefined as never),
} satisfies Properties<ElementBase>;

const linear = {
  ...base,
  points: property(pointsOf(2), [], reasons.elementPoints),
  startBinding: property(orNull(binding), null),
  endBinding: property(orNull(binding), null),
  startArrowhead: property(orNull(oneOf(arrowheads)), null),
  endArrowhead: property(orNull(oneOf(arrowheads)), null),
} satisfies Properties<LineElement>;

const arrow = {
  ...linear,
  elbowed: property(flag, false),
  fixedSegments: property(orNull(listOf(fixedSegment)), null),
  startIsSpecial: property(orNull(flag), null),
  endIsSpecial: property(orNull(flag), null),
} satisfies Properties<ArrowElement>;

const text = {
  ...base,
  text: property(words(longestText), '', reasons.elementText),
  originalText: property(words(longestText), '', reasons.elementText),
  fontSize: property(between(0.1, 10_000), 20),
  fontFamily: property(between(1, 1_000), 5),
  textAlign: property(oneOf(textAlignments), 'left'),
  verticalAlign: property(oneOf(verticalAlignments), 'top'),
  containerId: property(orNull(elementId), null),
  autoResize: property(flag, true),
  lineHeight: property(between(0.1, 100), 1.25),
} satisfies Properties<TextElement>;

const freedraw = {
  ...base,
  points: property(pointsOf(1), [], reasons.elementPoints),
  pressures: property(listOf(between(0, 1), mostPoints), []),
  simulatePressure: property(flag, true),
} satisfies Properties<FreedrawElement>;

const image = {
  ...base,
  fileId: property(orNull(elementId), null),
  scale: property(point, [1, 1]),
  crop: property(orNull(crop), null),
} satisfies Properties<ImageElement>;

const frame = { ...base, name: property(orNull(words(1_000)), null) } satisfies Properties<FrameElement>;

const byType: { readonly [Type in DrawingElementType]: Readonly<Record<string, Property<unknown>>> } = {
  rectangle: base,
  diamond: base,
  ellipse: base,
  embeddable: base,
  iframe: base,
  frame,
  magicframe: frame,
  text,
  line: linear,
  arrow,
  freedraw,
  image,
};

const emptyProperties: Readonly<Record<string, Property<unknown>>> = {};

export function isElementType(type: unknown): type is DrawingElementType {
  return typeof type === 'string' && Object.hasOwn(byType, type);
}

export function propertiesOf(type: unknown): Readonly<Record<string, Property<unknown>>> {
  return isElementType(type) ? byType[type] : emptyProperties;
}

/** Whether this value says no more than leaving the property out. */
export function isFallback(type: DrawingElementType, key: string, value: unknown): boolean {
  const fallback = byType[type][key]?.fallback;
  if (Array.isArray(fallback)) {
    return Array.isArray(value) && value.length === fallback.length && value.every((entry, i) => entry === fallback[i]);
  }
  return value === fallback;
}

/**
 * The element that plain data describes: known properties only, each with a good value. Null when it is none, and
 * `refused` is told why. Never throws.
 */
export function readElement(value: unknown, refused?: (reason: ReasonText) => void): DrawingElement | null {
  if (!isRecord(value)) return no(reasons.elementNone);
  const id = elementId(own(value, 'id'));
  const type = own(value, 'type');
  if (id === undefined) return no(reasons.elementId);
  if (!isElementType(type)) return no(reasons.elementType);
  const element: Record<string, unknown> = { id, type };
  const properties = byType[type];
  for (const key in properties) {
    const { read, fallback, needed } = properties[key] as Property<unknown>;
    const given = own(value, key);
    let good = given === undefined ? undefined : read(given);
    if (good === undefined) {
      if (given !== undefined && needed !== undefined) return no(needed);
      good = fallback;
    }
    if (good !== undefined) element[key] = good;
  }
  if (Array.isArray(element.points) && element.points.length === 0) return no(reasons.elementPoints);
  if (type === 'text' && element.originalText === '') return no(reasons.elementEmptyText);
  return element as unknown as DrawingElement;

  function no(reason: ReasonText): null {
    refused?.(reason);
    return null;
  }
}
