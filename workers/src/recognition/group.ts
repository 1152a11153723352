/**
 * Which strokes belong together. Strokes that follow each other in time are cut into groups of one to five so that the
 * sum of what the groups are worth is greatest; then open ends that meet later strokes are tried once more, what is
 * small and inside a figure is its text and stays ink, and what leads to a figure with a head at its end is an arrow.
 */
import { fitArrow, isHead } from './fitting/fit-arrow.ts';
import { type Ink, readInk, type Stroke } from './ink.ts';
import type { Model } from './model.ts';
import { around, type Box, boxOf, distance, distanceToOutline, lengthOf, type Path } from './points.ts';
import { type Recognition, recognizePaths } from './recognize.ts';
import { isClean } from './vocabulary.ts';

export interface Group {
  /** Places of its strokes among those that were given, ascending. */
  readonly strokes: readonly number[];
  readonly recognition: Recognition;
}

const MOST_IN_GROUP = 5;
/** Confidence at which strokes that were drawn apart are put together. */
const SURE = 0.8;
/** A pause longer than this ends a figure. */
const PAUSE_MS = 4000;

export interface GroupOptions {
  /** Outlines of clean figures that stand on the sheet already: what leads to one of them may be an arrow. */
  readonly there?: readonly Path[];
  /** Told after every stroke that has been looked at. */
  onProgress?(done: number, total: number): void;
}

/** Throws `InkError`. Time that is not known is taken for no pause. */
export function group(strokes: readonly Stroke[], model: Model, options: GroupOptions = {}): Group[] {
  const ink = readInk(strokes);
  const pauses = ink.places.map((place) => pauseBefore(strokes, place));
  const parts = bestCut(ink, pauses, { model, onProgress: options.onProgress });
  return arrowsOf(labelled(mended(parts, ink, model), ink), ink, options.there ?? [])
    .map(({ members, recognition }) => ({ strokes: members.map((i) => around(ink.places, i)), recognition }))
    .sort((a, b) => around(a.strokes, 0) - around(b.strokes, 0));
}

interface Part {
  readonly members: readonly number[];
  readonly recognition: Recognition;
}

function bestCut(
  ink: Ink,
  pauses: readonly number[],
  { model, onProgress }: { model: Model; onProgress: GroupOptions['onProgress'] },
): Part[] {
  const count = ink.paths.length;
  const best: { worth: number; part: Part | null }[] = [{ worth: 0, part: null }];
  const boxes = ink.paths.map((path) => boxOf([path]));
  for (let end = 1; end <= count; end++) {
    let found: { worth: number; part: Part | null } = { worth: Number.NEGATIVE_INFINITY, part: null };
    for (let size = 1; size <= Math.min(MOST_IN_GROUP, end); size++) {
      const start = end - size;
      if (size > 1 && !continues(boxes, pauses, start, end)) break;
      const members = Array.from({ length: size }, (_, i) => start + i);
      const recognition = recognizePaths(
        members.map((i) => around(ink.paths, i)),
        model,
      );
      const worth = around(best, start).worth + worthOf(recognition, size);
      if (worth > found.worth) found = { worth, part: { members, recognition } };
    }
    best.push(found);
    onProgress?.(end, count);
  }
  const parts: Part[] = [];
  for (let end = count; end > 0; ) {
    const { part } = around(best, end);
    if (part === null) break;
    parts.unshift(part);
    end -= part.members.length;
  }
  return parts;
}

/**
 * A figure of many strokes is worth more than its strokes as lines, if it is a sure one; what is left alone is worth
 * little.
 */
function worthOf({ shape, confidence }: Recognition, size: number): number {
  if (!isClean(shape)) return shape === 'curve' && size === 1 ? 0.5 : 0.3;
  return confidence ** 2 * (size + 0.5 * (size - 1));
}

/** Whether the strokes could be one figure: each close to what was drawn before it, without a long pause. */
function continues(boxes: readonly Box[], pauses: readonly number[], start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) {
    if (around(pauses, i) > PAUSE_MS) return false;
  }
  const first = around(boxes, start);
  const rest = boxes.slice(start + 1, end).reduce(joined);
  const size = Math.max(first.width, first.height, rest.width, rest.height);
  return gapBetween(first, rest) <= 0.25 * size;
}

function joined(a: Box, b: Box): Box {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  const right = Math.max(a.left + a.width, b.left + b.width);
  const bottom = Math.max(a.top + a.height, b.top + b.height);
  return { left, top, width: right - left, height: bottom - top };
}

function gapBetween(a: Box, b: Box): number {
  const x = Math.max(0, a.left - b.left - b.width, b.left - a.left - a.width);
  const y = Math.max(0, a.top - b.top - b.height, b.top - a.top - a.height);
  return Math.hypot(x, y);
}

/** Open groups whose ends meet, however much was drawn in between, are one figure when that is a sure one. */
function mended(parts: readonly Part[], ink: Ink, model: Model): Part[] {
  const result = [...parts];
  const reaches = new Map(parts.filter(isOpen).map((part) => [part, reachOf(part, ink)]));
  for (let i = 0; i < result.length; i++) {
    const chain = chainOf(around(result, i), reaches);
    const members = chain.flatMap((part) => part.members).sort((a, b) => a - b);
    if (chain.length < 2 || members.length > MOST_IN_GROUP) continue;
    const recognition = recognizePaths(
      members.map((k) => around(ink.paths, k)),
      model,
    );
    const { shape, confidence } = recognition;
    if (!isClean(shape) || shape === 'line' || confidence < SURE) continue;
    result[i] = { members, recognition };
    for (const part of chain) reaches.delete(part);
    for (const part of chain.slice(1)) result.splice(result.indexOf(part), 1);
  }
  return result;
}

