/**
 * The elements of a drawing: Excalidraw's, with what is stored of them. Not among it: what belongs to one screen
 * (version counters, whether an upload runs, a point that was just set) and what a document says by itself (that an
 * element is deleted). Units are those of the canvas, angles are radians.
 */

export type Point = readonly [x: number, y: number];

export const arrowheads = [
  'arrow',
  'bar',
  'dot',
  'circle',
  'circle_outline',
  'triangle',
  'triangle_outline',
  'diamond',
  'diamond_outline',
  'crowfoot_one',
  'crowfoot_many',
  'crowfoot_one_or_many',
] as const;
export type Arrowhead = (typeof arrowheads)[number];

export const fillStyles = ['hachure', 'cross-hatch', 'solid', 'zigzag'] as const;
export const strokeStyles = ['solid', 'dashed', 'dotted'] as const;
export const textAlignments = ['left', 'center', 'right'] as const;
export const verticalAlignments = ['top', 'middle', 'bottom'] as const;

export interface BoundElement {
  readonly id: string;
  readonly type: 'arrow' | 'text';
}

/** Where an arrow sticks to a shape. `fixedPoint` and `mode` come with right-angled arrows and newer files. */
export interface Binding {
  readonly elementId: string;
  readonly focus: number;
  readonly gap: number;
  readonly fixedPoint?: Point;
  readonly mode?: string;
}

export interface Roundness {
  readonly type: number;
  readonly value?: number;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface ElementBase {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
  readonly strokeColor: string;
  readonly backgroundColor: string;
  readonly fillStyle: (typeof fillStyles)[number];
  readonly strokeWidth: number;
  readonly strokeStyle: (typeof strokeStyles)[number];
  readonly roundness: Roundness | null;
  readonly roughness: number;
  readonly opacity: number;
  /** Makes the hand-drawn lines the same on every screen. */
  readonly seed: number;
  /** An order key. */
  readonly index: string;
  /** Innermost first. */
  readonly groupIds: readonly string[];
  readonly frameId: string | null;
  readonly boundElements: readonly BoundElement[];
  readonly link: string | null;
  readonly locked: boolean;
  readonly customData?: { readonly [key: string]: Json };
}

export interface ShapeElement extends ElementBase {
  readonly type: 'rectangle' | 'diamond' | 'ellipse';
}

export interface EmbedElement extends ElementBase {
  readonly type: 'embeddable' | 'iframe';
}

export interface FrameElement extends ElementBase {
  readonly type: 'frame' | 'magicframe';
  readonly name: string | null;
}

export interface TextElement extends ElementBase {
  readonly type: 'text';
  /** As it is shown, with the line breaks that wrapping made. */
  readonly text: string;
  /** As it was typed. */
  readonly originalText: string;
  readonly fontSize: number;
  readonly fontFamily: number;
  readonly textAlign: (typeof textAlignments)[number];
  readonly verticalAlign: (typeof verticalAlignments)[number];
  readonly containerId: string | null;
  /** False: the width stays and the text wraps. */
  readonly autoResize: boolean;
  /** In font sizes. */
  readonly lineHeight: number;
}

interface LinearBase extends ElementBase {
  /** Relative to x and y; the first is 0, 0. */
  readonly points: readonly Point[];
  readonly startBinding: Binding | null;
  readonly endBinding: Binding | null;
  readonly startArrowhead: Arrowhead | null;
  readonly endArrowhead: Arrowhead | null;
}

export interface LineElement extends LinearBase {
  readonly type: 'line';
}

export interface FixedSegment {
  readonly start: Point;
  readonly end: Point;
  readonly index: number;
}

export interface ArrowElement extends LinearBase {
  readonly type: 'arrow';
  readonly elbowed: boolean;
  readonly fixedSegments: readonly FixedSegment[] | null;
  readonly startIsSpecial: boolean | null;
  readonly endIsSpecial: boolean | null;
}

export interface FreedrawElement extends ElementBase {
  readonly type: 'freedraw';
  readonly points: readonly Point[];
  readonly pressures: readonly number[];
  readonly simulatePressure: boolean;
}

export interface ImageCrop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly naturalWidth: number;
  readonly naturalHeight: number;
}

export interface ImageElement extends ElementBase {
  readonly type: 'image';
  /** A key of the drawing's `files`. */
  readonly fileId: string | null;
  /** -1 mirrors. */
  readonly scale: Point;
  readonly crop: ImageCrop | null;
}

export type DrawingElement =
  | ShapeElement
  | EmbedElement
  | FrameElement
  | TextElement
  | LineElement
  | ArrowElement
  | FreedrawElement
  | ImageElement;

export type DrawingElementType = DrawingElement['type'];

/** What can hold a text of its own. */
export function isTextContainer(element: DrawingElement): boolean {
  return (
    element.type === 'rectangle' || element.type === 'diamond' || element.type === 'ellipse' || element.type === 'arrow'
  );
}

export function isFrame(element: DrawingElement): element is FrameElement {
  return element.type === 'frame' || element.type === 'magicframe';
}
