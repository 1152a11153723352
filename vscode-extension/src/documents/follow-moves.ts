/** When somebody moves a document, the editor that shows it goes along, as soon as no comment is lost with that. */
import { type Tab, TabInputText, Uri, window, workspace } from 'vscode';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import { roomAddress } from '../rooms/room-uri.ts';
import type { Signal } from '../rooms/signal.ts';

export interface FollowMovesDeps {
  readonly rooms: OpenRooms;
  /** What this person writes beside a text goes with its file. */
  readonly drafts: { holds(uri: Uri): boolean; readonly changed: Signal<void> };
  onProblem(error: unknown): void;
}

interface Waiting {
  readonly room: OpenRoom;
  readonly from: string;
  readonly documentId: string;
}

export function followMoves({ rooms, drafts, onProblem }: FollowMovesDeps): { dispose(): void } {
  const waiting = new Map<string, Waiting>();
  /** One after the other: they open and close tabs. */
  let work: Promise<void> = Promise.resolve();
  const go = (): void => {
    work = work.then(async () => {
      for (const [old, { room, from, documentId }] of waiting) {
        if (drafts.holds(uriAt(room, from))) continue;
        waiting.delete(old);
        const now = room.facts.tree.byId(documentId)?.path;
        if (now !== undefined && now !== from) await goAlong(room, from, now).catch(onProblem);
      }
    });
  };
  const stops = [
    drafts.changed.listen(go),
    rooms.closed.listen((room) => {
      for (const [old, move] of waiting) if (move.room === room) waiting.delete(old);
    }),
    rooms.opened.listen((room) => {
      room.facts.treeChanged.listen(({ moved }) => {
        for (const { from, node } of moved) {
          const here = [...room.moving].some((path) => from === path || from.startsWith(`${path}/`));
          if (here || node.type !== 'document' || node.document.kind !== 'text') continue;
          waiting.set(uriAt(room, from).toString(), { room, from, documentId: node.document.id });
        }
        go();
      });
    }),
  ];
  return {
    dispose: () => {
      for (const stop of stops) stop();
    },
  };
}

function uriAt(room: OpenRoom, path: string): Uri {
  return Uri.from(roomAddress(room.roomId, path));
}

async function goAlong(room: OpenRoom, from: string, to: string): Promise<void> {
  const old = uriAt(room, from).toString();
  const tabs = tabsAt(old);
  for (const tab of tabs) {
    await window.showTextDocument(uriAt(room, to), {
      viewColumn: tab.group.viewColumn,
      preserveFocus: !(tab.isActive && tab.group.isActive),
      preview: tab.isPreview,
    });
  }
  if (tabs.length === 0) return;
  // All of it is in the document: the editor need not ask whether to keep it.
  await workspace.textDocuments.find((document) => document.uri.toString() === old)?.save();
  // The tabs that were found before may be others by now.
  await window.tabGroups.close(tabsAt(old), true);
}

function tabsAt(uri: string): Tab[] {
  return window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => uriOf(tab)?.toString() === uri));
}

function uriOf(tab: Tab): Uri | null {
  return tab.input instanceof TabInputText ? tab.input.uri : null;
}
