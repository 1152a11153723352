/**
 * Sign-in by the browser: the person says yes on a page of the hub, which sends a code back to this editor. Only who
 * has the verifier can redeem it. The answer may arrive in another window than the one that asked, so what is needed to
 * redeem it is kept where every window finds it.
 */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { EventEmitter, env, type SecretStorage, Uri } from 'vscode';
import type { AccountStore } from './account-store.ts';
import { canCallBack } from './call-back.ts';
import { newProof } from './pkce.ts';

export const signedInPath = '/signed-in';

interface Pending {
  readonly hub: string;
  readonly verifier: string;
  readonly expiresAt: number;
}

/** `no way back`: a call-back cannot reach this editor. `not opened`: the person did not want to, or copied the address. */
export type BrowserStart = 'opened' | 'not opened' | 'no way back';

export interface BrowserSignInDeps {
  readonly secrets: SecretStorage;
  readonly store: AccountStore;
  /** A client without a token. */
  stranger(hub: string): HubClient;
  readonly extensionId: string;
}

const answerTime = 10 * 60_000;
const secretOf = (state: string) => `sign-in:${state}`;

export class BrowserSignIn {
  readonly #deps: BrowserSignInDeps;
  readonly #declined = new EventEmitter<string>();
  readonly #failed = new EventEmitter<string>();
  /** With the hub on whose page the person said no. */
  readonly onDidDecline = this.#declined.event;
  /** With the hub: the answer came too late, or could not be redeemed. */
  readonly onDidFail = this.#failed.event;
  #latest: string | null = null;

  constructor(deps: BrowserSignInDeps) {
    this.#deps = deps;
  }

  async start(hub: string): Promise<BrowserStart> {
    const wanted = Uri.parse(`${env.uriScheme}://${this.#deps.extensionId}${signedInPath}`);
    const redirect = (await env.asExternalUri(wanted)).toString(true);
    if (!canCallBack(redirect)) return 'no way back';
    const { verifier, challenge, state } = await newProof();
    // One that was begun here before and never came back.
    if (this.#latest !== null) await this.#deps.secrets.delete(secretOf(this.#latest));
    this.#latest = state;
    const pending: Pending = { hub, verifier, expiresAt: Date.now() + answerTime };
    await this.#deps.secrets.store(secretOf(state), JSON.stringify(pending));
    const page = new URL('/connect', hub);
    page.search = new URLSearchParams({
      client: 'vscode',
      redirect_uri: redirect,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      state,
    }).toString();
    return (await openExactly(page.href)) ? 'opened' : 'not opened';
  }

  /**
   * The way back; false when it belongs to no sign-in of this editor, or comes too late; rejects when the hub does not
   * redeem it. What decides is the state, which nobody else knows.
   */
  async finish(query: URLSearchParams): Promise<boolean> {
    const state = query.get('state') ?? '';
    const code = query.get('code') ?? '';
    const declined = query.get('error') === 'access_denied';
    const pending = readPending(await this.#deps.secrets.get(secretOf(state)));
    if (pending === null || (code === '' && !declined)) return false;
    await this.#deps.secrets.delete(secretOf(state));
    if (declined) {
      this.#declined.fire(pending.hub);
      return true;
    }
    if (pending.expiresAt < Date.now()) {
      this.#failed.fire(pending.hub);
      return false;
    }
    const client = this.#deps.stranger(pending.hub);
    try {
      const { user, token } = await client.trpc.accounts.handover.exchange.mutate({
        code,
        codeVerifier: pending.verifier,
      });
      const { id, name, email } = user;
      await this.#deps.store.put({ hub: pending.hub, token, user: { id, name, email } });
      return true;
    } catch (error) {
      this.#failed.fire(pending.hub);
      throw error;
    } finally {
      await client.close();
    }
  }
}

/** A `Uri` is encoded anew on its way to the browser, which breaks an address within an address; a string is not. */
async function openExactly(href: string): Promise<boolean> {
  return await env.openExternal(href as unknown as Uri);
}

function readPending(text: string | undefined): Pending | null {
  return text === undefined ? null : (JSON.parse(text) as Pending);
}
