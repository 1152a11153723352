/** The list of rooms in the side bar. With rooms of one hub only, the hub itself is not shown. */
import type { RoomSummary } from '@draftroom/core/schema/rooms';
import {
  type Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { hubName } from '../hubs/hub-address.ts';
import { roleName } from '../role-name.ts';
import { stateWords } from '../share-folder/state-words.ts';
import type { HubRooms, MyRooms } from './my-rooms.ts';
import type { SharedHere } from './room-list-deps.ts';

export type RoomListNode =
  | { readonly kind: 'shared' }
  | { readonly kind: 'hub'; readonly hub: HubRooms }
  | { readonly kind: 'room'; readonly hub: string; readonly room: RoomSummary };

export class RoomsTree implements TreeDataProvider<RoomListNode>, Disposable {
  readonly #rooms: MyRooms;
  readonly #changed = new EventEmitter<void>();
  readonly #sharing: SharedHere;
  readonly #listeners: readonly Disposable[];
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(rooms: MyRooms, sharing: SharedHere) {
    this.#rooms = rooms;
    this.#sharing = sharing;
    const tell = () => this.#changed.fire();
    this.#listeners = [rooms.onDidChange(tell), sharing.onDidChange(tell)];
  }

  async getChildren(node?: RoomListNode): Promise<RoomListNode[]> {
    if (node?.kind === 'room' || node?.kind === 'shared') return [];
    if (node?.kind === 'hub') return roomsIn(node.hub);
    const hubs = await this.#rooms.list();
    const [only] = hubs;
    const shared: RoomListNode[] = this.#sharing.summary === null ? [] : [{ kind: 'shared' }];
    if (only !== undefined && hubs.length === 1 && !only.stale) return [...shared, ...roomsIn(only)];
    return [...shared, ...hubs.map((hub): RoomListNode => ({ kind: 'hub', hub }))];
  }

  getTreeItem(node: RoomListNode): TreeItem {
    if (node.kind === 'shared') return sharedItem(this.#sharing);
    return node.kind === 'hub' ? hubItem(node.hub) : roomItem(node.room);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }
}

function roomsIn({ hub, rooms }: HubRooms): RoomListNode[] {
  return rooms.map((room) => ({ kind: 'room', hub, room }));
}

function hubItem({ hub, stale }: HubRooms): TreeItem {
  const item = new TreeItem(hubName(hub), TreeItemCollapsibleState.Expanded);
  item.contextValue = 'hub';
  item.iconPath = new ThemeIcon(stale ? 'warning' : 'server');
  if (stale) item.description = l10n.t('cannot be reached');
  return item;
}

function sharedItem({ summary }: SharedHere): TreeItem {
  const { icon, words } = stateWords(summary?.state ?? null);
  const item = new TreeItem(l10n.t('This folder, with “{0}”', summary?.roomName ?? ''), TreeItemCollapsibleState.None);
  item.id = 'shared';
  item.contextValue = 'shared';
  item.iconPath = new ThemeIcon(icon);
  item.description = words;
  item.command = { command: 'draftroom.showShareState', title: l10n.t('Show') };
  return item;
}

function roomItem(room: RoomSummary): TreeItem {
  const item = new TreeItem(room.name, TreeItemCollapsibleState.None);
  item.id = room.id;
  item.contextValue = 'room';
  item.iconPath = new ThemeIcon(room.hereNow > 0 ? 'circle-filled' : 'circle-outline');
  item.description = facts(room).join(' · ');
  item.tooltip = tooltip(room);
  item.command = { command: 'draftroom.openRoom', title: l10n.t('Open Room'), arguments: [room.id] };
  return item;
}

function facts(room: RoomSummary): string[] {
  return [
    ...(room.hereNow > 0 ? [l10n.t('{0} here', room.hereNow)] : []),
    ...(room.unread > 0 ? [l10n.t('{0} unread', room.unread > 99 ? '99+' : room.unread)] : []),
    ...(room.role === null ? [] : [roleName(room.role)]),
  ];
}

function tooltip(room: RoomSummary): MarkdownString {
  const text = new MarkdownString();
  text.appendText(room.name);
  if (room.description !== '') text.appendText(`\n\n${room.description}`);
  const members = room.memberCount === 1 ? l10n.t('1 member') : l10n.t('{0} members', room.memberCount);
  text.appendText(`\n\n${members}`);
  return text;
}
