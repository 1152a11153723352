/** What the shape pen and the making of clean shapes show. */
import type { Fitted } from '@draftroom/workers/recognition/fitting/fitted';
import type { CleanShape } from '@draftroom/workers/recognition/vocabulary';
import type { OffReason } from '../../../kit/recognition/recognition-client.ts';
import { createStore, type Store } from '../../session/store.ts';

/** The clean figure over the ink that it would take the place of. It is on nobody else's screen. */
export interface Ghost {
  readonly shape: CleanShape;
  readonly fitted: Fitted;
  readonly strokeColor: string;
  readonly strokeWidth: number;
}

export interface PenState {
  readonly on: boolean;
  /** Ink is replaced without a question. Kept in this browser. */
  readonly automatic: boolean;
  readonly ghost: Ghost | null;
  /** What became of the last ghost, for who does not see it. */
  readonly outcome: 'taken' | 'kept' | 'changed' | null;
  /** Why nothing is recognised. */
  readonly off: OffReason | null;
  /** Ink is being made clean: how many strokes have been looked at. */
  readonly cleaning: { readonly done: number; readonly total: number; cancel(): void } | null;
}

export type PenStore = Store<PenState>;

const key = 'draftroom-shape-pen-automatic';

export function createPenStore(): PenStore {
  return createStore<PenState>({
    on: false,
    automatic: keptAutomatic(),
    ghost: null,
    outcome: null,
    off: null,
    cleaning: null,
  });
}

export function chooseAutomatic(store: PenStore, automatic: boolean): void {
  store.set({ automatic });
  try {
    localStorage.setItem(key, String(automatic));
  } catch {
    // Storage is blocked: the choice lasts as long as the board is open.
  }
}

function keptAutomatic(): boolean {
  try {
    return localStorage.getItem(key) === 'true';
  } catch {
    return false;
  }
}
