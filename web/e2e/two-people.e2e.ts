import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  call,
  type HubProcess,
  launchBrowser,
  photograph,
  removeDataDir,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import {
  dropOnRoom,
  editorText,
  goToEnd,
  goToStart,
  hubText,
  loaded,
  type OpenRoom,
  openRoom,
  saidWords,
  showPanel,
  typeKeys,
  untilSaved,
  untilState,
} from './room-page.ts';

let hub: HubProcess;
let browser: Browser;
let folder: string;
let ada: TestPerson;
let ben: TestPerson;
let roomId: string;
let a: OpenRoom;
let b: OpenRoom;

const newDocument = async (path: string): Promise<string> => {
  const { id } = await call<{ id: string }>(hub, `POST rooms/${roomId}/documents`, { kind: 'text', path }, ada.token);
  return id;
};
const setRole = (role: string) => call(hub, `PATCH rooms/${roomId}/members/${ben.userId}`, { role }, ada.token);

/** Both open the document, in the windows that they have already. */
async function bothOpen(path: string): Promise<string> {
  const id = await newDocument(path);
  for (const room of [a, b]) {
    for (let count = 0; count < 2; count++) await room.page.keyboard.press('Escape');
    await room.page.getByRole('treeitem', { name: new RegExp(`^${path}`) }).click();
    await room.page.getByRole('tab', { name: path, selected: true }).waitFor();
    await loaded(room);
  }
  return id;
}

async function allAgree(documentId: string): Promise<string> {
  let texts: string[] = [];
  await until(
    'both editors and the hub have the same text',
    async () => {
      texts = [await editorText(a), await editorText(b), await hubText(hub, ada.token, documentId)];
      return texts.every((text) => text === texts[0]);
    },
    { shown: () => texts.join('\n---\n') },
  );
  return texts[0] ?? '';
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draftroom-two-'));
  hub = await startHub({ DRAFTROOM_DATA_DIR: join(folder, 'data') });
  browser = await launchBrowser();
  [ada, ben] = [await signUp(hub, 'Ada Berg'), await signUp(hub, 'Ben Okafor')];
  const room = await call<{ id: string; code: string }>(
    hub,
    'POST rooms',
    { name: 'Workshop', visibility: 'private' },
    ada.token,
  );
  roomId = room.id;
  await call(hub, 'POST rooms/join', { code: room.code }, ben.token);
  const first = await newDocument('first.txt');
  const viewport = { width: 1280, height: 800 };
  a = await openRoom(await signedInPage(browser, hub, ada, { viewport, acceptDownloads: true }), roomId, first);
  b = await openRoom(await signedInPage(browser, hub, ben, { viewport }), roomId, first);
});

beforeEach(({ onTestFailed }) => onTestFailed(() => photograph([a.page, b.page])));

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await removeDataDir(join(folder, 'data'));
  await rm(folder, { recursive: true, force: true });
});

