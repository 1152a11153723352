import assert from 'node:assert/strict';
import { makeTextAnchor } from '@draftroom/core/model/text/text-anchors';
import type { SeenThread } from '@draftroom/core/schema/comments';
import { commands, env, Selection, type TextEditor, Uri, window, workspace } from 'vscode';
import { Hands } from './hands.ts';
import { call, procedure, type Rig, readRig, until } from './rig.ts';
import { RoomPerson } from './room-person.ts';

const text = 'const price = 12;\nconst tax = price * rate;\nsend(price + tax);\n';
const thread = '.review-widget';
const head = `${thread} .head .filename`;
const said = `${thread} .comment-body`;
const input = `${thread} .comment-form .monaco-editor`;

interface Place {
  readonly documentId: string;
  readonly editor: TextEditor;
  /** Jonas, in the same document. */
  readonly theirs: Awaited<ReturnType<RoomPerson['open']>>;
}

describe('threads', () => {
  let rig: Rig;
  let hands: Hands;
  let roomId: string;
  let jonas: RoomPerson;
  let made = 0;

  const threads = async () =>
    (await call<{ items: SeenThread[] }>(rig, `GET rooms/${roomId}/threads`, undefined, rig.jonas)).items;
  const inDocument = async ({ documentId }: Place) => (await threads()).filter((one) => one.documentId === documentId);
  const setRole = (role: string) =>
    procedure(rig, 'rooms.members.setRole', { roomId, userId: rig.ada.userId, role }, rig.jonas);

  before(async () => {
    rig = await readRig();
    hands = new Hands(rig);
    await commands.executeCommand('draftroom.signIn', rig.hub);
    const room = await call<{ id: string; code: string }>(rig, 'POST rooms', { name: 'Threads' }, rig.ada);
    roomId = room.id;
    await call(rig, 'POST rooms/join', { code: room.code }, rig.jonas);
    await procedure(rig, 'rooms.members.setRole', { roomId, userId: rig.jonas.userId, role: 'owner' }, rig.ada);
    jonas = new RoomPerson(rig, rig.jonas, roomId);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await hands.photograph(`failed ${this.currentTest.title.slice(0, 40)}`);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await setRole('editor');
  });
  after(async () => {
    await jonas.leave();
    await commands.executeCommand('workbench.action.closePanel');
    await commands.executeCommand('draftroom.signOut');
  });

  async function open(): Promise<Place> {
    const path = `talk-${++made}.ts`;
    const { id } = await procedure<{ id: string }>(rig, 'documents.create', { roomId, path, content: text }, rig.ada);
    const uri = Uri.from({ scheme: 'draftroom', authority: roomId, path: `/${path}` });
    await until('the new file is there', async () => {
      return await workspace.fs.stat(uri).then(
        () => true,
        () => false,
      );
    });
    const editor = await window.showTextDocument(await workspace.openTextDocument(uri));
    return { documentId: id, editor, theirs: await jonas.open(id) };
  }

  /** Jonas begins a thread on these words. */
  async function begun({ documentId, theirs }: Place, words: string, said: string): Promise<SeenThread> {
    const start = theirs.text().indexOf(words);
    const anchor = makeTextAnchor(theirs.content, documentId, { start, end: start + words.length });
    const input = { roomId, anchor, text: said };
    return await procedure<SeenThread>(rig, 'comments.threads.create', input, rig.jonas);
  }

  const answer = (threadId: string, said: string) =>
    procedure(rig, 'comments.create', { threadId, text: said }, rig.jonas);

  /** Unfolds the thread on a line and waits for what it says. */
  async function unfold({ editor }: Place, line: number, words: string): Promise<void> {
    await until(`the thread on line ${line + 1} is unfolded`, async () => {
      if ((await hands.texts(said)).some((text) => text.includes(words))) return true;
      editor.selection = new Selection(line, 0, line, 0);
      await commands.executeCommand('workbench.action.focusCommentOnCurrentLine').then(undefined, () => undefined);
      // Asked again before it has unfolded, the editor folds it.
      await new Promise((resolve) => setTimeout(resolve, 400));
      return false;
    });
  }

  /** Windows with suites in them show no messages by themselves. */
  async function told(words: string): Promise<void> {
    await commands.executeCommand('notifications.showList');
    await hands.sees('.notification-list-item', words);
    await commands.executeCommand('notifications.clearAll');
    await commands.executeCommand('notifications.hideList');
  }

  async function write(words: string): Promise<void> {
    await hands.click(`${thread} .review-thread-reply-button`);
    await hands.type(words);
  }

  it('[VSC-28] are begun on a selection, name people, and are there for everybody', async () => {
    const place = await open();
    place.editor.selection = new Selection(1, 12, 1, 24);
    await commands.executeCommand('draftroom.commentOnSelection');
    await hands.sees(input, '');
    await hands.type('A share, @Jonas Berg?');
    await hands.press('Escape');
    await commands.executeCommand('editor.action.submitComment');
    await until('Jonas has it', async () => (await inDocument(place)).length === 1);
    const [begunHere] = await inDocument(place);
    assert.ok(begunHere?.anchor.surface === 'text');
    assert.equal(begunHere.anchor.quote, 'price * rate');
    assert.equal(begunHere.comments[0]?.text, `A share, @[Jonas Berg](${rig.jonas.userId})?`);
    await hands.sees(said, 'A share, @Jonas Berg?');
    assert.equal((await hands.texts(thread)).length, 1);
    await answer(begunHere.id, 'A share. <b>Not</b> *markup*.');
    await hands.sees(said, 'A share. <b>Not</b> *markup*.');

    await hands.click(`${thread} .head .codicon-link`);
    const link = `${rig.hub}/rooms/${roomId}?doc=${place.documentId}&thread=${begunHere.id}`;
    await until('the link is copied', async () => (await env.clipboard.readText()) === link);

    place.editor.selection = new Selection(1, 6, 1, 9);
    await commands.executeCommand('draftroom.commentOnSelection');
    await hands.sees(head, 'Start discussion');
    await hands.click(input);
    await hands.type('Another name?');
    await commands.executeCommand('editor.action.submitComment');
    await until('Jonas has both', async () => (await inDocument(place)).length === 2);
    const quotes = (await inDocument(place)).map(({ anchor }) => 'quote' in anchor && anchor.quote);
    assert.deepEqual(quotes, ['tax', 'price * rate']);
  });

  it('[VSC-29] of others come as they are written, are new until they are seen, and disturb no reply', async () => {
    const place = await open();
    const { id } = await begun(place, 'price * rate', 'Per cent?');
    const unread = async () => {
      const { items } = await call<{ items: SeenThread[] }>(rig, `GET rooms/${roomId}/threads`, undefined, rig.ada);
      return items.find((one) => one.id === id)?.unread;
    };
    assert.equal(await unread(), 1);
    await unfold(place, 1, 'Per cent?');
    await hands.sees(`${thread} .review-comment`, 'New');
    await until('it is seen', async () => (await unread()) === 0);
    await write('half of a');
    const here = () => jonas.session.presence.peerOf(rig.ada.userId)?.state.doc === place.documentId;
    await until('Jonas sees Ada there while she writes', here);
    await answer(id, 'Anybody?');
    await hands.sees(said, 'Anybody?');
    await hands.type(' reply');
    place.theirs.content.insert(0, '// new\n');
    await hands.sees(head, 'line 3');
    await hands.type(' here');
    await hands.sees(input, 'half of a reply here');
    await commands.executeCommand('editor.action.submitComment');
    await until(
      'it is sent',
      async () => (await inDocument(place))[0]?.comments.at(-1)?.text === 'half of a reply here',
    );
    await hands.sees(said, 'half of a reply here');
    await until('the input is empty', async () => (await hands.texts(input)).every((words) => words.trim() === ''));
  });

  it('[VSC-30] stand where their words are, and say so when these are gone', async () => {
    const place = await open();
    await begun(place, 'price * rate', 'Which rate?');
    await unfold(place, 1, 'Which rate?');
    await hands.sees(head, /line 2$/);
    const insert = (words: string, before: string) =>
      place.theirs.content.insert(place.theirs.text().indexOf(before), words);
    insert('// one\n// two\n', 'const price');
    await hands.sees(head, /line 4$/);
    insert('base * ', 'rate;');
    await hands.sees(head, 'line 4 · The text was changed since.');
    await place.editor.edit((edit) => edit.insert(place.editor.document.positionAt(0), '\n'));
    await hands.sees(head, 'line 5 · The text was changed since.');
    const words = 'price * base * rate';
    place.theirs.content.delete(place.theirs.text().indexOf(words), words.length);
    await hands.sees(head, 'line 5 · The text this points to was deleted. It said: “price * rate”');
    await hands.sees(said, 'Which rate?');
    insert('price * rate', 'send');
    await hands.sees(head, 'line 6 · The text was replaced. This is where the same words stand now.');
  });

  it('[VSC-31] are resolved and reopened by both', async () => {
    const place = await open();
    const { id } = await begun(place, 'price * rate', 'Settled?');
    await unfold(place, 1, 'Settled?');
    await hands.click(`${thread} .head .codicon-check`);
    await until('Jonas sees it', async () => (await inDocument(place))[0]?.resolved?.by?.userId === rig.ada.userId);
    const folded = () => until('it is folded', async () => (await hands.texts(thread)).length === 0);
    await folded();
    await unfold(place, 1, 'Settled?');
    await hands.sees(head, `Resolved by ${rig.ada.name}`);
    await procedure(rig, 'comments.threads.reopen', { threadId: id }, rig.jonas);
    await hands.sees(head, /line 2$/);
    await procedure(rig, 'comments.threads.resolve', { threadId: id }, rig.jonas);
    // The editor folds what anybody settles.
    await folded();
    await unfold(place, 1, 'Settled?');
    await hands.sees(head, `Resolved by ${rig.jonas.name}`);
    await hands.click(`${thread} .head .codicon-issue-reopened`);
    await until('Jonas sees it open', async () => (await inDocument(place))[0]?.resolved === null);
  });

  it('[VSC-31] one’s own words can be changed, those of others cannot', async () => {
    const place = await open();
    const { id } = await begun(place, 'price * rate', 'Yours');
    await procedure(rig, 'comments.create', { threadId: id, text: `teh @[Jonas Berg](${rig.jonas.userId})` }, rig.ada);
    await unfold(place, 1, 'teh @Jonas Berg');
    const mine = `${thread} .review-comment:has-text("teh @Jonas Berg")`;
    assert.deepEqual(await hands.texts(`${thread} .review-comment:has-text("Yours") .codicon-edit`), []);
    await hands.click(`${mine} .comment-title`);
    await hands.click(`${mine} .codicon-edit`);
    await hands.sees(`${thread} .edit-textarea`, 'teh @Jonas Berg');
    await hands.press('Control+Home');
    await hands.type('se');
    await answer(id, 'meanwhile');
    await hands.sees(said, 'meanwhile');
    await hands.type('e: ');
    await hands.click(`${thread} .edit-container .monaco-button:has-text("Save")`);
    await hands.sees(`${thread} .review-comment`, /\(edited\)[\s\S]*see: teh @Jonas Berg/);
    const [, changed] = (await inDocument(place))[0]?.comments ?? [];
    assert.equal(changed?.text, `see: teh @[Jonas Berg](${rig.jonas.userId})`);
  });

  it('[VSC-32] are written by who may comment, from the moment on in which the role changes', async () => {
    const place = await open();
    await begun(place, 'price * rate', 'For readers');
    await unfold(place, 1, 'For readers');
    const replies = () => hands.texts(`${thread} .review-thread-reply-button`);
    const refused = 'Ask an owner for the commenter role to write.';
    await setRole('viewer');
    await hands.sees(head, 'Read only');
    await until('there is no input', async () => (await replies()).length === 0);
    await hands.click(`${thread} .head .codicon-lock`);
    await told(refused);
    await commands.executeCommand('draftroom.commentOnSelection');
    await told(refused);

    await setRole('commenter');
    await hands.sees(head, /line 2$/);
    await until('there is one input', async () => (await replies()).length === 1);
    await write('begun as a commenter');
    await setRole('viewer');
    await hands.sees(head, 'Read only');
    await hands.click(`${thread} .comment-form-container .monaco-button:has-text("Reply")`);
    await told(refused);
    await hands.sees(input, 'begun as a commenter');
    assert.equal((await inDocument(place))[0]?.comments.length, 1);

    await setRole('commenter');
    await hands.sees(head, /line 2$/);
    await hands.sees(input, 'begun as a commenter');
    await hands.click(input);
    await hands.press('Control+End');
    await hands.type(', sent as one');
    await commands.executeCommand('editor.action.submitComment');
    await hands.sees(said, 'begun as a commenter, sent as one');
  });

  it('[VSC-33] that cannot be sent stay in the input; what others wrote meanwhile comes when the hub is back', async () => {
    const place = await open();
    const { id } = await begun(place, 'price * rate', 'Before the cut');
    await procedure(rig, 'comments.create', { threadId: id, text: 'mine' }, rig.ada);
    await unfold(place, 1, 'mine');
    const texts = async () => (await inDocument(place))[0]?.comments.map((one) => one.text) ?? [];
    const offline = 'Not connected. What you write stays here until it can be sent.';
    await hands.click(`${thread} .review-comment:has-text("mine") .comment-title`);
    await hands.click(`${thread} .review-comment:has-text("mine") .codicon-edit`);
    await hands.sees(`${thread} .edit-textarea`, 'mine');
    await hands.press('Control+Home');
    await hands.type('still ');
    await hands.takeHubAway();
    await hands.click(`${thread} .edit-container .monaco-button:has-text("Save")`);
    await told(offline);
    await hands.sees(`${thread} .edit-textarea`, 'still mine');
    await write('not lost');
    await hands.click(`${thread} .comment-form-container .monaco-button:has-text("Reply")`);
    await told(offline);
    await hands.sees(input, 'not lost');
    await hands.bringHubBack();
    await answer(id, 'While you were away');
    await hands.sees(said, 'While you were away');
    await hands.sees('.statusbar-item', 'Threads: Saved');
    await hands.click(`${thread} .edit-container .monaco-button:has-text("Save")`);
    await until('the edit is sent', async () => (await texts()).includes('still mine'));
    await hands.click(`${thread} .comment-form-container .monaco-button:has-text("Reply")`);
    await until('the reply is sent', async () => (await texts()).includes('not lost'));
    assert.deepEqual(await texts(), ['Before the cut', 'still mine', 'While you were away', 'not lost']);
    for (const words of await texts()) await hands.sees(said, words);
  });
});
