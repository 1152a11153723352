/** When somebody moves a document, the editor that shows it goes along. */
import { commands, type Tab, TabInputText, Uri, window, workspace } from 'vscode';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { roomAddress } from '../rooms/room-uri.ts';

export function followMoves(rooms: OpenRooms, onProblem: (error: unknown) => void): { dispose(): void } {
  const stops = [
    rooms.opened.listen((room) => {
      room.facts.treeChanged.listen(({ moved }) => {
        for (const { from, to, node } of moved) {
          const here = [...room.moving].some((path) => from === path || from.startsWith(`${path}/`));
          if (!here && node.type === 'document' && node.document.kind === 'text') {
            void goAlong(room, from, to).catch(onProblem);
          }
        }
      });
    }),
  ];
  return {
    dispose: () => {
      for (const stop of stops) stop();
    },
  };
}

async function goAlong(room: OpenRoom, from: string, to: string): Promise<void> {
  const old = Uri.from(roomAddress(room.roomId, from)).toString();
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => uriOf(tab)?.toString() === old));
  const moved = Uri.from(roomAddress(room.roomId, to));
  for (const { isActive, isPreview, group } of tabs) {
    const options = {
      viewColumn: group.viewColumn,
      preserveFocus: !(isActive && group.isActive),
      preview: isPreview,
    };
    // Whoever types in another tab of the group goes on typing there.
    if (isActive) await window.showTextDocument(moved, options);
    else await commands.executeCommand('vscode.open', moved, { ...options, background: true });
  }
  if (tabs.length === 0) return;
  // What was typed is in the document already; the editor would ask about it.
  for (const document of workspace.textDocuments) {
    if (document.isDirty && document.uri.toString() === old) await document.save();
  }
  await window.tabGroups.close(tabs, true);
}

function uriOf(tab: Tab): Uri | null {
  return tab.input instanceof TabInputText ? tab.input.uri : null;
}
