/** The view of my rooms, its commands, and links to rooms that other programs open. */
import { Disposable, l10n, window } from 'vscode';
import { messageFor, registerCommands } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import { hubName } from '../hubs/hub-address.ts';
import { joinPath, readJoinQuery } from '../links/room-link.ts';
import type { ExtensionPages } from '../links/uri-handler.ts';
import { roomListCommands } from './command-table.ts';
import { followLink, type RoomListDeps } from './room-list-deps.ts';
import { RoomsTree } from './rooms-tree.ts';

export function startRoomList(
  deps: RoomListDeps,
  { pages, log }: { pages: ExtensionPages; log: DraftroomLog },
): Disposable {
  const tree = new RoomsTree(deps.rooms, deps.sharing);
  const view = window.createTreeView('draftroom.rooms', { treeDataProvider: tree, showCollapseAll: false });
  const badge = deps.rooms.onDidChange(async () => {
    const lists = await deps.rooms.list();
    const unread = lists.flatMap(({ rooms }) => rooms).reduce((sum, room) => sum + room.mentions, 0);
    view.badge = unread === 0 ? undefined : { value: unread, tooltip: l10n.t('{0} messages name you', unread) };
  });
  const seen = view.onDidChangeVisibility(({ visible }) => {
    if (visible) void deps.rooms.refresh();
  });
  pages.serve(joinPath, (query) => openLink(deps, query));
  return Disposable.from(tree, view, badge, seen, registerCommands(roomListCommands(deps), log));
}

/** Anybody can make such a link: a hub that this person has never used is named before anything is sent to it. */
async function openLink(deps: RoomListDeps, query: URLSearchParams): Promise<void> {
  const link = readJoinQuery(query);
  if (link?.hub === undefined) {
    void window.showErrorMessage(l10n.t('This link leads to no room. Ask for a new one.'));
    return;
  }
  if (!deps.isFamiliar(link.hub)) {
    const go = l10n.t('Go On');
    const question = l10n.t('This link leads to a room on {0}, which you have not used yet.', hubName(link.hub));
    const detail = l10n.t('Go on only if you know who sent it. You are going to be asked to sign in there.');
    if ((await window.showWarningMessage(question, { modal: true, detail }, go)) !== go) return;
  }
  await followLink(deps, link, { choice: 'best', asks: true }).catch((error: unknown) => {
    void window.showErrorMessage(messageFor(error));
  });
}
