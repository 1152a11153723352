import assert from 'node:assert/strict';
import { commands, env, extensions } from 'vscode';
import { readRig } from './rig.ts';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

const extension = () => {
  const found = extensions.getExtension<undefined>('draftroom.draftroom-vscode');
  assert.ok(found, 'the host knows the extension');
  return found;
};

describe('the extension', () => {
  before(() => extension().activate());

  it('registers every command that its manifest declares', async () => {
    const registered = new Set(await commands.getCommands(true));
    const declared = (extension().packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 10);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('[VSC-24] puts diagnostics without secrets on the clipboard', async () => {
    const { ada } = await readRig();
    await commands.executeCommand('draftroom.copyDiagnostics');
    const text = await env.clipboard.readText();
    assert.match(text, /^extension: "\d+\.\d+\.\d+"$/m);
    assert.match(text, /^editor: ".+ \d+\.\d+\.\d+"$/m);
    assert.ok(!text.includes(ada.token) && !text.includes(ada.email));
  });
});
