/** When somebody moves a document, the editor that shows it goes along. */
import { type Tab, TabInputText, Uri, window } from 'vscode';
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
  for (const tab of tabs) {
    await window.showTextDocument(Uri.from(roomAddress(room.roomId, to)), {
      viewColumn: tab.group.viewColumn,
      preserveFocus: !(tab.isActive && tab.group.isActive),
      preview: tab.isPreview,
    });
  }
  if (tabs.length > 0) await window.tabGroups.close(tabs, true);
}

function uriOf(tab: Tab): Uri | null {
  return tab.input instanceof TabInputText ? tab.input.uri : null;
}