describe('two people in one room', () => {
  test('type in the same file at the same time, and see each other do it', async () => {
    const id = await bothOpen('both.txt');
    await Promise.all([goToEnd(a), goToEnd(b)]);
    await Promise.all([typeKeys(a, 'abcdefghij \n'.repeat(8)), typeKeys(b, 'KLMNOPQRST \n'.repeat(8))]);
    const text = await allAgree(id);
    // Every key of both, each in its own order.
    expect(text.replace(/[^a-z]/g, '')).toBe('abcdefghij'.repeat(8));
    expect(text.replace(/[^A-Z]/g, '')).toBe('KLMNOPQRST'.repeat(8));
    await Promise.all([untilSaved(a), untilSaved(b)]);

    await goToStart(b);
    await typeKeys(b, 'x');
    await a.page.locator('[data-editor]').getByText('Ben Okafor').waitFor();
    await b.page.locator('[data-editor]').getByText('Ada Berg').waitFor({ state: 'attached' });
    await b.page.keyboard.press('Shift+End');
    await a.page.getByRole('treeitem', { name: 'both.txt, here: Ben Okafor' }).waitFor();
    await a.page.getByRole('list', { name: 'People here' }).getByRole('button', { name: 'Ben Okafor' }).waitFor();
  });

  test('one follows the other from document to document, until they do something themselves', async () => {
    await bothOpen('route.txt');
    const other = await newDocument('other.txt');
    const follow = async () => {
      await a.page.getByRole('list', { name: 'People here' }).getByRole('button', { name: 'Ben Okafor' }).click();
      await a.page.getByRole('menuitem', { name: 'Follow Ben Okafor', exact: true }).click();
      await a.page.getByText('You follow Ben Okafor').waitFor();
    };
    const followed = () => a.page.getByText('You follow Ben Okafor').count();
    const ended = () => until('following has ended', async () => (await followed()) === 0);
    const shown = (path: string) => a.page.getByRole('tab', { name: path, selected: true }).waitFor();

    await follow();
    await b.page.getByText('1 follows you').waitFor();
    await b.page.getByRole('treeitem', { name: /^other\.txt/ }).click();
    await shown('other.txt');
    await b.page.getByRole('treeitem', { name: /^route\.txt/ }).click();
    await shown('route.txt');
    expect(await followed()).toBe(1);
    await a.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended();

    // Where somebody writes, the cursor stays, wherever the followed person goes.
    await follow();
    await showPanel(a, 'Chat');
    const message = a.page.getByRole('textbox', { name: 'Message, @ names someone' });
    await message.pressSequentially('one ');
    await b.page.getByRole('treeitem', { name: /^other\.txt/ }).click();
    await shown('other.txt');
    await loaded(a);
    await a.page.keyboard.type('two');
    expect(await message.inputValue()).toBe('one two');
    await message.fill('');
    await a.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended();

    const ends: [string, () => Promise<unknown>][] = [
      ['a key', () => a.editor.press('ArrowRight')],
      ['a click into the work', () => a.page.locator('[data-editor]').click({ position: { x: 300, y: 200 } })],
      ['turning the wheel', () => a.page.mouse.move(640, 400).then(() => a.page.mouse.wheel(0, 40))],
      ['opening a document', () => a.page.getByRole('treeitem', { name: /^first\.txt/ }).click()],
    ];
    for (const [, act] of ends) {
      await follow();
      await act();
      await ended();
    }
    expect(other).toBeTruthy();
  });

  test('chat both ways, with typing mark, unread mark and mention', async () => {
    await showPanel(a, 'Chat');
    await showPanel(b, 'People');
    const box = (room: OpenRoom) => room.page.getByRole('textbox', { name: 'Message, @ names someone' });
    await box(a).pressSequentially('Shall we start with the parser? ', { delay: 10 });
    await box(a).pressSequentially('@Be');
    await a.page.getByRole('option', { name: 'Ben Okafor' }).waitFor();
    await a.page.keyboard.press('Enter');
    await until('the mention is written', async () => (await box(a).inputValue()).includes('@Ben Okafor '));
    await a.page.keyboard.press('Enter');

    const chatTab = b.page.getByRole('tab', { name: /^Chat/ });
    await until('an unread mark', async () => /1/.test((await chatTab.textContent()) ?? ''));
    await showPanel(b, 'Chat');
    const log = (room: OpenRoom) => room.page.getByRole('log', { name: 'Chat' });
    await log(b).getByText('Shall we start with the parser?').waitFor();
    await log(b).getByText('@Ben Okafor', { exact: true }).waitFor();
    expect(await chatTab.textContent()).toBe('Chat');

    await box(b).pressSequentially('Yes', { delay: 10 });
    await a.page.getByText('Ben Okafor is writing…').waitFor();
    await b.page.keyboard.press('Enter');
    await log(a).getByText('Yes', { exact: true }).waitFor();
    await until('the typing mark goes', async () => (await a.page.getByText('is writing…').count()) === 0);
  });

  test('undo takes back only what one wrote oneself', async () => {
    const id = await bothOpen('undo.txt');
    await goToEnd(a);
    await typeKeys(a, 'anton ');
    await allAgree(id);
    await goToEnd(b);
    await typeKeys(b, 'berta ');
    await allAgree(id);
    await goToEnd(a);
    for (let count = 0; count < 8; count++) await a.page.keyboard.press('Control+z');
    await until('only the other text is left', async () => (await hubText(hub, ada.token, id)) === 'berta ');
    for (let count = 0; count < 8; count++) await a.page.keyboard.press('Control+Shift+z');
    await until('it is back', async () => (await hubText(hub, ada.token, id)) === 'anton berta ');
    for (let count = 0; count < 8; count++) await b.page.keyboard.press('Control+z');
    await until('the other took theirs back', async () => (await hubText(hub, ada.token, id)) === 'anton ');
    expect(await allAgree(id)).toBe('anton ');
  });

  test('a version is named, compared and restored, and the other sees it happen', async () => {
    const id = await bothOpen('version.txt');
    await goToEnd(a);
    await typeKeys(a, 'the good text');
    await untilSaved(a);
    await showPanel(a, 'Versions');
    await a.page.getByRole('textbox', { name: 'Name this moment' }).fill('Before the rewrite');
    await a.page.getByRole('button', { name: 'Keep', exact: true }).click();
    const version = a.page.getByRole('button', { name: /Before the rewrite/ });
    await version.waitFor();
    await goToEnd(b);
    for (let count = 0; count < 4; count++) await b.page.keyboard.press('Control+Backspace');
    await typeKeys(b, 'something worse');
    await allAgree(id);

    await version.click();
    const dialog = a.page.getByRole('dialog', { name: 'Compare with Before the rewrite' });
    await dialog.getByText('something worse').first().waitFor();
    await dialog.getByText('the good text').first().waitFor();
    await dialog.getByRole('button', { name: 'Restore this version' }).click();
    await dialog.waitFor({ state: 'detached' });
    await until('the other sees the restored text', async () => (await editorText(b)) === 'the good text', {
      shown: () => editorText(b),
    });
    expect(await allAgree(id)).toBe('the good text');
    await a.page.getByRole('button', { name: /Before a restore/ }).waitFor();
  });
});

