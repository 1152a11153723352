import { commands, l10n, window } from 'vscode';
import type { SharePeople } from './questions.ts';

const mostNamed = 15;

export function askPeople(roomName: string, stop: () => void): SharePeople {
  return {
    async manyGone(count, where) {
      const follow = where === 'here' ? l10n.t('Remove from the Room') : l10n.t('Remove Here');
      const bringBack = l10n.t('Bring Them Back');
      const question =
        where === 'here'
          ? l10n.t('{0} shared files have gone from this folder. Remove them from “{1}”, too?', count, roomName)
          : l10n.t('{0} shared files have gone from “{1}”. Remove them here, too?', count, roomName);
      const detail = l10n.t('Closing this question stops sharing and changes nothing.');
      const chosen = await window.showWarningMessage(question, { modal: true, detail }, follow, bringBack);
      if (chosen === undefined) return 'stop';
      return chosen === follow ? 'follow' : 'bringBack';
    },

    async differ(paths) {
      const room = l10n.t('Keep the Room’s');
      const mine = l10n.t('Keep Mine');
      const each = l10n.t('Look at Each');
      const question = l10n.t('{0} files say something else in “{1}” than here.', paths.length, roomName);
      const more = paths.length - mostNamed;
      const detail = [
        ...paths.slice(0, mostNamed),
        ...(more > 0 ? [l10n.t('and {0} more', more)] : []),
        l10n.t(
          'Closing this question leaves them as they are on both sides, and you can decide later. Of yours a copy is kept.',
        ),
      ].join('\n');
      const chosen = await window.showWarningMessage(question, { modal: true, detail }, room, mine, each);
      if (chosen === each) void commands.executeCommand('draftroom.showShareState');
      if (chosen === undefined || chosen === each) return 'later';
      return chosen === room ? 'room' : 'mine';
    },

    roleChanged(mayWrite) {
      const message = mayWrite
        ? l10n.t('You may write in “{0}” again: what was changed in this folder is sent.', roomName)
        : l10n.t('You may only read in “{0}” now: your changes stay in this folder and are not sent.', roomName);
      void window.showInformationMessage(message);
    },

    stop,
  };
}
