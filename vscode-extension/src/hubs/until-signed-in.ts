/** A question stays on the screen for as long as it likes: whoever signs in another way has answered it. */
interface Accounts {
  of(hub: string): object | null;
  onDidChange(listener: () => void): { dispose(): void };
}

/** Resolves when somebody is signed in, or the question was answered in whatever way. */
export async function untilSignedIn(hub: string, accounts: Accounts, ask: () => Promise<unknown>): Promise<void> {
  const signedIn = Promise.withResolvers<void>();
  const listener = accounts.onDidChange(() => {
    if (accounts.of(hub) !== null) signedIn.resolve();
  });
  try {
    await Promise.race([signedIn.promise, ask()]);
  } finally {
    listener.dispose();
  }
}
