import assert from 'node:assert/strict';
import { commands, extensions, Selection, type TextDocument, Uri, window, workspace } from 'vscode';
import { call, procedure, type Rig, readRig, until } from './rig.ts';
import { RoomPerson } from './room-person.ts';
import { shareFromHere, treeOf } from './share-from-here.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const type = (text: string) => commands.executeCommand('type', { text });

/** Shows the document, and is back when a key of it has come to the room. */
async function arriveByKey(document: TextDocument, inRoom: { text(): string }): Promise<void> {
  const editor = await window.showTextDocument(document, { preview: false });
  editor.selection = new Selection(0, 0, 0, 0);
  await until('a key arrives', async () => {
    if (inRoom.text().includes('K')) return true;
    if (!document.getText().includes('K')) await type('K');
    return false;
  });
}

describe('a folder that is shared', () => {
  let rig: Rig;
  let roomId: string;
  let jonas: RoomPerson;
  const root = () => workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const at = (path: string) => Uri.joinPath(root(), path);
  const write = (path: string, text: string) => workspace.fs.writeFile(at(path), bytes(text));
  const read = async (path: string) => {
    try {
      return new TextDecoder().decode(await workspace.fs.readFile(at(path)));
    } catch {
      return null;
    }
  };
  const tree = () => treeOf(rig, roomId);
  const paths = async () => {
    const { documents, files } = await tree();
    return [...documents, ...files].map(({ path }) => path).sort();
  };
  const idOf = async (path: string) => (await tree()).documents.find((document) => document.path === path)?.id ?? '';

  before(async () => {
    rig = await readRig();
    await extensions.getExtension('draftroom.draftroom-vscode')?.activate();
    await commands.executeCommand('draftroom.signIn', rig.hub);
    await write('.gitignore', 'rig.json\nreport.txt\n*.log\n');
    await write('main.ts', 'export const one = 1;\n');
    await write('debug.log', 'noise\n');
    await write('.env', 'SECRET=1\n');
  });
  after(async () => {
    await commands.executeCommand('draftroom.stopSharing');
    await jonas?.leave();
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of [
      '.gitignore',
      'main.ts',
      'debug.log',
      '.env',
      'theirs.md',
      'later.ts',
      'moved.ts',
      'u\u0308ber.ts',
    ]) {
      await workspace.fs.delete(at(path)).then(undefined, () => undefined);
    }
    await commands.executeCommand('draftroom.signOut');
  });

  it('[SHARE-2] shares what the person has seen in the preview, and nothing before', async () => {
    const name = 'Shared from here';
    const room = await call<{ id: string; code: string }>(rig, 'POST rooms', { name }, rig.ada);
    roomId = room.id;
    await call(rig, 'POST rooms/join', { code: room.code }, rig.jonas);
    jonas = new RoomPerson(rig, rig.jonas, roomId);
    // The preview is shown by then, or later: nothing is sent before it is accepted.
    await shareFromHere(rig, roomId, async () => assert.deepEqual(await paths(), []));
    await until(`the folder is there; now ${await paths()}`, async () => {
      return JSON.stringify(await paths()) === JSON.stringify(['.gitignore', 'main.ts']);
    });
  });

  it('[SHARE-1] is in step with the room where no editor shows a file', async () => {
    const theirs = await jonas.open(await idOf('main.ts'));
    theirs.content.insert(0, '// hello\n');
    await until('the file has it', async () => (await read('main.ts')) === '// hello\nexport const one = 1;\n');
    await write('main.ts', '// hello\nexport const one = 2;\n');
    await until('the room has it', () => theirs.text() === '// hello\nexport const one = 2;\n');
    await procedure(rig, 'documents.create', { roomId, path: 'theirs.md', content: 'theirs\n' }, rig.jonas);
    await until('a new file comes', async () => (await read('theirs.md')) === 'theirs\n');
    await write('later.ts', 'later\n');
    await until('a new file goes', async () => (await paths()).includes('later.ts'));
  });

  it('[SHARE-7] [EDIT-1] is in step where an editor shows it, key by key', async () => {
    const theirs = await jonas.open(await idOf('main.ts'));
    const document = await workspace.openTextDocument(at('main.ts'));
    await arriveByKey(document, theirs);
    await until('the others see who is where', () => {
      return jonas.session.presence.peers.some(({ state }) => state.doc !== undefined && state.selection !== undefined);
    });
    let storming = true;
    const storm = (async () => {
      for (let turn = 0; storming; turn++) {
        theirs.content.insert((turn * 7) % (theirs.content.length + 1), '.');
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    })();
    for (let key = 0; key < 60; key++) {
      await type('k');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    storming = false;
    await storm;
    await until('editor and room are the same', () => document.getText() === theirs.text());
    assert.equal([...theirs.text()].filter((letter) => letter === 'k').length, 60);
    await until('the disk follows', async () => (await read('main.ts')) === theirs.text());
    await commands.executeCommand('workbench.action.closeAllEditors');
    theirs.content.insert(0, '// closed\n');
    await until('and follows when the editor is closed', async () => (await read('main.ts')) === theirs.text());
  });

  it('[SHARE-7] is in step also where the disk spells the name in another form than the room', async () => {
    const onDisk = 'u\u0308ber.ts';
    await write(onDisk, 'one\n');
    await until('it goes', async () => (await idOf('\u00fcber.ts')) !== '');
    const theirs = await jonas.open(await idOf('\u00fcber.ts'));
    const document = await workspace.openTextDocument(at(onDisk));
    await arriveByKey(document, theirs);
    theirs.content.insert(theirs.content.length, 'two\n');
    await until('the editor has it', () => document.getText() === theirs.text());
    await until('so has the disk', async () => !document.isDirty && (await read(onDisk)) === theirs.text());
    assert.equal(await read('\u00fcber.ts'), null);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('[SHARE-1] follows moves and removals', async () => {
    const id = await idOf('later.ts');
    await workspace.fs.rename(at('later.ts'), at('moved.ts'));
    await until('the document has the new name', async () => (await idOf('moved.ts')) === id);
    await procedure(rig, 'documents.remove', { documentId: await idOf('theirs.md') }, rig.jonas);
    await until('the file has gone', async () => (await read('theirs.md')) === null);
    assert.equal(await read('.env'), 'SECRET=1\n');
    assert.ok(!(await paths()).some((path) => path === '.env' || path === 'debug.log'));
  });
});
