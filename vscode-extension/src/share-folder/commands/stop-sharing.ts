import { l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import type { ShareDeps } from '../share-deps.ts';

export function stopSharing({ sharing }: ShareDeps): Command {
  return {
    id: 'draftroom.stopSharing',
    run: async () => {
      const { summary } = sharing;
      if (summary === null) return;
      await sharing.stop();
      void window.showInformationMessage(
        l10n.t('This folder is not shared any more. Its files stay here and in “{0}”.', summary.roomName),
      );
    },
  };
}
