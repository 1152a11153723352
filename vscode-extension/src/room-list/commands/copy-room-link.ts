import { env, l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import { type RoomListDeps, roomOf } from '../room-list-deps.ts';

export function copyRoomLink(deps: RoomListDeps): Command {
  return {
    id: 'draftroom.copyRoomLink',
    run: async (argument) => {
      const room = await roomOf(deps, argument, l10n.t('Copy the link of which room?'));
      if (room === null) return;
      await env.clipboard.writeText(`${room.hub}/rooms/${room.id}`);
      window.setStatusBarMessage(l10n.t('The link of “{0}” is on the clipboard.', room.name), 4_000);
    },
  };
}