/** A part with all that hang together with it by their ends, itself first. More than can be a figure ends the search. */
function chainOf(first: Part, reaches: ReadonlyMap<Part, Reach>): Part[] {
  const chain = reaches.has(first) ? [first] : [];
  for (const part of chain) {
    if (chain.length > MOST_IN_GROUP) break;
    const reach = reaches.get(part);
    for (const [other, its] of reaches) {
      if (reach !== undefined && !chain.includes(other) && endsMeet(reach, its)) chain.push(other);
    }
  }
  return chain;
}

function isOpen({ recognition }: Part): boolean {
  const { shape } = recognition;
  return shape === 'line' || shape === 'curve' || shape === 'other';
}

interface Reach {
  readonly ends: Path;
  readonly length: number;
}

function reachOf({ members }: Part, ink: Ink): Reach {
  const paths = members.map((i) => around(ink.paths, i));
  const ends = paths.flatMap((path) => [around(path, 0), around(path, -1)]);
  return { ends, length: Math.max(...paths.map(lengthOf)) };
}

function endsMeet(one: Reach, two: Reach): boolean {
  const near = 0.1 * Math.max(one.length, two.length);
  return one.ends.some((end) => two.ends.some((other) => distance(end, other) < near));
}

/** A bar or a cross in a box is a letter of its text. */
function labelled(parts: readonly Part[], ink: Ink): Part[] {
  const boxOfPart = ({ members }: Part) => boxOf(members.map((i) => around(ink.paths, i)));
  const frames = parts.filter(({ recognition }) => isNode(recognition)).map((part) => ({ part, box: boxOfPart(part) }));
  return parts.map((part) => {
    const box = boxOfPart(part);
    const inside = frames.some((frame) => frame.part !== part && holds(frame.box, box));
    if (!inside) return part;
    const { shape, confidence, alternatives } = part.recognition;
    const others = isClean(shape) ? [{ shape, chance: confidence }, ...alternatives] : alternatives;
    const why = 'inside-a-figure';
    return { ...part, recognition: { shape: 'other', confidence, fitted: null, alternatives: others, why } };
  });
}

/** Whether a box holds another that is small enough to be written in it. */
function holds(outer: Box, inner: Box): boolean {
  const small = inner.width < 0.7 * outer.width && inner.height < 0.7 * outer.height;
  const left = inner.left > outer.left && inner.left + inner.width < outer.left + outer.width;
  return small && left && inner.top > outer.top && inner.top + inner.height < outer.top + outer.height;
}

/** What the network takes for a line or leaves alone is an arrow when it has a head and leads to a figure. */
function arrowsOf(parts: readonly Part[], ink: Ink, there: readonly Path[]): Part[] {
  const drawn = parts.filter(({ recognition }) => isNode(recognition));
  const figures = [...drawn.flatMap(({ members }) => members.map((i) => around(ink.paths, i))), ...there];
  const result = [...parts];
  for (let i = 0; i < result.length; i++) {
    const shaft = around(result, i);
    if (shaft.members.length > 2 || !isOpen(shaft) || shaft.recognition.why === 'inside-a-figure') continue;
    const path = around(ink.paths, around(shaft.members, 0));
    const heads = result.filter((part) => part !== shaft && couldBeHead(part, path, ink)).slice(0, 2);
    const members = [shaft, ...heads].flatMap((part) => part.members).sort((a, b) => a - b);
    const paths = members.map((k) => around(ink.paths, k));
    if (members.length < 2 || members.length > MOST_IN_GROUP || !leadsToFigure(path, figures)) continue;
    const recognition: Recognition = {
      shape: 'arrow',
      confidence: 0.7,
      fitted: fitArrow(paths),
      alternatives: shaft.recognition.alternatives,
      why: null,
    };
    const at = result.indexOf(shaft);
    result[at] = { members, recognition };
    for (const head of heads) result.splice(result.indexOf(head), 1);
    i = -1;
  }
  return result;
}

function isNode({ shape }: Recognition): boolean {
  return isClean(shape) && shape !== 'line' && shape !== 'arrow' && shape !== 'check' && shape !== 'cross';
}

function couldBeHead({ members, recognition }: Part, shaft: Path, ink: Ink): boolean {
  if (members.length > 3 || recognition.shape === 'arrow' || recognition.why === 'inside-a-figure') return false;
  const paths = members.map((i) => around(ink.paths, i));
  const box = boxOf(paths);
  const size = Math.max(box.width, box.height);
  const length = lengthOf(shaft);
  return size < 0.45 * length && size > 0.02 * length && paths.every((path) => isHead(path, shaft));
}

function leadsToFigure(shaft: Path, figures: readonly Path[]): boolean {
  const near = 0.3 * lengthOf(shaft);
  return [around(shaft, 0), around(shaft, -1)].some((end) =>
    figures.some((outline) => distanceToOutline(end, outline, false) < near),
  );
}

function pauseBefore(strokes: readonly Stroke[], place: number): number {
  const before = strokes[place - 1]?.at(-1)?.[2];
  const after = strokes[place]?.[0]?.[2];
  return before === undefined || after === undefined ? 0 : after - before;
}
