import type { Command } from '../../command.ts';
import { hubOrigin } from '../hub-address.ts';
import type { HubCommandDeps } from './command-table.ts';

export function signInWithCodeCommand({ chooseHub, signIn }: HubCommandDeps): Command {
  return {
    id: 'draftroom.signInWithCode',
    run: async (argument) => {
      const hub = typeof argument === 'string' ? hubOrigin(argument) : await chooseHub();
      if (hub !== null && hub !== undefined) await signIn(hub, 'code');
    },
  };
}
