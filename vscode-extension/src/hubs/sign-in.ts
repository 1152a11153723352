/** Signing in as the person meets it: which hub, the browser first, a code where that does not come back. */
import { type Disposable, l10n, ProgressLocation, window } from 'vscode';
import type { BrowserSignIn } from './browser-sign-in.ts';
import { type DeviceSignInDeps, signInWithCode } from './device-sign-in.ts';
import { hubName } from './hub-address.ts';
import { untilSignedIn } from './until-signed-in.ts';

export interface SignInDeps extends DeviceSignInDeps {
  readonly browser: BrowserSignIn;
}

type Ended = 'signed in' | 'declined' | 'not finished';

export class SignIn {
  readonly #deps: SignInDeps;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  /** Whether somebody is signed in at the end. */
  async run(hub: string, way: 'browser' | 'code' = 'browser'): Promise<boolean> {
    // The answer may be faster than the call that opens the browser.
    const before = this.#deps.store.of(hub)?.token;
    const started = way === 'code' ? 'no way back' : await this.#deps.browser.start(hub);
    if (started === 'no way back') return await this.#byCode(hub);
    const ended = started === 'opened' ? await this.#untilSignedIn(hub, before) : 'not finished';
    if (ended === 'declined') tellDeclined();
    if (ended !== 'not finished') return ended === 'signed in';
    const code = l10n.t('Use a code instead');
    const again = l10n.t('Try again');
    let chosen: string | undefined;
    // Whoever has copied the address of the page may go on there all the same.
    await untilSignedIn(hub, this.#deps.store, async () => {
      chosen = await window.showWarningMessage(l10n.t('Signing in was not finished.'), code, again);
    });
    const token = this.#deps.store.of(hub)?.token;
    if (token !== undefined && token !== before) return true;
    if (chosen === undefined) return false;
    return await this.run(hub, chosen === code ? 'code' : 'browser');
  }

  async ask(hub: string, why: 'room' | 'ended'): Promise<boolean> {
    const question =
      why === 'room'
        ? l10n.t('Sign in to {0} to open this room.', hubName(hub))
        : l10n.t('You are not signed in to {0} any more. Your unsent changes are kept here.', hubName(hub));
    const go = l10n.t('Sign in');
    const answer = await window.showInformationMessage(question, go);
    // Somebody may have signed in another way while it was on the screen.
    return this.#deps.store.of(hub) !== null || (answer === go && (await this.run(hub)));
  }

  async #byCode(hub: string): Promise<boolean> {
    const outcome = await signInWithCode(hub, this.#deps);
    if (outcome === 'declined') tellDeclined();
    if (outcome === 'expired')
      void window.showWarningMessage(l10n.t('That code is not valid any more. Sign in again.'));
    return outcome === 'approved';
  }

  /** The answer may come to another window; the store tells of it in all of them. */
  async #untilSignedIn(hub: string, before: string | undefined): Promise<Ended> {
    const { store, browser } = this.#deps;
    return await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t('Go on in the browser to sign in to {0}', hubName(hub)),
        cancellable: true,
      },
      (_progress, cancelled) =>
        new Promise<Ended>((resolve) => {
          const listeners: Disposable[] = [];
          const end = (how: Ended) => {
            for (const listener of listeners) listener.dispose();
            resolve(how);
          };
          const look = () => {
            const token = store.of(hub)?.token;
            if (token !== undefined && token !== before) end('signed in');
          };
          listeners.push(
            store.onDidChange(look),
            browser.onDidDecline((declined) => declined === hub && end('declined')),
            browser.onDidFail((failed) => failed === hub && end('not finished')),
            cancelled.onCancellationRequested(() => end('not finished')),
          );
          look();
        }),
    );
  }
}

function tellDeclined(): void {
  void window.showWarningMessage(l10n.t('Signing in was declined on the page of the hub.'));
}
