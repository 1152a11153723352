import { commands, env, l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import type { ShareDeps } from '../share-deps.ts';

const mostShown = 200;

export function showKeptCopies({ sharing }: ShareDeps): Command {
  return {
    id: 'draftroom.showKeptCopies',
    run: async () => {
      const copies = (await sharing.copies?.list(mostShown)) ?? [];
      if (copies.length === 0) {
        void window.showInformationMessage(l10n.t('Nothing of this folder was written over or removed by others yet.'));
        return;
      }
      const when = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'medium' });
      const items = copies.map(({ path, keptAt, uri }) => ({ label: path, description: when.format(keptAt), uri }));
      const title = l10n.t('Kept copies, the newest first');
      const chosen = await window.showQuickPick(items, { title, matchOnDescription: true });
      if (chosen !== undefined) await commands.executeCommand('vscode.open', chosen.uri);
    },
  };
}
