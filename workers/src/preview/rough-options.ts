/** How an element's style becomes settings of roughjs: the numbers are those of the canvas, so that lines come out alike. */
import type { DrawingElement, Point } from '@draftroom/core/model/drawing/drawing-element';
import type { Options } from 'roughjs/bin/core.js';

/** Ends this near to each other close a line. */
const closeEnough = 8;
/** More lines than this in one filling are no longer seen as lines. */
const mostHachures = 2_000;

function dashOf({ strokeStyle, strokeWidth }: DrawingElement): number[] | undefined {
  if (strokeStyle === 'dashed') return [8, 8 + strokeWidth];
  if (strokeStyle === 'dotted') return [1.5, 6 + strokeWidth];
  return undefined;
}

export function isTransparent(colour: string): boolean {
  return colour === 'transparent' || /^#(?:[\da-f]{3}0|[\da-f]{6}00)$/i.test(colour);
}

export function isLoop(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < 3 || first === undefined || last === undefined) return false;
  return Math.hypot(first[0] - last[0], first[1] - last[1]) <= closeEnough;
}

/** `scale`: pixels of the picture per unit of the drawing. */
export function roughOptions(element: DrawingElement, { scale, smooth }: { scale: number; smooth: boolean }): Options {
  const solid = element.strokeStyle === 'solid';
  const dash = dashOf(element);
  const options: Options = {
    // 0 would make roughjs throw dice.
    seed: element.seed === 0 ? 1 : element.seed,
    disableMultiStroke: !solid,
    // Single lines look thinner than two of them.
    strokeWidth: solid ? element.strokeWidth : element.strokeWidth + 0.5,
    fillWeight: element.strokeWidth / 2,
    hachureGap: element.strokeWidth * 4,
    roughness: roughness(element),
    stroke: element.strokeColor,
    preserveVertices: smooth || element.roughness < 2,
    ...(dash === undefined || tooFine(dash, scale) ? {} : { strokeLineDash: dash }),
  };
  if (fillable(element) && !isTransparent(element.backgroundColor)) {
    options.fill = element.backgroundColor;
    options.fillStyle = fillStyle(element, scale);
  }
  if (element.type === 'ellipse') options.curveFitting = 1;
  return options;
}

function fillable(element: DrawingElement): boolean {
  if (element.type === 'line' || element.type === 'freedraw') return isLoop(element.points);
  return element.type !== 'arrow';
}

function fillStyle({ fillStyle: style, strokeWidth, width, height }: DrawingElement, scale: number): string {
  const gap = strokeWidth * 4;
  const blurred = gap * scale < 0.8 || (width + height) / gap > mostHachures;
  return blurred ? 'solid' : style;
}

function tooFine([on = 0, off = 0]: readonly number[], scale: number): boolean {
  return (on + off) * scale < 1;
}

/** Small figures are drawn steadier, or they could not be told apart. */
function roughness(element: DrawingElement): number {
  const longer = Math.max(element.width, element.height);
  const shorter = Math.min(element.width, element.height);
  const linear = element.type === 'line' || element.type === 'arrow';
  if (shorter >= 20 && longer >= 50) return element.roughness;
  if (shorter >= 15 && element.roundness !== null && roundable.has(element.type)) return element.roughness;
  if (linear && longer >= 50) return element.roughness;
  return Math.min(element.roughness / (longer < 10 ? 3 : 2), 2.5);
}

const roundable = new Set(['rectangle', 'iframe', 'embeddable', 'line', 'diamond', 'image']);

/** Of a side: a quarter of it, or for adaptive corners at most a fixed length. */
export function cornerRadius(side: number, { roundness }: DrawingElement): number {
  if (roundness === null) return 0;
  const proportional = side * 0.25;
  return roundness.type === 3 ? Math.min(proportional, roundness.value ?? 32) : proportional;
}
