/** Which ink is asked about, and what stands around it. Pure. */
import type { DrawingElement, FreedrawElement } from '@draftroom/core/model/drawing/drawing-element';
import { type Box, boxOf, type Path } from '@draftroom/workers/recognition/points';
import { isFigure, outlineOf, type StrokeTime, strokeOf } from '../../../kit/board/clean/ink-strokes.ts';
import type { Ink } from '../../../kit/recognition/recognition-messages.ts';

export interface AskedInk {
  readonly ink: readonly FreedrawElement[];
  /** Ids of the shapes around it. */
  readonly there: readonly string[];
  readonly question: Ink;
}

/** More shapes than this around the ink are not looked at. */
const mostAround = 200;

export function askAbout(
  ink: readonly FreedrawElement[],
  drawing: readonly DrawingElement[],
  times: ReadonlyMap<string, StrokeTime>,
): AskedInk {
  const strokes = ink.map((element) => strokeOf(element, times.get(element.id)));
  const box = boxOf(strokes.map((stroke) => stroke.map(([x, y]) => ({ x, y }))));
  const around = drawing.filter(isFigure).map((element) => ({ id: element.id, outline: outlineOf(element) }));
  const near = around.filter(({ outline }) => touches(grown(box), boxOf([outline]))).slice(-mostAround);
  return {
    ink,
    there: near.map(({ id }) => id),
    question: { strokes, there: near.map(({ outline }) => outline) },
  };
}

export function isInk(element: DrawingElement): element is FreedrawElement {
  return element.type === 'freedraw' && !element.locked;
}

/** Words in a shape are no figures: small ink inside of one. `small` is in units of the sheet. */
export function isWriting(box: Box, there: readonly Path[], small: number): boolean {
  if (Math.max(box.width, box.height) > small) return false;
  return there.some((outline) => {
    const frame = boxOf([outline]);
    const across = box.left > frame.left && box.left + box.width < frame.left + frame.width;
    return across && box.top > frame.top && box.top + box.height < frame.top + frame.height;
  });
}

/** An arrow may stop short of its shape by about a third of its length. */
function grown({ left, top, width, height }: Box): Box {
  const by = 20 + 0.4 * Math.max(width, height);
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by };
}

function touches(one: Box, other: Box): boolean {
  const across = one.left <= other.left + other.width && other.left <= one.left + one.width;
  return across && one.top <= other.top + other.height && other.top <= one.top + one.height;
}