describe('a role that changes while somebody writes', () => {
  test('to viewer: the editor is read-only at once with the reason, and back again', async () => {
    const id = await bothOpen('role.txt');
    await showPanel(a, 'People');
    await goToEnd(b);
    let wrote = 0;
    let stop = false;
    const typing = (async () => {
      while (!stop) {
        // A page that gets keys without end hears nothing else.
        await b.page.keyboard.type('k', { delay: 30 });
        wrote += 1;
      }
    })();
    onTestFinished(() => {
      stop = true;
    });
    await until('some of it has arrived', async () => (await hubText(hub, ada.token, id)).length > 20);
    await a.page.getByRole('button', { name: 'Role of Ben Okafor: Editor' }).click();
    await a.page.getByRole('menuitem', { name: /^Viewer/ }).click();
    await b.page.getByRole('banner').getByText('Viewer').waitFor();
    const before = await editorText(b);
    stop = true;
    await typing;
    await b.editor.focus();
    await b.page.keyboard.type('k');
    await b.page.getByText('You can read here but not write. Ask an owner for the editor role.').first().waitFor();
    // What was refused is either in the document or offered: never gone.
    await until(
      'the editor shows what the hub has',
      async () => (await editorText(b)) === (await hubText(hub, ben.token, id)),
    );
    expect(before.length).toBeLessThanOrEqual(wrote);
    if ((await b.page.getByText('Your last changes were not taken.').count()) > 0) {
      await b.page.getByRole('button', { name: 'Discard it' }).click();
    }
    await a.page.getByRole('button', { name: 'Role of Ben Okafor: Viewer' }).click();
    await a.page.getByRole('menuitem', { name: /^Editor/ }).click();
    await until('writing works again', async () => {
      await goToEnd(b);
      await typeKeys(b, 'Z');
      return (await hubText(hub, ada.token, id)).includes('Z');
    });
    await allAgree(id);
  });

  test('while offline: what the hub refuses is offered as a draft, whole', async () => {
    const id = await bothOpen('draft.txt');
    await goToEnd(b);
    await typeKeys(b, 'taken ');
    await untilSaved(b);
    await cutOff(b);
    await goToEnd(b);
    await typeKeys(b, 'refused');
    await untilState(b, /^offline, \d+ changes? kept here$/);
    await setRole('viewer');
    await reconnect(b);
    await b.page.getByText('Your last changes were not taken.').waitFor();
    await untilState(b, 'not saved');
    expect(await hubText(hub, ada.token, id)).toBe('taken ');
    await until('the editor shows what the hub has', async () => (await editorText(b)) === 'taken ');
    await b.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.url });
    await b.page.getByRole('button', { name: 'Copy my text' }).click();
    await until(
      'the draft is in the clipboard',
      async () => (await b.page.evaluate(() => navigator.clipboard.readText())) === 'taken refused',
    );
    await b.page.getByRole('button', { name: 'Discard it' }).click();
    await untilSaved(b);
    await setRole('editor');
    await until('writing works again', async () => {
      await goToEnd(b);
      await typeKeys(b, 'again');
      return (await hubText(hub, ada.token, id)).includes('again');
    });
  });
});

