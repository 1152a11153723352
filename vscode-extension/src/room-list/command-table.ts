import type { Command } from '../command.ts';
import { copyRoomCode } from './commands/copy-room-code.ts';
import { copyRoomLink } from './commands/copy-room-link.ts';
import { createRoom } from './commands/create-room.ts';
import { joinRoom } from './commands/join-room.ts';
import { openRoom } from './commands/open-room.ts';
import { openRoomInBrowser } from './commands/open-room-in-browser.ts';
import { openRoomInNewWindow } from './commands/open-room-in-new-window.ts';
import { openRoomInThisWindow } from './commands/open-room-in-this-window.ts';
import { refreshRooms } from './commands/refresh-rooms.ts';
import type { RoomListDeps } from './room-list-deps.ts';

export function roomListCommands(deps: RoomListDeps): readonly Command[] {
  return [
    openRoom(deps),
    openRoomInThisWindow(deps),
    openRoomInNewWindow(deps),
    openRoomInBrowser(deps),
    joinRoom(deps),
    createRoom(deps),
    refreshRooms(deps),
    copyRoomLink(deps),
    copyRoomCode(deps),
  ];
}
