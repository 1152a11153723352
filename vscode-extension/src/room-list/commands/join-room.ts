import { l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import { readRoomLink } from '../../links/room-link.ts';
import { followLink, type RoomListDeps } from '../room-list-deps.ts';

/** An argument is what would be typed: a code or a link. */
export function joinRoom(deps: RoomListDeps): Command {
  return {
    id: 'draftroom.joinRoom',
    run: async (argument) => {
      const typed = typeof argument === 'string' ? argument : await askForLink();
      const link = typed === undefined ? null : readRoomLink(typed);
      if (link !== null) await followLink(deps, link, { choice: 'best', asks: false });
    },
  };
}

async function askForLink(): Promise<string | undefined> {
  return await window.showInputBox({
    title: l10n.t('Join a room'),
    prompt: l10n.t('The code of the room, or a link that somebody sent you.'),
    placeHolder: 'K7PM2X',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() !== '' && readRoomLink(text) === null
        ? l10n.t('A code has six letters and digits. A link starts with the address of a hub.')
        : null,
  });
}
