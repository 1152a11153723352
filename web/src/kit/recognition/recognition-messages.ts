/** What the page and its recogniser say to each other. The weights come first; every request has one answer. */
import type { Binding } from '@draftroom/workers/recognition/bind-arrows';
import type { Group } from '@draftroom/workers/recognition/group';
import type { Stroke } from '@draftroom/workers/recognition/ink';
import type { Path } from '@draftroom/workers/recognition/points';

/** Ink on a sheet, in the order of drawing, and the outlines of the figures that stand there already. */
export interface Ink {
  readonly strokes: readonly Stroke[];
  readonly there: readonly Path[];
}

/** Figures in the ink, and what their arrows connect: indices of groups, then of what was there. */
export interface Figures {
  readonly groups: readonly Group[];
  readonly bindings: readonly Binding[];
}

export type ToRecogniser = { readonly weights: Uint8Array } | { readonly id: number; readonly ink: Ink };

export type FromRecogniser =
  | { readonly ready: true }
  /** The weights are no weights of this recogniser. */
  | { readonly broken: string }
  | { readonly id: number; readonly done: number; readonly total: number }
  | { readonly id: number; readonly figures: Figures }
  | { readonly id: number; readonly failed: string };
