import assert from 'node:assert/strict';
import { decodePosition, encodePosition } from '@draftroom/core/model/text/text-positions';
import { commands, Position, Selection, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { call, procedure, type Rig, readRig, until } from './rig.ts';
import { RoomPerson } from './room-person.ts';

describe('who is where', () => {
  let rig: Rig;
  let roomId: string;
  let jonas: RoomPerson;
  const ids: Record<string, string> = {};
  const uri = (path: string) => Uri.from({ scheme: 'draftroom', authority: roomId, path: `/${path}` });
  const active = () => window.activeTextEditor?.document.uri.path;
  const mine = () => jonas.session.presence.peers.find(({ person }) => person.userId === rig.ada.userId);

  before(async () => {
    rig = await readRig();
    await commands.executeCommand('draftroom.signIn', rig.hub);
    const room = await call<{ id: string; code: string }>(rig, 'POST rooms', { name: 'Presence' }, rig.ada);
    roomId = room.id;
    await call(rig, 'POST rooms/join', { code: room.code }, rig.jonas);
    for (const path of ['one.txt', 'two.txt']) {
      const content = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n');
      const made = { roomId, path, content };
      ids[path] = (await procedure<{ id: string }>(rig, 'documents.create', made, rig.ada)).id;
    }
    await window.showTextDocument(await workspace.openTextDocument(uri('one.txt')));
    jonas = new RoomPerson(rig, rig.jonas, roomId);
    await until('both are in the room', () => mine() !== undefined);
  });
  after(async () => {
    await jonas.leave();
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('draftroom.signOut');
  });

  it('[VSC-5] is told to the others: document, selection, what is in sight', async () => {
    const theirs = await jonas.open(ids['one.txt'] ?? '');
    const editor = window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new Selection(2, 0, 2, 4);
    await until('Jonas knows', () => {
      const selection = mine()?.state.selection;
      if (mine()?.state.doc !== ids['one.txt'] || selection === undefined) return false;
      const [anchor, head] = [selection.anchor, selection.head].map((at) => decodePosition(theirs.content, at));
      return theirs.content.toString().slice(anchor ?? 0, head ?? 0) === 'line';
    });
    await until('and what is in sight', () => mine()?.state.viewport !== undefined);
  });

  it('[VSC-7] follows a person into files and along lines, until one moves oneself', async () => {
    const theirs = await jonas.open(ids['two.txt'] ?? '');
    const at = (offset: number) => {
      const position = encodePosition(theirs.content, offset);
      return { doc: ids['two.txt'], selection: { anchor: position, head: position } };
    };
    jonas.session.presence.set(at(0));
    await until('Jonas is somewhere', () => jonas.session.presence.own.doc !== undefined);
    const person = { userId: rig.jonas.userId, name: rig.jonas.name };
    await commands.executeCommand('draftroom.followPerson', { userId: person.userId });
    await until('the file is open', () => active() === '/two.txt');
    await until('Jonas knows that he is followed', () =>
      jonas.session.presence.followers.some(({ userId }) => userId === rig.ada.userId),
    );
    const far = theirs.content.toString().indexOf('line 150');
    jonas.session.presence.set(at(far));
    await until('the line is in sight', () => {
      const [range] = window.activeTextEditor?.visibleRanges ?? [];
      return range !== undefined && range.start.line <= 150 && range.end.line >= 150;
    });
    await commands.executeCommand('cursorMove', { to: 'down' });
    const isAlone = () => jonas.session.presence.followers.length === 0;
    await until('Jonas goes alone', isAlone);
    await commands.executeCommand('draftroom.followPerson', { userId: person.userId });
    await until('he is followed again', () => !isAlone());
    await window.showTextDocument(await workspace.openTextDocument(uri('one.txt')));
    await until('and goes alone from another file on', isAlone);
  });

  it('[VSC-1] goes along with files behind the one in which one types, and takes no key from it', async () => {
    const tabs = () => window.tabGroups.activeTabGroup.tabs.map(({ label }) => label);
    await commands.executeCommand('workbench.action.closeAllEditors');
    const behind = await workspace.openTextDocument(uri('two.txt'));
    await window.showTextDocument(behind, { preview: false });
    await window.showTextDocument(await workspace.openTextDocument(uri('one.txt')), { preview: false });
    const seen: (string | undefined)[] = [];
    const watching = window.onDidChangeActiveTextEditor((editor) => seen.push(editor?.document.uri.path));
    const edit = new WorkspaceEdit();
    edit.insert(behind.uri, new Position(0, 0), 'mine ');
    await workspace.applyEdit(edit);
    await procedure(rig, 'documents.move', { documentId: ids['two.txt'], path: 'second.txt' }, rig.jonas);
    await until('its tab went along', () => tabs().includes('second.txt') && !tabs().includes('two.txt'));
    watching.dispose();
    assert.deepEqual([active(), seen], ['/one.txt', []]);
    const moved = await workspace.openTextDocument(uri('second.txt'));
    assert.ok(moved.getText().startsWith('mine '));
  });

  it('[VSC-1] goes along when somebody moves the file that is looked at', async () => {
    await window.showTextDocument(await workspace.openTextDocument(uri('one.txt')));
    const move = { documentId: ids['one.txt'], path: 'moved/first.txt' };
    await procedure(rig, 'documents.move', move, rig.jonas);
    await until('the editor went along', () => active() === '/moved/first.txt');
    const old = uri('one.txt').toString();
    await until('nothing shows the old place', () =>
      window.tabGroups.all.every((group) => group.tabs.every((tab) => !JSON.stringify(tab.input).includes(old))),
    );
  });
});
