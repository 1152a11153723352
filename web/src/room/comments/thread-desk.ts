/** What the thread panel and the editor tell each other: which thread is open, where threads are, what is commented on. */
import type { Anchor } from '@draftroom/core/contract/anchor';
import type { AnchorState } from '@draftroom/drizzle/enums';
import { type RoomView, showPanel } from '../session/room-view.ts';
import { createStore, type Store } from '../session/store.ts';

/** Where a thread of the document in front is. */
export interface ThreadPlace {
  /** As people count them; in a drawing the place in the order of reading. */
  readonly line: number;
  /** What a drawing's thread is on; lines need no name. */
  readonly name?: string;
  readonly state: AnchorState;
}

/** The editor in front, as far as comments need it. */
export interface AnchoringEditor {
  readonly surface: 'text' | 'drawing';
  /**
   * On what is selected; else on the line of the cursor, or null while the person is asked for a place on the drawing.
   * Null also while nothing is shown.
   */
  makeAnchor(): Anchor | null;
  /** What an anchor on a drawing is called. */
  nameOf?(anchor: Anchor): string;
  focus(): void;
}

/** Which threads the panel lists. */
export interface PanelFilter {
  /** Only those of the document in front. */
  readonly here: boolean;
  readonly state: 'open' | 'resolved' | 'all';
  readonly mentionsMe: boolean;
}

export interface ThreadDeskState {
  filter: PanelFilter;
  /** The thread that is unfolded in the panel. */
  open: string | null;
  /** A thread whose place is to be shown as soon as its document is. */
  jump: string | null;
  /** What a new thread will be on, while it is written. */
  draft: Anchor | null;
  places: ReadonlyMap<string, ThreadPlace>;
  editor: AnchoringEditor | null;
}

export type ThreadDesk = Store<ThreadDeskState> & {
  /** What was being written, by thread (`new` for one that is begun): folding a thread loses nothing. */
  readonly unsent: Map<string, string>;
};

export const noPlaces: ReadonlyMap<string, ThreadPlace> = new Map();

export function createThreadDesk(): ThreadDesk {
  const store = createStore<ThreadDeskState>({
    filter: { here: false, state: 'open', mentionsMe: false },
    open: null,
    jump: null,
    draft: null,
    places: noPlaces,
    editor: null,
  });
  return { ...store, unsent: new Map() };
}

export function openThread(desk: ThreadDesk, view: RoomView, threadId: string): void {
  desk.set({ open: threadId });
  showPanel(view, 'threads');
}

/** Begins a thread on what the editor has selected. False: there is nothing yet to comment on. */
export function beginThread(desk: ThreadDesk, view: RoomView): boolean {
  const anchor = desk.get().editor?.makeAnchor() ?? null;
  if (anchor === null) return false;
  desk.set({ draft: anchor, open: null });
  showPanel(view, 'threads');
  return true;
}
