import { commands, env, l10n, type QuickPickItem, Uri, window } from 'vscode';
import type { Command } from '../../command.ts';
import { decideFile } from '../decide-file.ts';
import { reasonWords } from '../reason-words.ts';
import type { ShareDeps } from '../share-deps.ts';
import { localFolder } from '../sharing.ts';
import { stateWords } from '../state-words.ts';

interface Choice extends QuickPickItem {
  run(): Thenable<unknown>;
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
      const held: Choice[] = [...(state?.heldBack ?? [])]
        .toSorted(([, one], [, other]) => Number(other === 'differs') - Number(one === 'differs'))
        .map(([path, reason]) => ({
          label: `$(${reason === 'differs' ? 'question' : 'circle-slash'}) ${path}`,
          description: reasonWords(reason),
          run: () =>
            reason === 'differs'
              ? decideFile(sharing, path, summary)
              : commands.executeCommand('vscode.open', root === undefined ? path : Uri.joinPath(root, path)),
        }));
      const choices: Choice[] = [
        {
          label: `$(globe) ${l10n.t('Open the room in the browser')}`,
          run: () => env.openExternal(Uri.parse(`${hub}/rooms/${roomId}`)),
        },
        {
          label: `$(history) ${l10n.t('Show kept copies')}`,
          run: () => commands.executeCommand('draftroom.showKeptCopies'),
        },
        {
          label: `$(debug-stop) ${l10n.t('Stop sharing this folder')}`,
          run: () => commands.executeCommand('draftroom.stopSharing'),
        },
        ...held,
      ];
      const title = `${roomName}: ${stateWords(state).words}`;
      const chosen = await window.showQuickPick(choices, { title, matchOnDescription: true });
      await chosen?.run();
    },
  };
}
