import assert from 'node:assert/strict';
import { authentication, commands, env } from 'vscode';
import { call, query, type Rig, readRig, until } from './rig.ts';

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
      const signedIn = commands.executeCommand(command, rig.hub);
      // Where suites run, messages are not shown by themselves.
      const shown = setInterval(() => void commands.executeCommand('notifications.showList'), 1_000);
      await signedIn;
      clearInterval(shown);
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
});
