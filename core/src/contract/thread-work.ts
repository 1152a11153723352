/**
 * What a hub and a thread of its say to each other. The thread is another package's file, so both sides are typed here.
 * One task at a time; whoever does not want it any more ends the thread.
 */
import type { ErrorCode, ErrorDetails } from './errors.ts';

export type ToThread<Task> =
  | { readonly task: Task }
  /** The answer to `wanted`: null where there is none. */
  | { readonly wanted: string; readonly bytes: Uint8Array | null };

export type FromThread<Result> =
  /** The thread has read its code and takes a task. */
  | { readonly ready: true }
  /** Asks for bytes that the task names. */
  | { readonly wanted: string }
  | { readonly result: Result }
  /** Refused, for the same reason however often it is tried. */
  | { readonly refused: { readonly code: ErrorCode; readonly details: ErrorDetails } }
  | { readonly failed: string };
