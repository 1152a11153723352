import assert from 'node:assert/strict';
import { authentication, commands, env } from 'vscode';
import { AccountStore } from '../../src/hubs/account-store.ts';
import { BrowserSignIn } from '../../src/hubs/browser-sign-in.ts';
import { call, procedure, query, type Rig, readRig, until } from './rig.ts';
import { SharedSecrets } from './shared-secrets.ts';

interface Sessions {
  readonly sessions: readonly { readonly client: string }[];
}

describe('signing in', () => {
  let rig: Rig;
  const accounts = () => authentication.getAccounts('draftroom');
  const sessionsOfTheEditor = async () => {
    const { sessions } = await query<Sessions>(rig, 'accounts.sessions.list', rig.ada);
    return sessions.filter(({ client }) => client === 'vscode').length;
  };
  before(async () => {
    rig = await readRig();
  });

  for (const [way, command] of [
    ['by the browser', 'draftroom.signIn'],
    ['by a code', 'draftroom.signInWithCode'],
  ] as const) {
    it(`[VSC-21] works ${way}; signing out ends the session on the hub`, async () => {
      const seen = watchUserCode();
      const signedIn = commands.executeCommand(command, rig.hub);
      if (command === 'draftroom.signInWithCode') {
        const input = { userCode: await seen.userCode, approve: true };
        await procedure(rig, 'accounts.device.decide', input, rig.ada);
      }
      await signedIn;
      seen.stop();
      assert.deepEqual(
        (await accounts()).map(({ label }) => label),
        [`${rig.ada.name} (${new URL(rig.hub).host})`],
      );
      assert.equal(await sessionsOfTheEditor(), 1);
      const { id, code } = await call<{ id: string; code: string }>(rig, 'POST rooms', { name: way }, rig.ada);
      await commands.executeCommand('draftroom.refreshRooms');
      await commands.executeCommand('draftroom.copyRoomCode', id);
      assert.equal(await env.clipboard.readText(), code);
      await commands.executeCommand('draftroom.signOut');
      assert.deepEqual(await accounts(), []);
      await until('the session has ended', async () => (await sessionsOfTheEditor()) === 0);
    });
  }

  it('[VSC-21] that is declined in the browser ends at once, and only by who began it', async () => {
    const secrets = new SharedSecrets();
    const browser = new BrowserSignIn({
      secrets,
      store: new AccountStore(secrets),
      stranger: () => assert.fail('nothing is to be redeemed'),
      extensionId: 'draftroom.draftroom-vscode',
    });
    const declined: string[] = [];
    browser.onDidDecline((hub) => declined.push(hub));
    await secrets.store(
      'sign-in:mine',
      JSON.stringify({ hub: rig.hub, verifier: 'v', expiresAt: Date.now() + 60_000 }),
    );
    const answer = (state: string) => browser.finish(new URLSearchParams({ error: 'access_denied', state }));
    assert.equal(await answer('somebody else’s'), false);
    assert.deepEqual(declined, []);
    assert.equal(await answer('mine'), true);
    assert.deepEqual([declined, await secrets.keys()], [[rig.hub], []]);
  });
});

/** The code that the editor shows to the person; they type it on a page of the hub, on whatever device they like. */
function watchUserCode(): { userCode: Promise<string>; stop(): void } {
  const { fetch } = globalThis;
  let tell: (userCode: string) => void = () => undefined;
  const userCode = new Promise<string>((resolve) => {
    tell = resolve;
  });
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).includes('accounts.device.start')) return response;
    const [answer] = (await response.clone().json()) as { result: { data: { userCode: string } } }[];
    if (answer !== undefined) tell(answer.result.data.userCode);
    return response;
  };
  return {
    userCode,
    stop: () => {
      globalThis.fetch = fetch;
    },
  };
}
