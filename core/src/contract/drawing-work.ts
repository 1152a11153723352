/** What the thread that works on drawings is asked, and what it answers. See `thread-work.ts` for the rest of the talk. */
import type { DrawingReport } from './drawing-report.ts';

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

/** A task asks for pictures by their asset; where the room has none such it gets null. */
export type DrawingResult = { readonly report: DrawingReport } | { readonly preview: DrawingPreview };
