/** Threads in a room, by the hands of two people: their places follow the text, and say so when it is gone. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeMention } from '../../core/src/contract/mentions.ts';
import {
  call,
  type HubProcess,
  launchBrowser,
  photograph,
  procedure,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import {
  editorText,
  goToStart,
  loaded,
  type OpenRoom,
  openRoom,
  selectText,
  showPanel,
  typeKeys,
  untilSaved,
} from './room-page.ts';

const viewport = { width: 1280, height: 800 };
const text = 'const price = 12;\nconst tax = price * rate;\nsend(price + tax);\n';

let hub: HubProcess;
let browser: Browser;
let ada: TestPerson;
let ben: TestPerson;
let roomId: string;
let code: string;
let a: OpenRoom;
let b: OpenRoom;
const open: OpenRoom[] = [];

const thread = (room: OpenRoom, words: string | RegExp): Locator =>
  room.page.getByRole('list', { name: 'Threads' }).getByRole('listitem').filter({ hasText: words });
const head = (room: OpenRoom, words: string | RegExp): Locator => thread(room, words).getByRole('button').first();
const field = (room: OpenRoom, name: string): Locator => room.page.getByRole('textbox', { name, exact: true });
/** What stands in the margin: one text a marked line, from the top. */
const marks = (room: OpenRoom): Promise<string[]> =>
  room.page.locator('[data-editor] .glyph-margin-widgets [data-resolved]').allTextContents();
const threadsTab = (room: OpenRoom): Locator => room.page.getByRole('tab', { name: /^Threads/ });

async function newDocument(path: string): Promise<string> {
  const body = { kind: 'text', path, content: text };
  return (await call<{ id: string }>(hub, `POST rooms/${roomId}/documents`, body, ada.token)).id;
}

async function enter(person: TestPerson, documentId: string, more: object = {}): Promise<OpenRoom> {
  const room = await openRoom(await signedInPage(browser, hub, person, { viewport, ...more }), roomId, documentId);
  open.push(room);
  return room;
}

/** Both in a new document, with the thread panel open. */
async function bothIn(path: string): Promise<string> {
  const id = await newDocument(path);
  [a, b] = [await enter(ada, id), await enter(ben, id)];
  for (const room of [a, b]) await showPanel(room, 'Threads');
  return id;
}

/** Ada comments on `price * rate`. */
async function begin(words: string): Promise<void> {
  await selectText(a, { line: 1, column: 12, length: 12 });
  await a.page.keyboard.press('Control+Shift+M');
  await field(a, 'Write a comment').pressSequentially(words);
  await a.page.keyboard.press('Enter');
  await thread(a, words).waitFor();
}

