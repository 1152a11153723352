import { l10n } from 'vscode';
import type { Command } from '../../command.ts';
import { openPlaced, type RoomListDeps, roomOf } from '../room-list-deps.ts';

export function openRoom(deps: RoomListDeps): Command {
  return {
    id: 'draftroom.openRoom',
    run: async (argument) => {
      const room = await roomOf(deps, argument, l10n.t('Open which room?'));
      if (room !== null) await openPlaced(deps, room, 'best');
    },
  };
}
