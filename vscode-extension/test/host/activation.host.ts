import assert from 'node:assert/strict';
import { extensions } from 'vscode';

describe('the extension', () => {
  it('is activated in a real extension host', async () => {
    const extension = extensions.getExtension('draftroom.draftroom-vscode');
    assert.ok(extension, 'the host knows the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
