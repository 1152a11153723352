/** Everything about hubs in one place to start and to end: accounts, sign-in, the editor's list of accounts, commands. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { commands, Disposable, type ExtensionContext, l10n, window } from 'vscode';
import { messageFor, registerCommands } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import type { ExtensionPages } from '../links/uri-handler.ts';
import { AccountStore, type StoredAccount } from './account-store.ts';
import { DraftroomAuthentication } from './authentication-provider.ts';
import { BrowserSignIn, signedInPath } from './browser-sign-in.ts';
import { hubCommands } from './commands/command-table.ts';
import { HubAccounts, strangerClient } from './hub-accounts.ts';
import { sameHub } from './hub-address.ts';
import { chooseHub, configuredHubs, rememberHub } from './hub-list.ts';
import { KnownRooms } from './known-rooms.ts';
import { SignIn } from './sign-in.ts';

export interface Hubs extends Disposable {
  readonly store: AccountStore;
  readonly accounts: HubAccounts;
  readonly rooms: KnownRooms;
  chooseHub(): Promise<string | undefined>;
  signedIn(hub: string): Promise<HubClient | null>;
  isFamiliar(hub: string): boolean;
}

export async function startHubs(
  context: ExtensionContext,
  { pages, log }: { pages: ExtensionPages; log: DraftroomLog },
): Promise<Hubs> {
  const store = new AccountStore(context.secrets);
  await store.load();
  const rooms = new KnownRooms(context.globalState);
  const browser = new BrowserSignIn({
    secrets: context.secrets,
    store,
    stranger: strangerClient,
    extensionId: context.extension.id,
  });
  const signIn = new SignIn({ store, stranger: strangerClient, browser });
  const accounts = new HubAccounts({ store, rooms, askToSignIn: (hub, why) => signIn.ask(hub, why) });
  const choose = () => chooseHub(accounts.accounts.map((account) => account.hub));
  const enter = async (hub: string, way: 'browser' | 'code'): Promise<boolean> => {
    const entered = await signIn.run(hub, way);
    if (entered) await rememberHub(hub);
    return entered;
  };
  const provider = new DraftroomAuthentication({
    store,
    accounts,
    signIn: async (named) => {
      const hub = named ?? (await choose());
      return hub !== undefined && (await enter(hub, 'browser')) ? store.of(hub) : null;
    },
  });
  serveWayBack(pages, browser, log);
  const signOut = (account: StoredAccount) => provider.removeSession(`${account.hub} ${account.user.id}`);
  const table = hubCommands({ signIn: enter, accounts: () => accounts.accounts, chooseHub: choose, signOut });
  const held = Disposable.from(
    store,
    accounts,
    provider,
    registerCommands(table, log),
    store.onDidChange(() => tellContext(store)),
  );
  tellContext(store);
  return {
    store,
    accounts,
    rooms,
    chooseHub: choose,
    signedIn: async (hub) => accounts.client(hub) ?? ((await enter(hub, 'browser')) ? accounts.client(hub) : null),
    isFamiliar: (hub) =>
      [...configuredHubs(), ...accounts.accounts.map((account) => account.hub)].some((known) => sameHub(known, hub)),
    dispose: () => held.dispose(),
  };
}

function serveWayBack(pages: ExtensionPages, browser: BrowserSignIn, log: DraftroomLog): void {
  pages.serve(signedInPath, async (query) => {
    try {
      if (await browser.finish(query)) return;
      void window.showErrorMessage(
        l10n.t('This answer belongs to no sign-in of this editor, or came too late. Sign in again.'),
      );
    } catch (error) {
      log.error('sign-in', error);
      void window.showErrorMessage(messageFor(error));
    }
  });
}

/** For `when` clauses: what is shown to somebody who is signed in. */
function tellContext(store: AccountStore): void {
  void commands.executeCommand('setContext', 'draftroom.signedIn', store.accounts.length > 0);
}
