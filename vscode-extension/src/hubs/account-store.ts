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

/** Of their own will, in whichever window: a session that ended by itself is something else. */
export interface SignedOut {
  readonly hub: string;
  readonly userId: string;
}

const key = 'accounts';
const signOutsKey = 'sign-outs';
/** Enough for whoever leaves all hubs at once. */
const signOutsKept = 20;

export class AccountStore implements Disposable {
  readonly #secrets: SecretStorage;
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  readonly #signedOut = new EventEmitter<SignedOut>();
  #accounts: readonly StoredAccount[] = [];
  /** Marks of the sign-outs that this window has told of, or that were before it. */
  #seen: Set<string> | null = null;
  #turn: Promise<void> = Promise.resolve();
  readonly onDidChange = this.#changed.event;
  /** Every window hears it, the one that did it included. */
  readonly onDidSignOut = this.#signedOut.event;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
    this.#listener = secrets.onDidChange((event) => {
      if (event.key === key) void this.load();
      if (event.key === signOutsKey) void this.#lookForSignOuts();
    });
  }

  get accounts(): readonly StoredAccount[] {
    return this.#accounts;
  }

  of(hub: string): StoredAccount | null {
    return this.#accounts.find((account) => account.hub === hub) ?? null;
  }

  async load(): Promise<void> {
    this.#seen ??= new Set((await this.#readSignOuts()).map(({ mark }) => mark));
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

  async signOut({ hub, token, user }: StoredAccount): Promise<void> {
    await this.remove(hub, token);
    await this.#inTurn(async () => {
      const next = [...(await this.#readSignOuts()), { hub, userId: user.id, mark: crypto.randomUUID() }];
      await this.#secrets.store(signOutsKey, JSON.stringify(next.slice(-signOutsKept)));
    });
    await this.#lookForSignOuts();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
    this.#signedOut.dispose();
  }

  #change(change: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): Promise<void> {
    return this.#inTurn(async () => {
      const next = change(await this.#read());
      await this.#secrets.store(key, JSON.stringify(next));
      this.#take(next);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #lookForSignOuts(): Promise<void> {
    const signOuts = await this.#readSignOuts();
    this.#seen ??= new Set();
    for (const { mark, hub, userId } of signOuts) {
      if (this.#seen.has(mark)) continue;
      this.#seen.add(mark);
      this.#signedOut.fire({ hub, userId });
    }
  }

  async #readSignOuts(): Promise<(SignedOut & { mark: string })[]> {
    return readList(await this.#secrets.get(signOutsKey)).filter(isSignOut);
  }

  async #read(): Promise<readonly StoredAccount[]> {
    return readList(await this.#secrets.get(key)).filter(isAccount);
  }

  #take(accounts: readonly StoredAccount[]): void {
    const same = JSON.stringify(accounts) === JSON.stringify(this.#accounts);
    this.#accounts = accounts;
    if (!same) this.#changed.fire();
  }
}

/** What an older or a newer version may have left is read as far as it has the right shape. */
function readList(text: string | undefined): unknown[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isSignOut(value: unknown): value is SignedOut & { mark: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { hub, userId, mark } = value as Partial<SignedOut & { mark: string }>;
  return typeof hub === 'string' && typeof userId === 'string' && typeof mark === 'string';
}

function isAccount(value: unknown): value is StoredAccount {
  if (typeof value !== 'object' || value === null) return false;
  const { hub, token, user } = value as Partial<StoredAccount>;
  return typeof hub === 'string' && typeof token === 'string' && typeof user?.id === 'string';
}
