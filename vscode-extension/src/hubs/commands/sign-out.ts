import { l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import { hubName } from '../hub-address.ts';
import type { HubCommandDeps } from './command-table.ts';

export function signOutCommand({ accounts, signOut }: HubCommandDeps): Command {
  return {
    id: 'draftroom.signOut',
    run: async () => {
      const items = accounts().map((account) => ({
        label: account.user.name,
        description: hubName(account.hub),
        account,
      }));
      const [only] = items;
      const title = l10n.t('Sign out where?');
      const chosen = items.length === 1 ? only : await window.showQuickPick(items, { title });
      if (chosen !== undefined) await signOut(chosen.account);
    },
  };
}
