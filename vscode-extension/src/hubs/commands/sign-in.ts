import { l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import { hubName, hubOrigin } from '../hub-address.ts';
import type { HubCommandDeps } from './command-table.ts';

/** The address of a hub may be given. */
export function signInCommand({ chooseHub, signIn }: HubCommandDeps): Command {
  return {
    id: 'draftroom.signIn',
    run: async (argument) => {
      const hub = typeof argument === 'string' ? hubOrigin(argument) : await chooseHub();
      if (hub === null || hub === undefined || !(await signIn(hub, 'browser'))) return;
      window.setStatusBarMessage(l10n.t('You are signed in to {0}.', hubName(hub)), 4_000);
    },
  };
}
