import type { Command } from '../../command.ts';
import type { StoredAccount } from '../account-store.ts';
import { signInCommand } from './sign-in.ts';
import { signInWithCodeCommand } from './sign-in-with-code.ts';
import { signOutCommand } from './sign-out.ts';

export interface HubCommandDeps {
  /** Whether somebody is signed in at the end. */
  signIn(hub: string, way: 'browser' | 'code'): Promise<boolean>;
  accounts(): readonly StoredAccount[];
  chooseHub(): Promise<string | undefined>;
  signOut(account: StoredAccount): Promise<void>;
}

export function hubCommands(deps: HubCommandDeps): readonly Command[] {
  return [signInCommand(deps), signInWithCodeCommand(deps), signOutCommand(deps)];
}
