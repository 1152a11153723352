import assert from 'node:assert/strict';
import { makeTextAnchor } from '@draftroom/core/model/text/text-anchors';
import { encodePosition } from '@draftroom/core/model/text/text-positions';
import type { SeenThread } from '@draftroom/core/schema/comments';
import { commands, Selection, type TextEditor, Uri, window, workspace } from 'vscode';
import { Hands } from './hands.ts';
import { call, procedure, query, type Rig, readRig, until } from './rig.ts';
import { RoomPerson } from './room-person.ts';
import { shareFromHere, treeOf } from './share-from-here.ts';

const lines = Array.from({ length: 120 }, (_, line) => `const line${line} = ${line};`);
const texts: Readonly<Record<string, string>> = {
  '.gitignore': 'rig.json\nreport.txt\n',
  'code/main.ts': `${lines.join('\n')}\n`,
  'code/tax.ts': 'const price = 12;\nconst tax = price * rate;\nsend(price + tax);\n',
  'code/role.ts': 'for all\n',
};
const row = '.quick-input-list .monaco-list-row';
const thread = '.review-widget';
const chat = ['iframe.webview.ready', 'iframe#active-frame'] as const;

describe('the room of a folder that is shared', () => {
  let rig: Rig;
  let hands: Hands;
  let roomId: string;
  let jonas: RoomPerson;
  const ids: Record<string, string> = {};
  const root = () => workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const at = (path: string) => Uri.joinPath(root(), path);
  const read = async (path: string) => new TextDecoder().decode(await workspace.fs.readFile(at(path)));
  const active = () => window.activeTextEditor?.document.uri.toString();
  const setRole = (role: string) =>
    procedure(rig, 'rooms.members.setRole', { roomId, userId: rig.ada.userId, role }, rig.jonas);
  const threads = async (documentId: string | undefined) => {
    const { items } = await call<{ items: SeenThread[] }>(rig, `GET rooms/${roomId}/threads`, undefined, rig.jonas);
    return items.filter((one) => one.documentId === documentId);
  };
  const accept = () => commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

  before(async () => {
    rig = await readRig();
    hands = new Hands(rig);
    await commands.executeCommand('draftroom.signIn', rig.hub);
    for (const [path, text] of Object.entries(texts)) {
      await workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
    }
    const room = await call<{ id: string; code: string }>(rig, 'POST rooms', { name: 'From a folder' }, rig.ada);
    roomId = room.id;
    await call(rig, 'POST rooms/join', { code: room.code }, rig.jonas);
    await procedure(rig, 'rooms.members.setRole', { roomId, userId: rig.jonas.userId, role: 'owner' }, rig.ada);
    await shareFromHere(rig, roomId);
    for (const { id, path } of (await treeOf(rig, roomId)).documents) ids[path] = id;
    jonas = new RoomPerson(rig, rig.jonas, roomId);
    await hands.sees('.statusbar-item', 'Shared: From a folder');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await hands.photograph(`failed ${this.currentTest.title.slice(0, 40)}`);
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await commands.executeCommand('draftroom.stopSharing');
    await jonas?.leave();
    await commands.executeCommand('workbench.action.closePanel');
    for (const path of ['.gitignore', 'code']) {
      await workspace.fs.delete(at(path), { recursive: true }).then(undefined, () => undefined);
    }
    await commands.executeCommand('draftroom.signOut');
  });

  /** Opens a file of the folder; when it is bound, Jonas sees Ada in it. */
  async function open(path: string): Promise<{ editor: TextEditor; theirs: Awaited<ReturnType<RoomPerson['open']>> }> {
    const theirs = await jonas.open(ids[path] ?? '');
    const editor = await window.showTextDocument(await workspace.openTextDocument(at(path)), { preview: false });
    await until('the file is in step in its editor', () => {
      const state = jonas.session.presence.peerOf(rig.ada.userId)?.state;
      const isBound = state?.doc === ids[path] && state?.selection !== undefined;
      return isBound && editor.document.getText() === theirs.text();
    });
    return { editor, theirs };
  }

  it('[SHARE-8] [VSC-25] has its chat', async () => {
    await commands.executeCommand('draftroom.showChat');
    await procedure(rig, 'rooms.chat.send', { roomId, text: 'tea?' }, rig.jonas);
    await hands.sees('article', 'tea?', chat);
    await hands.click('textarea', chat);
    await hands.type('yes');
    await hands.press('Enter');
    const input = encodeURIComponent(JSON.stringify({ roomId }));
    await until('Jonas has the answer', async () => {
      const said = await query<{ items: { text: string }[] }>(rig, `rooms.chat.list?input=${input}`, rig.jonas);
      return said.items.some(({ text }) => text === 'yes');
    });
  });

  it('[SHARE-8] [VSC-26] is searched, and what is found is the file of the folder', async () => {
    await commands.executeCommand('draftroom.findInRoom', 'price * rate');
    await hands.sees(row, 'code/tax.ts:2');
    await accept();
    await until('the place is open', () => active() === at('code/tax.ts').toString());
    const editor = window.activeTextEditor;
    await until('and selected', () => editor?.document.getText(editor.selection) === 'price * rate');
    void commands.executeCommand('draftroom.goToDocument');
    await hands.sees(row, 'main.ts');
    await hands.type('main');
    await until('one is left', async () => (await hands.texts(row)).length === 1);
    await accept();
    await until('the file is open', () => active() === at('code/main.ts').toString());
  });

  it('[SHARE-8] [VSC-5] [VSC-6] shows who is in which file, and whether all is saved', async () => {
    await hands.sees('.statusbar-item', 'From a folder: Saved');
    const theirs = await jonas.open(ids['code/main.ts'] ?? '');
    const position = encodePosition(theirs.content, 0);
    jonas.session.presence.set({ doc: ids['code/main.ts'], selection: { anchor: position, head: position } });
    await commands.executeCommand('draftroom.people.focus');
    await hands.sees('.pane .monaco-list-row', /Jonas Berg[\s\S]*code\/main\.ts/);
    await commands.executeCommand('revealInExplorer', at('code/main.ts'));
    await until('the file has a mark', async () => {
      return (await hands.texts('.explorer-folders-view [aria-label*="Jonas Berg"]')).length > 0;
    });
  });

  it('[SHARE-8] [VSC-7] follows a person into the files of the folder', async () => {
    const theirs = await jonas.open(ids['code/main.ts'] ?? '');
    const position = encodePosition(theirs.content, theirs.text().indexOf('line100'));
    jonas.session.presence.set({ doc: ids['code/main.ts'], selection: { anchor: position, head: position } });
    await commands.executeCommand('draftroom.followPerson', { userId: rig.jonas.userId });
    await until('the file is open', () => active() === at('code/main.ts').toString());
    await until('the line is in sight', () => {
      const [range] = window.activeTextEditor?.visibleRanges ?? [];
      return range !== undefined && range.start.line <= 100 && range.end.line >= 100;
    });
    await commands.executeCommand('draftroom.stopFollowing');
  });

  it('[EDIT-6] undoes one’s own words only', async () => {
    const { editor, theirs } = await open('code/tax.ts');
    editor.selection = new Selection(0, 0, 0, 0);
    await commands.executeCommand('type', { text: 'mine ' });
    await until('Jonas has it', () => theirs.text().startsWith('mine '));
    theirs.content.insert(0, 'theirs ');
    await until('Ada has it', () => editor.document.getText().startsWith('theirs mine '));
    await hands.click('.editor-instance .view-lines');
    await hands.press('Control+z');
    await until('hers has gone', () => theirs.text().startsWith('theirs const price'));
    await until('both are the same', () => editor.document.getText() === theirs.text());
    theirs.content.delete(0, 'theirs '.length);
  });

  it('[SHARE-7] keeps what others wrote when a file is closed and not saved', async () => {
    const settings = workspace.getConfiguration('editor');
    // Saving does something else then, so it is left to the person.
    await settings.update('formatOnSave', true, true);
    try {
      const { editor, theirs } = await open('code/main.ts');
      editor.selection = new Selection(0, 0, 0, 0);
      await commands.executeCommand('type', { text: '// mine\n' });
      await until('Jonas has it', () => theirs.text().startsWith('// mine\n'));
      theirs.content.insert(0, '// theirs\n');
      await until('Ada has it', () => editor.document.getText() === theirs.text());
      assert.ok(editor.document.isDirty);
      const all = theirs.text();
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await until('the disk has all of it', async () => (await read('code/main.ts')) === all);
      assert.equal(theirs.text(), all);
    } finally {
      await settings.update('formatOnSave', undefined, true);
    }
  });

  it('[SHARE-8] [VSC-28] [VSC-30] [VSC-31] has threads in its files', async () => {
    const { editor, theirs } = await open('code/tax.ts');
    const documentId = ids['code/tax.ts'] ?? '';
    editor.selection = new Selection(0, 6, 0, 11);
    await commands.executeCommand('draftroom.commentOnSelection');
    await hands.sees(`${thread} .comment-form .monaco-editor`, '');
    await hands.type('Net or gross?');
    await commands.executeCommand('editor.action.submitComment');
    await until('Jonas has it', async () => (await threads(documentId)).length === 1);
    const [mine] = await threads(documentId);
    assert.equal(mine?.anchor.surface === 'text' && mine.anchor.quote, 'price');

    const start = theirs.text().indexOf('price * rate');
    const anchor = makeTextAnchor(theirs.content, documentId, { start, end: start + 'price * rate'.length });
    const begun = await procedure<SeenThread>(
      rig,
      'comments.threads.create',
      { roomId, anchor, text: 'Which rate?' },
      rig.jonas,
    );
    await until('it is unfolded on its line', async () => {
      if ((await hands.texts(`${thread} .comment-body`)).some((text) => text.includes('Which rate?'))) return true;
      editor.selection = new Selection(1, 0, 1, 0);
      await commands.executeCommand('workbench.action.focusCommentOnCurrentLine').then(undefined, () => undefined);
      // Asked again before it has unfolded, the editor folds it.
      await new Promise((resolve) => setTimeout(resolve, 400));
      return false;
    });
    await hands.sees(`${thread} .head .filename`, /tax\.ts, line 2/);
    theirs.content.insert(0, '// new\n');
    await hands.sees(`${thread} .head .filename`, /tax\.ts, line 3/);
    await hands.click(`${thread}:has-text("Which rate?") .head .codicon-check`);
    await until('it is resolved', async () => {
      const all = await threads(documentId);
      return all.find(({ id }) => id === begun.id)?.resolved?.by?.userId === rig.ada.userId;
    });
  });

  it('[SHARE-8] [VSC-23] opens the file of a thread, and no second one', async () => {
    const [one] = await threads(ids['code/tax.ts']);
    await commands.executeCommand('draftroom.joinRoom', `${rig.hub}/rooms/${roomId}?thread=${one?.id}`);
    await until('the file is open', () => active() === at('code/tax.ts').toString());
    const shown = window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    assert.deepEqual(shown, ['tax.ts']);
  });

  it('[SHARE-6] leaves what is written here in its file from the moment on in which the role is lowered', async () => {
    const { editor, theirs } = await open('code/role.ts');
    const { document } = editor;
    const told = async (words: string) => {
      await commands.executeCommand('notifications.showList');
      await hands.sees('.notification-list-item', words);
      await commands.executeCommand('notifications.clearAll');
      await commands.executeCommand('notifications.hideList');
      await commands.executeCommand('workbench.action.focusActiveEditorGroup');
    };
    editor.selection = new Selection(0, 7, 0, 7);
    let typing = true;
    const keys = (async () => {
      while (typing) {
        await commands.executeCommand('type', { text: 'k' });
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();
    await until('some have arrived', () => theirs.text().includes('kkk'));
    // What is saved while the hub has not taken it is no less the person's own when the hub then refuses it.
    const saves = (async () => {
      while (typing) await document.save();
    })();
    await setRole('viewer');
    await until('Jonas sees that she reads only', () => {
      return jonas.session.presence.peerOf(rig.ada.userId)?.person.role === 'viewer';
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    typing = false;
    await Promise.all([keys, saves]);
    const typed = document.getText().split('k').length - 1;
    await told('You may only read in “From a folder” now: your changes stay in this folder and are not sent.');
    await hands.sees('.statusbar-item', 'From a folder: Read only');
    const sent = theirs.text().split('k').length - 1;
    assert.ok(sent > 0 && sent < typed, `${sent} of ${typed} were sent`);
    assert.ok(await document.save());
    theirs.content.insert(0, 'read this: ');
    await until('what others write comes', () => document.getText() === `read this: for all${'k'.repeat(typed)}\n`);
    assert.equal(theirs.text(), `read this: for all${'k'.repeat(sent)}\n`);

    await setRole('editor');
    const all = `read this: for all${'k'.repeat(typed)}\n`;
    await until(`all of it is sent; now ${theirs.text()}`, () => theirs.text() === all);
    await until(
      'all sides are the same',
      async () => document.getText() === all && (await read('code/role.ts')) === all,
    );
    await hands.sees('.statusbar-item', 'From a folder: Saved');
    await told('You may write in “From a folder” again: what was changed in this folder is sent.');
  });
});
