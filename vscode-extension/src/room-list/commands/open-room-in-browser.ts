import { env, l10n, Uri } from 'vscode';
import type { Command } from '../../command.ts';
import { type RoomListDeps, roomOf } from '../room-list-deps.ts';

export function openRoomInBrowser(deps: RoomListDeps): Command {
  return {
    id: 'draftroom.openRoomInBrowser',
    run: async (argument) => {
      const room = await roomOf(deps, argument, l10n.t('Open which room in the browser?'));
      if (room !== null) await env.openExternal(Uri.parse(`${room.hub}/rooms/${room.id}`));
    },
  };
}
