import type { HubClient } from '@draftroom/core/client/hub-client';
import { type Disposable, l10n, window } from 'vscode';
import type { KnownRooms } from '../hubs/known-rooms.ts';
import type { RoomLink } from '../links/room-link.ts';
import type { ShareState } from '../share-folder/shared-folder.ts';
import { enterRoom } from './enter-room.ts';
import type { MyRooms } from './my-rooms.ts';
import { openRoomWindow, type RoomWindows, type WindowChoice } from './open-room-window.ts';
import type { RoomListNode } from './rooms-tree.ts';

/** Whether the folder of this window is shared. */
export interface SharedHere {
  readonly summary: { readonly roomName: string; readonly state: ShareState | null } | null;
  onDidChange(listener: () => void): Disposable;
  /** Resolves when no start of sharing is under way. */
  readonly settled: Promise<void>;
}

export interface RoomListDeps {
  readonly sharing: SharedHere;
  readonly rooms: MyRooms;
  readonly known: KnownRooms;
  readonly windows: RoomWindows;
  /** A client of somebody who is signed in there; asks to sign in. Null when the person would not. */
  signedIn(hub: string): Promise<HubClient | null>;
  /** Which hub is meant where nothing names one. */
  chooseHub(): Promise<string | undefined>;
  /** Whether a hub that a link names is one that this person uses. */
  isFamiliar(hub: string): boolean;
  /** Here if the room is open here, else in the window that opens it next. */
  showThread(roomId: string, threadId: string): Promise<void>;
  onDidChange(listener: () => void): Disposable;
}

export interface PlacedRoom {
  readonly hub: string;
  readonly id: string;
  readonly name: string;
}

export async function openPlaced(deps: RoomListDeps, room: PlacedRoom, choice: WindowChoice): Promise<void> {
  await deps.known.remember(room.id, { hub: room.hub, name: room.name });
  await openRoomWindow(deps.windows, room, choice);
}

/** `asks`: another program has opened the link. */
export async function followLink(
  deps: RoomListDeps,
  link: RoomLink,
  { choice, asks }: { choice: WindowChoice; asks: boolean },
): Promise<void> {
  const hub = link.hub ?? (await deps.chooseHub());
  if (hub === undefined) return;
  const client = await deps.signedIn(hub);
  const room = client === null ? null : await enterRoom(client, link, asks);
  if (room === null) return;
  deps.known.requireHub(room.id, hub);
  const threadId = link.kind === 'room' ? link.threadId : undefined;
  // What a link leads to may be a file of the folder that is about to be shared.
  await deps.sharing.settled;
  // Before the room is opened: this window may start anew with it.
  if (threadId !== undefined) await deps.showThread(room.id, threadId);
  await openPlaced(deps, { hub, id: room.id, name: room.name }, choice);
  void deps.rooms.refresh();
}

/** The room of a command: of the entry it was called on, by id, or picked from the list. */
export async function roomOf(deps: RoomListDeps, argument: unknown, title: string): Promise<PlacedRoom | null> {
  if (isRoomNode(argument)) return { hub: argument.hub, id: argument.room.id, name: argument.room.name };
  const lists = await deps.rooms.list();
  const rooms = lists.flatMap(({ hub, rooms: entries }) => entries.map(({ id, name }) => ({ hub, id, name })));
  if (typeof argument === 'string') return rooms.find((room) => room.id === argument) ?? null;
  const items = rooms.map((room) => ({ label: room.name, room }));
  const placeHolder =
    items.length === 0 ? l10n.t('You are in no room yet. Create one, or join with a code.') : undefined;
  return (await window.showQuickPick(items, { title, placeHolder }))?.room ?? null;
}

function isRoomNode(value: unknown): value is RoomListNode & { kind: 'room' } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'room';
}
