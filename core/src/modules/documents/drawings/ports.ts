/** What works on drawings away from the event loop. Who starts a process says which thread does it (ADR 011). */
import type { DrawingReport } from '../../../contract/drawing-report.ts';
import type { DrawingPreview } from '../../../contract/drawing-work.ts';

/** Rejects with `bad_drawing` when the same drawing would be refused again, else with something worth another try. */
export interface DrawingWork {
  analyze(updates: readonly Uint8Array[], signal: AbortSignal): Promise<DrawingReport>;
  preview(updates: readonly Uint8Array[], pictures: PicturesOf, signal: AbortSignal): Promise<DrawingPreview>;
  close(): Promise<void>;
}

/** The bytes of a picture by its asset; null where the room has none such. */
export type PicturesOf = (assetId: string) => Promise<Uint8Array | null>;
