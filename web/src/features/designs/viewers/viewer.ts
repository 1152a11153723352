/** What the viewers of a release have in common: what they are given, and what they say somebody pointed at. */
import type { ReleaseFile } from '@draftroom/core/schema/designs';
import type { AnchorState } from '@draftroom/drizzle/enums';

export type Vector = readonly [x: number, y: number, z: number];

/** From where a model is looked at, in its own units. */
export interface Camera {
  readonly position: Vector;
  readonly target: Vector;
}

/** A point or a part of a picture, from 0 to 1 across it. */
export interface PicturePlace {
  readonly surface: 'picture';
  readonly x: number;
  readonly y: number;
  readonly rect?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** A share of an element before it is turned, or a point of the sheet (`sheetElementId`); the fallback in the drawing's units. */
export interface DrawingPlace {
  readonly surface: 'drawing';
  readonly elementId: string;
  readonly x: number;
  readonly y: number;
  readonly fallback: { readonly x: number; readonly y: number };
}

/** Whole lines, counted from 1, and how they read. */
export interface CodePlace {
  readonly surface: 'code';
  readonly startLine: number;
  readonly endLine: number;
  readonly quote: string;
}

/** A point on the surface of a model. */
export interface ModelPlace {
  readonly surface: 'model';
  /** Names of the nodes from the root, joined by slashes; nameless ones are `#` and their place among their siblings. */
  readonly nodePath: string;
  /** Which of all meshes, in the order of the tree. */
  readonly mesh: number;
  readonly triangle: number;
  readonly barycentric: Vector;
  readonly point: Vector;
  readonly normal: Vector;
  readonly camera: Camera;
}

export type Place = PicturePlace | DrawingPlace | CodePlace | ModelPlace;

/** Something said about a place. */
export interface Pin {
  readonly id: string;
  readonly place: Place;
  /** What stands in the marker: a number, mostly. */
  readonly mark: string;
  /** Its accessible name and title: who said what. */
  readonly label: string;
  readonly state: AnchorState;
  readonly resolved: boolean;
  /** A colour of CSS. */
  readonly colour: string;
}

export interface ViewerProps {
  /** What is shown. */
  readonly file: ReleaseFile;
  /** Everything in its release, for what the file refers to. */
  readonly files: readonly ReleaseFile[];
  /** Those on this file. */
  readonly pins: readonly Pin[];
  /** Brought into sight whenever it becomes another one. */
  readonly activePin?: string | null;
  onPin(id: string): void;
  /** While it is given, a click says what is there instead of moving what is shown. */
  readonly onPick?: (place: Place) => void;
}
