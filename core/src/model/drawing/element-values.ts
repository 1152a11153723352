/** Readers of single values that anybody may have written. Each gives the value, or undefined when it is refused. */
import type { Binding, BoundElement, FixedSegment, ImageCrop, Json, Point, Roundness } from './drawing-element.ts';

export type Read<Value> = (value: unknown) => Value | undefined;

/** Farther from the middle nothing can be drawn with any precision. */
const farthest = 10_000_000;
export const mostPoints = 100_000;
export const longestText = 1_000_000;
const mostEntries = 10_000;
const customDepth = 8;
const customValues = 2_000;

/** Keys that would reach into the prototype of an object. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Never what an object inherits. */
export function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export const between =
  (least: number, most: number): Read<number> =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most ? value : undefined;

export const coordinate = between(-farthest, farthest);

export const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export const oneOf =
  <Value extends string>(values: readonly Value[]): Read<Value> =>
  (value) =>
    values.find((known) => known === value);

export const orNull =
  <Value>(read: Read<Value>): Read<Value | null> =>
  (value) =>
    value === null ? null : read(value);

export const words =
  (most: number): Read<string> =>
  (value) =>
    typeof value === 'string' && value.length <= most ? value.toWellFormed() : undefined;

export const elementId: Read<string> = (value) => {
  if (typeof value !== 'string' || value === '' || value.length > 100) return undefined;
  if (forbiddenKeys.has(value) || !value.isWellFormed() || /\p{Cc}/u.test(value)) return undefined;
  return value;
};

/** A colour and nothing else: it ends up in attributes of pictures. */
export const colour: Read<string> = (value) => {
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const known = /^(?:#[\da-f]{3,8}|[a-z]{3,30}|(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([\w\s,.%/+-]+\))$/i.test(
    value,
  );
  return known ? value : undefined;
};

/** Only what a person may be led to by a click: pages and mail addresses, never scripts or data. */
export const link: Read<string> = (value) => {
  if (typeof value !== 'string' || value.length > 4_000) return undefined;
  const trimmed = value.trim();
  try {
    const { protocol } = new URL(trimmed);
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? trimmed : undefined;
  } catch {
    return undefined;
  }
};

export const listOf =
  <Value>(read: Read<Value>, most = mostEntries): Read<readonly Value[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const list: Value[] = [];
    for (const entry of value as unknown[]) {
      const good = read(entry);
      if (good === undefined) return undefined;
      list.push(good);
    }
    return list;
  };

/** Entries that are not as they should be are left out instead of refusing the list. */
export const goodOf =
  <Value>(read: Read<Value>): Read<readonly Value[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > mostEntries) return undefined;
    return (value as unknown[]).flatMap((entry) => {
      const good = read(entry);
      return good === undefined ? [] : [good];
    });
  };

export const point: Read<Point> = (value) => {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const x = coordinate(value[0]);
  const y = coordinate(value[1]);
  return x === undefined || y === undefined ? undefined : [x, y];
};

export const pointsOf = (least: number): Read<readonly Point[]> => {
  const read = listOf(point, mostPoints);
  return (value) => {
    const points = read(value);
    return points !== undefined && points.length >= least ? points : undefined;
  };
};

export const boundElement: Read<BoundElement> = (value) => {
  if (!isRecord(value)) return undefined;
  const id = elementId(own(value, 'id'));
  const type = own(value, 'type');
  return id !== undefined && (type === 'arrow' || type === 'text') ? { id, type } : undefined;
};

export const binding: Read<Binding> = (value) => {
  if (!isRecord(value)) return undefined;
  const id = elementId(own(value, 'elementId'));
  if (id === undefined) return undefined;
  const fixedPoint = point(own(value, 'fixedPoint'));
  const mode = words(20)(own(value, 'mode'));
  return {
    elementId: id,
    focus: coordinate(own(value, 'focus')) ?? 0,
    gap: coordinate(own(value, 'gap')) ?? 1,
    ...(fixedPoint === undefined ? {} : { fixedPoint }),
    ...(mode === undefined ? {} : { mode }),
  };
};

export const roundness: Read<Roundness> = (value) => {
  if (!isRecord(value)) return undefined;
  const type = own(value, 'type');
  if (type !== 1 && type !== 2 && type !== 3) return undefined;
  const size = between(0, farthest)(own(value, 'value'));
  return size === undefined ? { type } : { type, value: size };
};

export const crop: Read<ImageCrop> = (value) => {
  if (!isRecord(value)) return undefined;
  const x = coordinate(own(value, 'x'));
  const y = coordinate(own(value, 'y'));
  const [width, height, naturalWidth, naturalHeight] = ['width', 'height', 'naturalWidth', 'naturalHeight'].map((key) =>
    between(0, farthest)(own(value, key)),
  );
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  if (!naturalWidth || !naturalHeight) return undefined;
  return { x, y, width, height, naturalWidth, naturalHeight };
};

export const fixedSegment: Read<FixedSegment> = (value) => {
  if (!isRecord(value)) return undefined;
  const start = point(own(value, 'start'));
  const end = point(own(value, 'end'));
  const index = between(0, mostPoints)(own(value, 'index'));
  return start === undefined || end === undefined || index === undefined ? undefined : { start, end, index };
};

/** Plain data that programs attach. Pages that a model wrote for a frame are markup to be run: left out. */
export const customData: Read<{ readonly [key: string]: Json }> = (value) => {
  const left = { values: customValues };
  const data = plainJson(value, customDepth, left);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { generationData: _, ...rest } = data as { readonly [key: string]: Json };
  return rest;
};

function plainJson(value: unknown, depth: number, left: { values: number }): Json | undefined {
  if (left.values-- <= 0 || depth < 0) return undefined;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return words(longestText)(value);
  if (Array.isArray(value)) {
    const list: Json[] = [];
    for (const entry of value as unknown[]) {
      const good = plainJson(entry, depth - 1, left);
      if (good === undefined) return undefined;
      list.push(good);
    }
    return list;
  }
  if (!isRecord(value)) return undefined;
  const record: Record<string, Json> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (forbiddenKeys.has(key)) continue;
    const good = plainJson(entry, depth - 1, left);
    if (good === undefined) return undefined;
    record[key] = good;
  }
  return record;
}
