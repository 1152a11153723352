import { env, l10n, window } from 'vscode';
import { type Command, ShownError } from '../../command.ts';
import { type RoomListDeps, roomOf } from '../room-list-deps.ts';

export function copyRoomCode(deps: RoomListDeps): Command {
  return {
    id: 'draftroom.copyRoomCode',
    run: async (argument) => {
      const room = await roomOf(deps, argument, l10n.t('Copy the code of which room?'));
      const client = room === null ? null : await deps.signedIn(room.hub);
      if (room === null || client === null) return;
      const { code } = await client.trpc.rooms.get.query({ roomId: room.id });
      if (code === null) throw new ShownError(l10n.t('Only members see the code of a room.'));
      await env.clipboard.writeText(code);
      window.setStatusBarMessage(l10n.t('The code {0} is on the clipboard.', code), 4_000);
    },
  };
}
