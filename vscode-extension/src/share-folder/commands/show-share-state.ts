import { commands, env, l10n, type QuickPickItem, Uri, window } from 'vscode';
import type { Command } from '../../command.ts';
import { reasonWords } from '../reason-words.ts';
import type { ShareDeps } from '../share-deps.ts';
import { localFolder } from '../sharing.ts';
import { stateWords } from '../state-words.ts';

interface Choice extends QuickPickItem {
  run?(): Thenable<unknown>;
}

/** What is shared, what is not and why, and what can be done. */
export function showShareState({ sharing }: ShareDeps): Command {
  return {
    id: 'draftroom.showShareState',
    run: async () => {
      const { summary } = sharing;
      if (summary === null) return;
      const { hub, roomId, roomName, state } = summary;
      const root = localFolder()?.uri;
      const held: Choice[] = [...(state?.heldBack ?? [])].map(([path, reason]) => ({
        label: `$(circle-slash) ${path}`,
        description: reasonWords(reason),
        run: () => commands.executeCommand('vscode.open', root === undefined ? path : Uri.joinPath(root, path)),
      }));
      const choices: Choice[] = [
        {
          label: `$(globe) ${l10n.t('Open the room in the browser')}`,
          run: () => env.openExternal(Uri.parse(`${hub}/rooms/${roomId}`)),
        },
        {
          label: `$(debug-stop) ${l10n.t('Stop sharing this folder')}`,
          run: () => commands.executeCommand('draftroom.stopSharing'),
        },
        ...held,
      ];
      const title = `${roomName}: ${stateWords(state).words}`;
      const chosen = await window.showQuickPick(choices, { title, matchOnDescription: true });
      await chosen?.run?.();
    },
  };
}
