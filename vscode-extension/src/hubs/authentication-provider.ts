/** Draftroom among the editor's accounts: who is signed in is shown there, and signing out from there ends the session. */
import {
  type AuthenticationProvider,
  type AuthenticationProviderAuthenticationSessionsChangeEvent,
  type AuthenticationSession,
  authentication,
  Disposable,
  EventEmitter,
  l10n,
  window,
} from 'vscode';
import type { AccountStore, StoredAccount } from './account-store.ts';
import type { HubAccounts } from './hub-accounts.ts';
import { hubName } from './hub-address.ts';

const providerId = 'draftroom';

export interface AuthenticationDeps {
  readonly store: AccountStore;
  readonly accounts: HubAccounts;
  /** The account at the end, or null. `hub` is asked for where it is not named. */
  signIn(hub: string | undefined): Promise<StoredAccount | null>;
}

/** A scope is the address of a hub; without one, a session of any hub fits. */
export class DraftroomAuthentication implements AuthenticationProvider, Disposable {
  readonly #deps: AuthenticationDeps;
  readonly #changed = new EventEmitter<AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #registered: Disposable;
  #shown: AuthenticationSession[];
  readonly onDidChangeSessions = this.#changed.event;

  constructor(deps: AuthenticationDeps) {
    this.#deps = deps;
    this.#shown = deps.store.accounts.map(toSession);
    this.#registered = Disposable.from(
      authentication.registerAuthenticationProvider(providerId, 'Draftroom', this, { supportsMultipleAccounts: true }),
      deps.store.onDidChange(() => this.#tell()),
    );
  }

  getSessions(scopes?: readonly string[]): Promise<AuthenticationSession[]> {
    const [hub] = scopes ?? [];
    return Promise.resolve(this.#shown.filter((session) => hub === undefined || session.scopes.includes(hub)));
  }

  async createSession(scopes: readonly string[]): Promise<AuthenticationSession> {
    const account = await this.#deps.signIn(scopes[0]);
    if (account === null) throw new Error(l10n.t('Signing in was not finished.'));
    return toSession(account);
  }

  async removeSession(sessionId: string): Promise<void> {
    const account = this.#deps.store.accounts.find((candidate) => idOf(candidate) === sessionId);
    if (account === undefined || (await this.#deps.accounts.signOut(account))) return;
    void window.showWarningMessage(
      l10n.t(
        'You are signed out here, but {0} could not be reached. End the session on its account page when it can.',
        hubName(account.hub),
      ),
    );
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }

  #tell(): void {
    const before = this.#shown;
    this.#shown = this.#deps.store.accounts.map(toSession);
    const same = (one: AuthenticationSession) => (two: AuthenticationSession) =>
      one.id === two.id && one.accessToken === two.accessToken;
    const added = this.#shown.filter((session) => !before.some(same(session)));
    const removed = before.filter((session) => !this.#shown.some(same(session)));
    this.#changed.fire({ added, removed, changed: [] });
  }
}

function toSession(account: StoredAccount): AuthenticationSession {
  const label = `${account.user.name} (${hubName(account.hub)})`;
  return {
    id: idOf(account),
    accessToken: account.token,
    account: { id: `${account.hub} ${account.user.id}`, label },
    scopes: [account.hub],
  };
}

function idOf(account: StoredAccount): string {
  return `${account.hub} ${account.user.id}`;
}
