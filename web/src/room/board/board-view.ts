/** Where the board's sheet stands in its window, and what else its own controls show. Lengths in pixels of the page. */
import { createStore, type Store } from '../session/store.ts';

export interface BoardViewState {
  /** Added to a place on the sheet, before the zoom, to get its place in the window. */
  scrollX: number;
  scrollY: number;
  zoom: number;
  width: number;
  height: number;
  canUndo: boolean;
  canRedo: boolean;
  empty: boolean;
  /** Counts changes of the drawing: what is worked out from it is worked out anew. */
  edition: number;
  /** Where something of this person's is under way: controls that float make way. */
  busy: boolean;
  /** Nothing is in hand, so that the drawing may be changed. */
  free: boolean;
}

export type BoardView = Store<BoardViewState>;

export interface Point {
  x: number;
  y: number;
}

export interface Rect extends Point {
  width: number;
  height: number;
}

export function createBoardView(): BoardView {
  return createStore<BoardViewState>({
    scrollX: 0,
    scrollY: 0,
    zoom: 1,
    width: 0,
    height: 0,
    canUndo: false,
    canRedo: false,
    empty: false,
    edition: 0,
    busy: false,
    free: true,
  });
}

type Sheet = Pick<BoardViewState, 'scrollX' | 'scrollY' | 'zoom'>;

export function toWindow({ x, y }: Point, sheet: Sheet): Point {
  return { x: (x + sheet.scrollX) * sheet.zoom, y: (y + sheet.scrollY) * sheet.zoom };
}

export function toSheet({ x, y }: Point, sheet: Sheet): Point {
  return { x: x / sheet.zoom - sheet.scrollX, y: y / sheet.zoom - sheet.scrollY };
}

/** What of the sheet is in sight. */
export function sightOf({ scrollX, scrollY, zoom, width, height }: BoardViewState): Rect {
  return { x: -scrollX, y: -scrollY, width: width / zoom, height: height / zoom };
}

const [leastZoom, mostZoom] = [0.1, 30];

/** Shows all of `rect`, as large as the window allows. */
export function sheetShowing(rect: Rect, { width, height }: { width: number; height: number }): Sheet | null {
  const zoom = Math.min(mostZoom, Math.max(leastZoom, Math.min(width / rect.width, height / rect.height)));
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const sheet = { zoom, scrollX: width / 2 / zoom - middle.x, scrollY: height / 2 / zoom - middle.y };
  return Object.values(sheet).every(Number.isFinite) ? sheet : null;
}
