/** What one window shows of a room: tabs, panels, whom it follows. Remembered per person in this browser. */
import { createStore, type Store } from './store.ts';

export const panels = ['chat', 'threads', 'people', 'versions'] as const;
export type Panel = (typeof panels)[number];

/** Where the cursor is, for the status bar. */
export interface Place {
  line: number;
  column: number;
  selected: number;
}

export interface RoomViewState {
  /** Ids of documents and files, in the order of the tabs. */
  tabs: readonly string[];
  active: string | null;
  left: boolean;
  right: boolean;
  panel: Panel;
  /** What the person has just chosen: it takes the cursor as soon as it is there. */
  chosen: string | null;
  /** On a narrow screen: the sheet that is up. */
  sheet: 'documents' | Panel | null;
  /** The user who is followed. */
  following: string | null;
  place: Place | null;
}

export type RoomView = Store<RoomViewState>;

const panelsKey = 'draftroom-panels';
const tabsKey = (roomId: string) => `draftroom-tabs-${roomId}`;

export function createRoomView(roomId: string, documentId: string | null): RoomView {
  const tabs = stringsIn(recall(tabsKey(roomId), 'tabs'));
  const remembered = recall(tabsKey(roomId), 'active');
  const panel = recall(panelsKey, 'panel');
  const active = documentId ?? (typeof remembered === 'string' ? remembered : null);
  const view = createStore<RoomViewState>({
    tabs: active === null || tabs.includes(active) ? tabs : [...tabs, active],
    active,
    left: recall(panelsKey, 'left') !== false,
    right: (recall(panelsKey, 'right') ?? isRoomy()) !== false,
    panel: panels.find((name) => name === panel) ?? 'chat',
    sheet: null,
    following: null,
    chosen: null,
    place: null,
  });
  view.subscribe(() => {
    const state = view.get();
    keep(tabsKey(roomId), { tabs: state.tabs, active: state.active, seen: true });
    keep(panelsKey, { left: state.left, right: state.right, panel: state.panel });
  });
  return view;
}

/** Where nobody has chosen yet, the work comes first: the side panel waits until there is room for it. */
function isRoomy(): boolean {
  return (globalThis.innerWidth ?? Number.POSITIVE_INFINITY) >= 1100;
}

export function openTab(view: RoomView, id: string): void {
  const { tabs, active } = view.get();
  if (tabs.includes(id)) {
    view.set({ active: id, sheet: null });
    return;
  }
  // Beside the one in front, as people expect of tabs.
  const at = active === null ? tabs.length : tabs.indexOf(active) + 1;
  view.set({ tabs: tabs.toSpliced(at, 0, id), active: id, sheet: null });
}

export function closeTab(view: RoomView, id: string): void {
  const { tabs, active } = view.get();
  const at = tabs.indexOf(id);
  if (at < 0) return;
  const rest = tabs.toSpliced(at, 1);
  const next = active === id ? (rest[at] ?? rest[at - 1] ?? null) : active;
  view.set({ tabs: rest, active: next, ...(next === null ? { place: null } : {}) });
}

/** Steps through the tabs, round the ends. */
export function stepTab(view: RoomView, step: 1 | -1): void {
  const { tabs, active } = view.get();
  if (tabs.length === 0) return;
  const at = active === null ? 0 : tabs.indexOf(active);
  view.set({ active: tabs[(at + step + tabs.length) % tabs.length] ?? null });
}

export function moveTab(view: RoomView, id: string, before: string | null): void {
  const tabs = view.get().tabs.filter((tab) => tab !== id);
  const at = before === null ? tabs.length : tabs.indexOf(before);
  view.set({ tabs: tabs.toSpliced(at < 0 ? tabs.length : at, 0, id) });
}

/** Closes the tabs of what is no longer in the tree. */
export function dropTabs(view: RoomView, exists: (id: string) => boolean): void {
  for (const id of view.get().tabs) if (!exists(id)) closeTab(view, id);
}

export function showPanel(view: RoomView, panel: Panel): void {
  view.set({ panel, right: true, sheet: panel });
}

/** Whether this browser has never shown the room before. True once. */
export function isFirstVisit(roomId: string): boolean {
  const first = recall(tabsKey(roomId), 'seen') !== true;
  const { tabs, active } = { tabs: recall(tabsKey(roomId), 'tabs'), active: recall(tabsKey(roomId), 'active') };
  if (first) keep(tabsKey(roomId), { tabs, active, seen: true });
  return first;
}

function recall(key: string, name: string): unknown {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or blocked: nothing is remembered, nothing else is lost.
  }
}

function stringsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