beforeAll(async () => {
  hub = await startHub();
  browser = await launchBrowser();
  [ada, ben] = [await signUp(hub, 'Ada Berg'), await signUp(hub, 'Ben Okafor')];
  const room = { name: 'Workshop', visibility: 'public' };
  ({ id: roomId, code } = await call<{ id: string; code: string }>(hub, 'POST rooms', room, ada.token));
  await call(hub, 'POST rooms/join', { code }, ben.token);
});
beforeEach(({ task, onTestFinished }) => {
  onTestFinished(async () => {
    if (task.result?.state === 'fail') await photograph(open.map((room) => room.page));
    for (const room of open.splice(0)) await room.context.close();
  });
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

describe('a thread', () => {
  test('is begun by one, seen at once by the other, answered with a mention, resolved, and brought back', async () => {
    await bothIn('talk.ts');
    await showPanel(b, 'Chat');
    await begin('Is rate a share or per cent?');
    // Back in the text, where one was.
    await a.editor.and(a.page.locator(':focus')).waitFor({ state: 'attached' });

    await until('Ben has something new', async () => /1/.test((await threadsTab(b).textContent()) ?? ''));
    await until('it stands in his margin', async () => (await marks(b)).join() === '1');
    await b.page.locator('[data-editor] .glyph-margin-widgets [data-resolved]').click();
    await thread(b, 'Is rate a share').getByText('price * rate', { exact: true }).waitFor();
    await until('he has seen it', async () => (await threadsTab(b).textContent()) === 'Threads');

    await field(b, 'Reply').pressSequentially('A share. Ask @Ad');
    await b.page.getByRole('option', { name: 'Ada Berg' }).waitFor();
    await b.page.keyboard.press('Enter');
    await b.page.keyboard.type('if in doubt');
    await b.page.keyboard.press('Enter');
    await thread(a, '@Ada Berg').waitFor();
    await until('both count two', async () => `${await marks(a)} ${await marks(b)}` === '2 2');

    await thread(b, 'Is rate a share').getByRole('button', { name: 'Resolve' }).click();
    await thread(a, 'Is rate a share').getByText('Resolved by Ben Okafor').waitFor();
    await until('it is quiet in the margin', async () => (await marks(a)).join() === '✓');
    expect(await thread(b, 'Is rate a share').count()).toBe(0);
    await b.page.getByRole('button', { name: 'Undo' }).click();
    await thread(b, 'Is rate a share').waitFor();
    await until('it is open for both', async () => `${await marks(a)} ${await marks(b)}` === '2 2');
  });

  test('follows its words through edits above and within, and says when they were deleted', async () => {
    await bothIn('follow.ts');
    await begin('Why times?');
    await thread(b, 'Why times?').getByText('follow.ts, line 2').waitFor();

    await goToStart(b);
    await typeKeys(b, '// one\n// two\n');
    for (const room of [a, b]) await thread(room, 'Why times?').getByText('follow.ts, line 4').waitFor();

    await head(b, 'Why times?').click();
    await selectText(b, { line: 3, column: 20, length: 0 });
    await typeKeys(b, 'new_');
    await thread(b, 'Why times?').getByText('The text was changed since.').waitFor();
    for (let count = 0; count < 4; count++) await b.page.keyboard.press('Backspace');
    await until('it fits again', async () => (await b.page.getByText('The text was changed since.').count()) === 0);

    await selectText(b, { line: 3, column: 0, length: 26 });
    await b.page.keyboard.press('Delete');
    await thread(b, 'Why times?').getByText('The text this points to was deleted. It said:').waitFor();
    await thread(b, 'Why times?').getByText('price * rate', { exact: true }).waitFor();

    // Somebody who comes later sees the same, and may point it at what is there now.
    await selectText(b, { line: 4, column: 5, length: 5 });
    await thread(b, 'Why times?').getByRole('button', { name: 'Point it at the selection' }).click();
    await until('it points at the selection', async () => (await b.page.getByText(/was deleted/).count()) === 0);
    await thread(a, 'Why times?').getByText('follow.ts, line 5').waitFor();
    await untilSaved(b);
  });

  test('is edited with its history kept, and goes with its last comment', async () => {
    await bothIn('edit.ts');
    await begin('Rename htis');
    const comment = (room: OpenRoom) => thread(room, /Rename/).getByRole('article');
    const menu = async (item: string) => {
      await comment(a).getByRole('button', { name: 'Comment menu' }).click();
      await a.page.getByRole('menuitem', { name: item }).click();
    };
    await menu('Edit comment');
    await field(a, 'Edit comment').fill('Rename this');
    await a.page.keyboard.press('Enter');
    await head(b, 'Rename this').click();
    await comment(b).getByText('(edited)').waitFor();
    await comment(b).getByRole('button', { name: 'Comment menu' }).click();
    await b.page.getByRole('menuitem', { name: 'What it said before' }).click();
    await comment(b).getByRole('list', { name: 'What it said before' }).getByText('Rename htis').waitFor();
    await menu('Remove comment');
    await a.page.getByRole('alertdialog').getByText('It is the only one of its thread').waitFor();
    await a.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    for (const room of [a, b]) await until('it is gone', async () => (await thread(room, /Rename/).count()) === 0);
  });
});

describe('the panel', () => {
  test('leads to another document, filters, and opens what a link names', async () => {
    const first = await bothIn('first.ts');
    await begin('in the first one');
    const second = await newDocument('second.ts');
    await a.page.getByRole('treeitem', { name: /^second\.ts/ }).click();
    await a.page.getByRole('tab', { name: 'second.ts', selected: true }).waitFor();
    await loaded(a);
    await begin(`in the second one`);
    await a.page.getByRole('button', { name: 'This document' }).click();
    await until('only its own', async () => (await thread(a, 'in the first one').count()) === 0);
    await a.page.getByRole('button', { name: 'This document' }).click();
    await head(a, 'in the first one').click();
    await a.page.getByRole('tab', { name: 'first.ts', selected: true }).waitFor();
    await a.page.getByRole('button', { name: 'Mentions me' }).click();
    await until('nothing names her', async () => (await thread(a, 'in the second one').count()) === 0);

    const { items } = await call<{ items: { id: string }[] }>(
      hub,
      `GET rooms/${roomId}/threads?documentId=${second}`,
      undefined,
      ben.token,
    );
    await b.page.goto(`/rooms/${roomId}?doc=${second}&thread=${items[0]?.id}`);
    await thread(b, 'in the second one').getByRole('textbox', { name: 'Reply' }).waitFor();
    expect(first).not.toBe(second);
  });

  test('is where a notification leads, also from within the room, and again', async () => {
    const documentId = await bothIn('named.ts');
    await newDocument('other.ts');
    await begin('Where is this used?');
    await head(b, 'Where is this used?').click();
    await field(b, 'Reply').pressSequentially('Twice, says @Ad');
    await b.page.getByRole('option', { name: 'Ada Berg' }).waitFor();
    await b.page.keyboard.press('Enter');
    await b.page.keyboard.press('Enter');
    await thread(a, 'Twice, says').waitFor();

    const follow = async (excerpt: string) => {
      await a.page.getByRole('button', { name: /^Notifications, / }).click();
      await a.page
        .getByRole('listitem')
        .filter({ hasText: excerpt })
        .getByRole('link', { name: /^Ben Okafor mentioned you/ })
        .click();
      await a.page.getByRole('link', { name: 'All notifications' }).waitFor({ state: 'detached' });
    };
    const unfolded = field(a, 'Reply');
    await a.page.getByRole('treeitem', { name: /^other\.ts/ }).click();
    await a.page.getByRole('tab', { name: 'other.ts', selected: true }).waitFor();
    await head(a, 'Where is this used?').click();
    await until('it is folded', async () => (await unfolded.count()) === 0);
    for (const time of ['once', 'again']) {
      await showPanel(a, 'People');
      await follow('Twice, says @Ada Berg');
      await a.page.getByRole('tab', { name: 'named.ts', selected: true }).waitFor();
      await unfolded.waitFor();
      await until(`the address is its document’s ${time}`, () => a.page.url().endsWith(`?doc=${documentId}`));
      await head(a, 'Where is this used?').click();
      await until('it is folded', async () => (await unfolded.count()) === 0);
    }

    await procedure(
      hub,
      'rooms.chat.send',
      { roomId, text: `${writeMention(ada.name, ada.userId)} what a clock` },
      ben.token,
    );
    await a.page.getByRole('button', { name: /^Notifications, [1-9]/ }).waitFor();
    await showPanel(a, 'People');
    await follow('what a clock');
    await a.page.getByRole('log', { name: 'Chat' }).waitFor();
    await until('the address names the document alone', () => a.page.url().endsWith(`?doc=${documentId}`));
  });

  test('tells viewers and guests why they cannot write, and the one who is offline that words are kept', async () => {
    const id = await bothIn('rights.ts');
    await begin('to be read');
    await call(hub, `PATCH rooms/${roomId}/members/${ben.userId}`, { role: 'viewer' }, ada.token);
    await b.page.getByText('Ask an owner for the commenter role').waitFor();
    await head(b, 'to be read').click();
    await thread(b, 'to be read').getByRole('article').waitFor();
    expect(await field(b, 'Reply').count()).toBe(0);
    await call(hub, `PATCH rooms/${roomId}/members/${ben.userId}`, { role: 'commenter' }, ada.token);
    await field(b, 'Reply').waitFor();

    const guest = await browser.newContext({ baseURL: hub.url, viewport });
    const visitor = await openRoom({ context: guest, page: await guest.newPage() }, roomId, id);
    open.push(visitor);
    await showPanel(visitor, 'Threads');
    await visitor.page.getByText('Sign in and join the room to comment.').waitFor();

    await b.context.setOffline(true);
    await field(b, 'Reply').fill('written on the train');
    await b.page.getByText('What you write stays here until it can be sent.').waitFor({ timeout: 60_000 });
    await head(b, 'to be read').click();
    await head(b, 'to be read').click();
    expect(await field(b, 'Reply').inputValue()).toBe('written on the train');
    await b.context.setOffline(false);
    await until('it can be sent', async () => (await b.page.getByText('What you write stays here').count()) === 0, {
      timeout: 60_000,
    });
    await field(b, 'Reply').press('Enter');
    await thread(a, 'to be read').getByText('written on the train').waitFor();
  });

  test('works by keyboard alone, from the text and back', async () => {
    await bothIn('keys.ts');
    await a.editor.focus();
    await a.page.keyboard.press('Control+Home');
    await a.page.keyboard.press('F1');
    await a.page.keyboard.type('Comment on');
    await a.page
      .getByRole('dialog')
      .getByRole('option', { name: /Comment on/, selected: true })
      .waitFor();
    // What was typed while the palette was fetched is in it, and not in the text.
    expect(await a.page.getByRole('dialog').getByRole('combobox').inputValue()).toBe('Comment on');
    expect(await editorText(a)).toMatch(/^const price/);
    await a.page.keyboard.press('Escape');
    await a.editor.and(a.page.locator(':focus')).waitFor({ state: 'attached' });
    await a.page.keyboard.press('F1');
    await a.page.keyboard.type('Comment on');
    await a.page
      .getByRole('dialog')
      .getByRole('option', { name: /Comment on/, selected: true })
      .waitFor();
    await a.page.keyboard.press('Enter');
    await field(a, 'Write a comment').and(a.page.locator(':focus')).waitFor();
    await a.page.keyboard.type('by keys');
    await a.page.keyboard.press('Enter');
    await thread(a, 'by keys').getByText('const price = 12;').waitFor();
    await a.editor.and(a.page.locator(':focus')).waitFor({ state: 'attached' });
    await a.page.keyboard.press('Control+Shift+M');
    await a.page.keyboard.press('Escape');
    await a.editor.and(a.page.locator(':focus')).waitFor({ state: 'attached' });
  });

  test('comes up as a sheet on a phone, and leads into the text from there', async () => {
    const id = await bothIn('phone.ts');
    await begin('on the go');
    const phone = await enter(ben, id, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await phone.page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: /Threads/ })
      .tap();
    await phone.page.getByRole('dialog', { name: 'Threads' }).waitFor();
    await head(phone, 'on the go').tap();
    await field(phone, 'Reply').fill('so am I');
    await thread(phone, 'on the go').getByRole('button', { name: 'Send' }).tap();
    await thread(a, 'so am I').waitFor();
    await thread(phone, 'on the go').getByRole('button', { name: 'Show in the text' }).tap();
    await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
    await until('the margin shows it', async () => (await marks(phone)).length === 1);
  });
});
