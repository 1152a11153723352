/**
 * Who is signed in where, in the editor's secret storage. All windows share it: each hears the others' changes, and
 * writes by reading anew, so that a sign-in of one window does not undo that of another.
 */
import { type Disposable, EventEmitter, type SecretStorage } from 'vscode';

export interface StoredAccount {
  readonly hub: string;
  readonly token: string;
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
}

const key = 'accounts';

export class AccountStore implements Disposable {
  readonly #secrets: SecretStorage;
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  #accounts: readonly StoredAccount[] = [];
  #turn: Promise<void> = Promise.resolve();
  readonly onDidChange = this.#changed.event;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
    this.#listener = secrets.onDidChange((event) => {
      if (event.key === key) void this.load();
    });
  }

  get accounts(): readonly StoredAccount[] {
    return this.#accounts;
  }

  of(hub: string): StoredAccount | null {
    return this.#accounts.find((account) => account.hub === hub) ?? null;
  }

  async load(): Promise<void> {
    this.#take(await this.#read());
  }

  /** One account a hub: signing in again replaces the one before. */
  put(account: StoredAccount): Promise<void> {
    return this.#change((accounts) => [...accounts.filter((known) => known.hub !== account.hub), account]);
  }

  /** Only while it is this token: what another window has signed in since stays. */
  remove(hub: string, token: string): Promise<void> {
    return this.#change((accounts) => accounts.filter((known) => known.hub !== hub || known.token !== token));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #change(change: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): Promise<void> {
    const turn = this.#turn.then(async () => {
      const next = change(await this.#read());
      await this.#secrets.store(key, JSON.stringify(next));
      this.#take(next);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #read(): Promise<readonly StoredAccount[]> {
    return readAccounts(await this.#secrets.get(key));
  }

  #take(accounts: readonly StoredAccount[]): void {
    const same = JSON.stringify(accounts) === JSON.stringify(this.#accounts);
    this.#accounts = accounts;
    if (!same) this.#changed.fire();
  }
}

/** What an older or a newer version may have left is read as far as it has the right shape. */
function readAccounts(text: string | undefined): StoredAccount[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isAccount) : [];
  } catch {
    return [];
  }
}

function isAccount(value: unknown): value is StoredAccount {
  if (typeof value !== 'object' || value === null) return false;
  const { hub, token, user } = value as Partial<StoredAccount>;
  return typeof hub === 'string' && typeof token === 'string' && typeof user?.id === 'string';
}
