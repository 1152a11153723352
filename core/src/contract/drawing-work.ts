/**
 * What a hub and the thread that works on drawings say to each other. The thread is another package's file, so both
 * sides are typed here. One task at a time; whoever does not want it any more ends the thread.
 */
import type { DrawingReport } from './drawing-report.ts';
import type { ErrorDetails } from './errors.ts';

export interface DrawingTask {
  readonly job: 'analyze-drawing' | 'render-preview';
  /** The document, as updates in order. */
  readonly updates: readonly Uint8Array[];
}

export interface DrawingPreview {
  readonly png: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Base64. */
  readonly thumbhash: string;
}

export type ToDrawingThread =
  | { readonly task: DrawingTask }
  /** The answer to `picture`: null where there is none in the room. */
  | { readonly picture: string; readonly bytes: Uint8Array | null };

export type FromDrawingThread =
  /** The thread has read its code and takes a task. */
  | { readonly ready: true }
  /** Asks for the bytes of an asset that the drawing names. */
  | { readonly picture: string }
  | { readonly report: DrawingReport }
  | { readonly preview: DrawingPreview }
  /** The drawing is refused, for the same reason however often it is tried. */
  | { readonly refused: { readonly code: 'bad_drawing'; readonly details: ErrorDetails } }
  | { readonly failed: string };