describe('without a connection', () => {
  test('one goes on writing, and nothing is lost when it is back', async () => {
    const id = await bothOpen('offline.txt');
    await goToEnd(a);
    await typeKeys(a, 'before ');
    await untilSaved(a);
    await allAgree(id);
    await cutOff(a);
    await goToEnd(a);
    await typeKeys(a, 'meanwhile ');
    await untilState(a, /^offline, \d+ changes? kept here$/);
    await goToEnd(b);
    await typeKeys(b, 'elsewhere ');
    await untilSaved(b);
    await reconnect(a);
    await untilSaved(a);
    const text = await allAgree(id);
    expect(text.split(' ').sort()).toEqual(['', 'before', 'elsewhere', 'meanwhile']);
  });

  test('the hub is killed and comes back: every key is there, and the mark told the truth', async () => {
    const id = await bothOpen('killed.txt');
    await goToEnd(a);
    await typeKeys(a, 'one ');
    await untilSaved(a);
    await hub.stop('SIGKILL');
    await goToEnd(a);
    await goToEnd(b);
    await typeKeys(a, 'two ');
    await typeKeys(b, 'three ');
    await untilState(a, /^offline, \d+ changes? kept here$/);
    await untilState(b, /^offline, \d+ changes? kept here$/);
    hub = await startHub({ DRAFTROOM_DATA_DIR: hub.dataDir, PORT: new URL(hub.url).port });
    await Promise.all([untilSaved(a), untilSaved(b)]);
    const text = await allAgree(id);
    expect(text.split(' ').sort()).toEqual(['', 'one', 'three', 'two']);
    const said = [...(await saidWords(a.page)), ...(await saidWords(b.page))];
    for (const state of ['saved', 'saving…', 'not saved']) expect(said).toContain(state);
    expect(said.some((words) => /^offline, \d+ changes? kept here$/.test(words))).toBe(true);
  });

  test('the window is loaded again while the hub does not take edits: they are still there, and arrive', async () => {
    const id = await bothOpen('reload.txt');
    let blocked = false;
    const sockets = new Set<{ close(): Promise<void> }>();
    await b.page.routeWebSocket(/\/sync\?/, (socket) => {
      if (blocked) {
        void socket.close({ code: 1001 });
        return;
      }
      sockets.add(socket);
      socket.connectToServer();
    });
    await b.page.reload();
    await loaded(b);
    await untilSaved(b);
    blocked = true;
    for (const socket of sockets) await socket.close();
    await untilState(b, /^offline/);
    await goToEnd(b);
    await typeKeys(b, 'kept on this machine');
    await untilState(b, /^offline, \d+ changes? kept here$/);
    await b.page.reload();
    await loaded(b);
    await until('the edits are shown', async () => (await editorText(b)) === 'kept on this machine', {
      shown: () => editorText(b),
    });
    await untilState(b, /^offline, \d+ changes? kept here$/);
    expect(await hubText(hub, ada.token, id)).toBe('');
    blocked = false;
    await untilSaved(b);
    expect(await hubText(hub, ada.token, id)).toBe('kept on this machine');
  });
});

describe('files in and out', () => {
  test('a dropped folder and a dropped zip are imported with progress, and the room is downloaded as a zip', async () => {
    const project = join(folder, 'project');
    await mkdir(join(project, 'src'), { recursive: true });
    await mkdir(join(project, 'node_modules/left'), { recursive: true });
    await writeFile(join(project, 'node_modules/left/out.js'), 'no');
    await writeFile(
      join(project, 'logo.png'),
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
        'base64',
      ),
    );
    for (let index = 0; index < 60; index++) {
      await writeFile(join(project, 'src', `part-${index}.ts`), `export const part${index} = ${index};\n`);
    }
    await dropOnRoom(a, [project]);
    await a.page.getByText('Imported: 60 documents, 1 file.').waitFor();
    const said = await saidWords(a.page);
    expect(said.some((words) => /^Packing \d+ of 61 files$/.test(words))).toBe(true);
    await a.page.getByText('1 was left out').click();
    await a.page.getByText('project/node_modules').waitFor();
    await b.page.getByRole('treeitem', { name: 'project', exact: true }).waitFor();

    const archive = join(folder, 'notes.zip');
    await writeFile(archive, zipSync({ 'notes/plan.md': strToU8('# Plan\n'), 'notes/todo.md': strToU8('- all\n') }));
    await dropOnRoom(a, [archive]);
    await a.page.getByText('Imported: 2 documents.').waitFor();
    await b.page.getByRole('treeitem', { name: 'notes', exact: true }).waitFor();

    const downloading = a.page.waitForEvent('download');
    await a.page.getByRole('button', { name: 'Room menu' }).click();
    await a.page.getByRole('menuitem', { name: 'Download as zip' }).click();
    const files = unzipSync(await readFile(await (await downloading).path()));
    expect(strFromU8(files['notes/plan.md'] ?? new Uint8Array())).toBe('# Plan\n');
    expect(strFromU8(files['project/src/part-59.ts'] ?? new Uint8Array())).toBe('export const part59 = 59;\n');
    expect(files['project/logo.png']?.length).toBe((await readFile(join(project, 'logo.png'))).length);
    expect(strFromU8(files['version.txt'] ?? new Uint8Array())).toBe('the good text');
  });
});

async function cutOff(room: OpenRoom): Promise<void> {
  await room.context.setOffline(true);
}

async function reconnect(room: OpenRoom): Promise<void> {
  await room.context.setOffline(false);
}
