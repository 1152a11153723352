import assert from 'node:assert/strict';
import {
  commands,
  EndOfLine,
  Selection,
  type TextDocument,
  TextEdit,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { Hands } from './hands.ts';
import { call, procedure, type Rig, readRig, until } from './rig.ts';
import { RoomPerson } from './room-person.ts';

interface Place {
  readonly document: TextDocument;
  readonly editor: TextEditor;
  readonly documentId: string;
  /** Jonas, in the same document. */
  readonly theirs: Awaited<ReturnType<RoomPerson['open']>>;
}

const lf = (document: TextDocument) => document.getText().replaceAll('\r\n', '\n');
const type = (text: string) => commands.executeCommand('type', { text });
const caretAt = (editor: TextEditor, line: number, character: number) => {
  editor.selection = new Selection(line, character, line, character);
};

describe('a document of a room in an editor', () => {
  let rig: Rig;
  let roomId: string;
  let jonas: RoomPerson;
  let made = 0;
  const uri = (path: string) => Uri.from({ scheme: 'draftroom', authority: roomId, path: `/${path}` });

  before(async () => {
    rig = await readRig();
    await commands.executeCommand('draftroom.signIn', rig.hub);
    const room = await call<{ id: string; code: string }>(rig, 'POST rooms', { name: 'Editors' }, rig.ada);
    roomId = room.id;
    await call(rig, 'POST rooms/join', { code: room.code }, rig.jonas);
    jonas = new RoomPerson(rig, rig.jonas, roomId);
  });
  after(async () => {
    await jonas.leave();
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('draftroom.signOut');
  });

  async function open(content: string, extension = 'txt'): Promise<Place> {
    const path = `text-${++made}.${extension}`;
    const { id } = await procedure<{ id: string }>(rig, 'documents.create', { roomId, path, content }, rig.ada);
    await until('the new file is there', async () => {
      const entries = await workspace.fs.readDirectory(uri(''));
      return entries.some(([name]) => name === path);
    });
    const document = await workspace.openTextDocument(uri(path));
    const editor = await window.showTextDocument(document);
    return { document, editor, documentId: id, theirs: await jonas.open(id) };
  }

  const equal = (place: Place, text: string) =>
    until(`both have ${JSON.stringify(text)}; now ${JSON.stringify([lf(place.document), place.theirs.text()])}`, () => {
      return lf(place.document) === text && place.theirs.text() === text;
    });
  const same = (place: Place) => until('both are the same', () => lf(place.document) === place.theirs.text());

  it('[VSC-1] shows the document, sends what is typed, and shows what others write', async () => {
    const place = await open('one\n');
    assert.equal(place.document.getText(), 'one\n');
    caretAt(place.editor, 0, 3);
    await type(' two');
    await equal(place, 'one two\n');
    place.theirs.content.insert(0, 'zero ');
    await equal(place, 'zero one two\n');
  });

  it('[EDIT-1, EDIT-2] keeps every key under a storm', async () => {
    const place = await open('start\nend\n');
    caretAt(place.editor, 1, 0);
    let storming = true;
    const storm = (async () => {
      for (let i = 0; storming; i++) {
        place.theirs.content.insert((i * 7) % (place.theirs.content.length + 1), i % 5 === 0 ? '\n' : '.');
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    })();
    for (let i = 0; i < 120; i++) {
      await type('k');
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
    storming = false;
    await storm;
    await same(place);
    assert.equal([...lf(place.document)].filter((letter) => letter === 'k').length, 120);
  });

  it('[EDIT-3] leaves the caret where it is when somebody writes at it', async () => {
    const place = await open('abc def\n');
    caretAt(place.editor, 0, 3);
    place.theirs.content.insert(3, 'XYZ');
    await equal(place, 'abcXYZ def\n');
    await until(`the caret is behind c; now ${place.editor.selection.active.character}`, () => {
      return place.editor.selection.isEmpty && place.editor.selection.active.character === 3;
    });
    // What the host says of selections comes late: the answer to the last one must not be taken for the next.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const selected = new Promise<void>((resolve) => {
      const listener = window.onDidChangeTextEditorSelection(({ selections: [selection] }) => {
        if (selection?.active.character !== 3 || selection.isEmpty) return;
        listener.dispose();
        resolve();
      });
    });
    place.editor.selection = new Selection(0, 0, 0, 3);
    await selected;
    place.theirs.content.insert(3, 'Q');
    place.theirs.content.insert(0, 'P');
    await equal(place, 'PabcQXYZ def\n');
    await until('the selection holds what it held', () => {
      return place.document.getText(place.editor.selection) === 'abc';
    }).catch((error: unknown) => {
      const { anchor, active } = place.editor.selection;
      throw new Error(`${String(error)}; it is ${anchor.character} to ${active.character}`);
    });
  });

  it('[EDIT-6] takes back the editor’s undo and runs one’s own', async () => {
    const place = await open('\n');
    caretAt(place.editor, 0, 0);
    await type('mine ');
    await equal(place, 'mine \n');
    place.theirs.content.insert(5, 'theirs');
    await equal(place, 'mine theirs\n');
    await commands.executeCommand('undo');
    await equal(place, 'theirs\n');
    await commands.executeCommand('undo');
    await commands.executeCommand('undo');
    await same(place);
    assert.equal(lf(place.document), 'theirs\n');
    await commands.executeCommand('draftroom.redo');
    await equal(place, 'mine theirs\n');
    await commands.executeCommand('draftroom.undo');
    await equal(place, 'theirs\n');
  });

  it('goes on rightly with other line ends, a formatter, several carets and a snippet', async () => {
    const place = await open('{"a":1,"b":[1,2]}\n', 'json');
    await place.editor.edit((edit) => edit.setEndOfLine(EndOfLine.CRLF));
    await commands.executeCommand('editor.action.formatDocument');
    await until('it is formatted', () => place.document.lineCount > 3);
    await same(place);
    place.theirs.content.insert(1, '\n  "theirs": true,');
    await same(place);
    place.editor.selections = [new Selection(0, 1, 0, 1), new Selection(2, 2, 2, 2)];
    await type(' ');
    await commands.executeCommand('editor.action.insertSnippet', { snippet: '// $1\n// $2' });
    await same(place);
    assert.equal(place.document.eol, EndOfLine.CRLF);
    assert.ok(!place.theirs.text().includes('\r'));
  });

  it('[VSC-3] is not dirty for long, and a save changes nothing', async () => {
    const place = await open('text\n');
    caretAt(place.editor, 0, 4);
    await type('!');
    await equal(place, 'text!\n');
    await until('the mark is off', () => !place.document.isDirty);
    place.theirs.content.insert(0, 'more ');
    await equal(place, 'more text!\n');
    await until('the mark is off', () => !place.document.isDirty);
    await type('?');
    assert.ok(await place.document.save());
    const headers = { authorization: `Bearer ${rig.ada.token}` };
    const answer = await fetch(`${rig.hub}/api/v1/documents/${place.documentId}/content`, { headers });
    assert.equal(await answer.text(), 'more text!?\n');
    await equal(place, 'more text!?\n');
  });

  it('[VSC-3] [VSC-6] is kept here by a save that the hub does not answer', async () => {
    const hands = new Hands(rig);
    const place = await open('text\n');
    await hands.sees('.statusbar-item', 'Editors: Saved');
    await hands.freezeHub();
    try {
      caretAt(place.editor, 0, 4);
      await type('!');
      assert.ok(await place.document.save());
      assert.equal(place.document.isDirty, false);
      assert.equal(place.theirs.text(), 'text\n');
      await hands.sees('.statusbar-item', 'Editors: The hub does not answer, your changes are kept here');
    } finally {
      await hands.thawHub();
    }
    await equal(place, 'text!\n');
    await hands.sees('.statusbar-item', 'Editors: Saved');
  });

  it('[VSC-3] loses the mark also when one types while it is saved', async () => {
    const hands = new Hands(rig);
    const place = await open('text\n');
    const hasMark = () => window.tabGroups.activeTabGroup.activeTab?.isDirty === true;
    caretAt(place.editor, 0, 4);
    await hands.freezeHub();
    try {
      await type('!');
      const saved = place.document.save();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await type('?');
      await hands.thawHub();
      assert.equal(await saved, false, 'it was typed in after the save had begun');
    } finally {
      await hands.thawHub();
    }
    await equal(place, 'text!?\n');
    await until('the mark is off', () => !hasMark());
  });

  it('[EDIT-4] takes "Revert File" for no edit', async () => {
    const place = await open('text\n');
    caretAt(place.editor, 0, 4);
    await type('!');
    place.theirs.content.insert(0, 'theirs ');
    await commands.executeCommand('workbench.action.files.revert');
    await equal(place, 'theirs text!\n');
  });

  for (const [what, meanwhile] of [
    ['saves', (document: TextDocument) => document.save()],
    ['reads the file again', () => commands.executeCommand('workbench.action.files.revert')],
  ] as const) {
    it(`[EDIT-1, EDIT-4, VSC-3] keeps every key while the editor ${what}`, async () => {
      const place = await open('start\nend\n');
      caretAt(place.editor, 1, 0);
      const typed: Thenable<unknown>[] = [];
      const busy: Thenable<unknown>[] = [];
      for (let i = 0; i < 300; i++) {
        typed.push(type('k'));
        if (i % 9 === 0) busy.push(meanwhile(place.document));
        if (i % 4 === 0) place.theirs.content.insert((i * 7) % (place.theirs.content.length + 1), '.');
        await new Promise((resolve) => setTimeout(resolve, 3));
      }
      await Promise.all([...typed, ...busy]);
      await same(place);
      assert.equal([...lf(place.document)].filter((letter) => letter === 'k').length, 300);
    });
  }

  it('is written by other extensions, too', async () => {
    const place = await open('one\ntwo\nthree\n');
    const edit = new WorkspaceEdit();
    edit.set(place.document.uri, [TextEdit.insert(place.document.positionAt(4), 'and ')]);
    assert.ok(await workspace.applyEdit(edit));
    await equal(place, 'one\nand two\nthree\n');
    await workspace.fs.writeFile(place.document.uri, new TextEncoder().encode('one\nand two\n3\n'));
    await equal(place, 'one\nand two\n3\n');
    // UTF-16, as "Save with Encoding" would have it.
    await assert.rejects(async () => {
      await workspace.fs.writeFile(place.document.uri, new Uint8Array([0xff, 0xfe, 0x61, 0x00]));
    }, /UTF-8/);
    await equal(place, 'one\nand two\n3\n');
  });

  it('[VSC-2, EDIT-7] can only be read by a reader, who sees what others write', async () => {
    const place = await open('for all\n');
    const setRole = (role: string) =>
      procedure(rig, 'rooms.members.setRole', { roomId, userId: rig.ada.userId, role }, rig.jonas);
    await procedure(rig, 'rooms.members.setRole', { roomId, userId: rig.jonas.userId, role: 'owner' }, rig.ada);
    await setRole('viewer');
    await until('the file is read-only', async () => {
      const stat = await workspace.fs.stat(place.document.uri);
      return stat.permissions !== undefined;
    });
    place.theirs.content.insert(0, 'read this: ');
    await equal(place, 'read this: for all\n');
    await until('the mark is off', () => !place.document.isDirty);
    await place.editor.edit((edit) => edit.insert(place.document.positionAt(0), 'x'));
    await equal(place, 'read this: for all\n');
    await setRole('editor');
    // The editor hears of the right a moment later than the file system.
    await until('the editor writes again', async () => {
      caretAt(place.editor, 0, 0);
      await type('x');
      return lf(place.document).startsWith('x');
    });
    await same(place);
    await until('the mark is off', () => !place.document.isDirty);
  });
});
