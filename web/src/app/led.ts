/**
 * Links that lead to a place of a page that may be open already: the page seeks what its address names with each click
 * anew, also when the address stays the same.
 */
import { type HistoryState, useLocation } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** When somebody was led here; another moment is another time. */
    led?: number;
  }
}

/** The `state` of such a link. */
export const leading = (): HistoryState => ({ led: Date.now() });

/** Undefined where somebody came by themselves. */
export function useLed(): number | undefined {
  return useLocation({ select: ({ state }) => state.led });
}
