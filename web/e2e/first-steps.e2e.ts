import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  call,
  type HubProcess,
  launchBrowser,
  password,
  patience,
  photograph,
  procedure,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from './harness.ts';
import { mailedLink } from './mailed.ts';
import { editorText, goToEnd, loaded, roomOn, showPanel, typeKeys, untilSaved } from './room-page.ts';

let hub: HubProcess;
let browser: Browser;
let open: Page[] = [];

/** A window of somebody who has never been here. */
async function newWindow(): Promise<Page> {
  const context = await browser.newContext({ baseURL: hub.url, viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(patience);
  return track(await context.newPage());
}

async function windowOf(person: TestPerson): Promise<Page> {
  return track((await signedInPage(browser, hub, person, { viewport: { width: 1280, height: 800 } })).page);
}

function track(page: Page): Page {
  open.push(page);
  return page;
}

async function fillSignUp(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

async function fillSignIn(page: Page, email: string, word: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(word);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

beforeAll(async () => {
  hub = await startHub();
  browser = await launchBrowser();
});
beforeEach(({ task, onTestFinished }) => {
  open = [];
  onTestFinished(async () => {
    if (task.result?.state === 'fail') await photograph(open);
    for (const page of open) await page.context().close();
  });
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

describe('the first minutes', () => {
  test('from the welcome page to writing in a room, and others come by code and by link', async () => {
    const page = await newWindow();
    await page.goto('/');
    await heading(page, 'Write code together, in one room').waitFor();
    await page.getByRole('link', { name: 'Start a room' }).click();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Fill this in.').first().waitFor();
    await fillSignUp(page, 'Ada Berg', 'ada@example.org');
    // She asked for a room: the dialog for it is open. One click beside it is enough, too.
    await page.getByRole('dialog', { name: 'New room' }).getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: /^An empty room/ }).click();
    await heading(page, 'First room').waitFor();

    await page.getByRole('main').getByRole('button', { name: 'New document' }).click();
    const name = page.getByRole('textbox', { name: 'Name of the new document' });
    await name.fill('hello.txt');
    await name.press('Enter');
    const room = roomOn(page.context(), page);
    await loaded(room);
    await goToEnd(room);
    await typeKeys(room, 'hello');
    await untilSaved(room);

    await page.getByRole('banner').getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite to First room' });
    const code = ((await dialog.getByLabel('Code of the room').textContent()) ?? '').replace(' ', '');
    expect(code).toMatch(/^[2-9A-Z]{6}$/);
    await dialog.getByRole('button', { name: 'Create link' }).click();
    const link = dialog.getByRole('textbox', { name: 'An invitation of its own' });
    await link.waitFor();
    const url = await link.inputValue();

    const byCode = await windowOf(await signUp(hub, 'Ben Okafor'));
    await byCode.goto('/home');
    await byCode
      .getByRole('textbox', { name: 'Code or link' })
      .fill(`${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`);
    await byCode.getByRole('button', { name: 'Join', exact: true }).click();
    await heading(byCode, 'Join First room').waitFor();
    await byCode.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click();
    await byCode.getByRole('treeitem', { name: /^hello\.txt/ }).click();
    const second = roomOn(byCode.context(), byCode);
    await loaded(second);
    expect(await editorText(second)).toBe('hello');

    const byLink = await newWindow();
    await byLink.goto(url);
    await heading(byLink, 'Invitation to First room').waitFor();
    await byLink.getByText('Ada Berg invites you to write with them.').waitFor();
    await byLink.getByRole('link', { name: 'Create an account' }).click();
    await fillSignUp(byLink, 'Chiara Neri', 'chiara@example.org');
    await byLink.getByRole('button', { name: 'Join the room' }).click();
    await heading(byLink, 'First room').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('3 here').first().waitFor();
  });

  test('wrong entries are said where they were made', async () => {
    const page = await newWindow();
    await signUp(hub, 'Dana Holt');
    await page.goto('/sign-up');
    await fillSignUp(page, 'Dana Again', 'dana.holt@example.org');
    await page.getByText('There is an account with this e-mail. Sign in, or reset the password.').waitFor();
    await page.goto('/sign-in');
    await fillSignIn(page, 'dana.holt@example.org', 'not this one');
    await page.getByText('E-mail and password do not match.').waitFor();
    await page.goto('/join/ABC234');
    await page.getByText('You need an account so that others see who writes.').waitFor();
    await page.goto('/no/such/page');
    await heading(page, 'Nothing is here').waitFor();
    await page.goto('/rooms/00000000000000000000');
    await heading(page, 'This room is not open to you').waitFor();
    await page.getByRole('banner').getByRole('link', { name: 'Draftroom, home' }).waitFor();
  });
});

describe('private rooms', () => {
  test('a password opens them, a wrong one is refused, and an owner lets in who asks', async () => {
    const owner = await signUp(hub, 'Emil Ost');
    const room = await call<{ id: string; code: string }>(
      hub,
      'POST rooms',
      { name: 'Closed circle', visibility: 'private', password: 'sesame opens' },
      owner.token,
    );
    const guest = await windowOf(await signUp(hub, 'Fay Lund'));
    await guest.goto(`/join/${room.code}`);
    const word = guest.getByLabel('Password of the room');
    await word.fill('wrong one');
    await guest.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click();
    await guest.getByText('That is not the password of this room.').waitFor();
    await word.fill('sesame opens');
    await guest.getByRole('main').getByRole('button', { name: 'Join', exact: true }).click();
    await heading(guest, 'Closed circle').waitFor();

    const asking = await windowOf(await signUp(hub, 'Gus Ek'));
    await asking.goto(`/join/${room.code}`);
    await asking.getByRole('button', { name: 'I do not have the password' }).click();
    await asking.getByRole('textbox', { name: /A line to the owner/ }).fill('I am from the other team.');
    await asking.getByRole('button', { name: 'Ask to join' }).click();
    await asking.getByText('You asked to join.').waitFor();

    const deciding = await windowOf(owner);
    await deciding.goto(`/rooms/${room.id}`);
    const decidingRoom = roomOn(deciding.context(), deciding);
    await showPanel(decidingRoom, 'People');
    const requests = deciding.getByRole('region', { name: '1 asks to come in' });
    await requests.getByText('I am from the other team.').waitFor();
    await requests.getByRole('button', { name: 'Let in' }).click();
    await heading(asking, 'Closed circle').waitFor();
  });
});

describe('leaving', () => {
  const stores = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));

  test('signing out takes what this browser kept along', async () => {
    const person = await signUp(hub, 'Hana Ito');
    const { id } = await call<{ id: string }>(
      hub,
      'POST rooms',
      { name: 'Notes', visibility: 'private' },
      person.token,
    );
    const made = { kind: 'text', path: 'secret.txt', content: 'not for others' };
    const document = await call<{ id: string }>(hub, `POST rooms/${id}/documents`, made, person.token);
    const page = await windowOf(person);
    await page.goto(`/rooms/${id}?doc=${document.id}`);
    const room = roomOn(page.context(), page);
    await loaded(room);
    await untilSaved(room);
    const kept = () => page.evaluate(allStoredText);
    await until('the document is kept here', async () => (await kept()).includes('not for others'));
    await page.getByRole('link', { name: 'Draftroom, home' }).click();
    await page.getByRole('button', { name: 'Your menu, Hana Ito' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await heading(page, 'Write code together, in one room').waitFor();
    await until('nothing is kept', async () => !(await kept()).includes('not for others'));
    expect((await stores(page)).filter((name) => name.includes(document.id))).toEqual([]);
    await page.goto(`/rooms/${id}`);
    await heading(page, 'This room is not open to you').waitFor();
  });

  test('a session that is ended elsewhere ends its windows', async () => {
    const person = await signUp(hub, 'Ivo Marin');
    const { id } = await call<{ id: string }>(hub, 'POST rooms', { name: 'Desk', visibility: 'private' }, person.token);
    const other = await newWindow();
    await other.goto('/sign-in');
    await fillSignIn(other, person.email, password);
    await heading(other, 'Rooms').waitFor();
    const inRoom = track(await other.context().newPage());
    await inRoom.goto(`/rooms/${id}`);
    await heading(inRoom, 'Desk').waitFor();
    await inRoom.getByText('connected', { exact: true }).waitFor();

    const page = await windowOf(person);
    await page.goto('/account');
    const ends = page.getByRole('button', { name: /^End Browser from/ });
    await ends.click();
    const began = Date.now();
    await heading(other, 'Sign in').waitFor();
    await inRoom.getByText(/You are no longer connected\.|This room is not open to you/).waitFor();
    await inRoom.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).waitFor();
    console.log(`both windows of the ended session had ended after ${Date.now() - began} ms`);
    await until('only this session is listed', async () => (await ends.count()) === 0);
  });
});

describe('a lost password', () => {
  test('is replaced through the mail, once', async () => {
    const person = await signUp(hub, 'Jo Park');
    const page = await newWindow();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot the password?' }).click();
    // Both pages ask for an e-mail address.
    await heading(page, 'Reset your password').waitFor();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await heading(page, 'Look in your mail').waitFor();
    const link = await mailedLink(hub, person.email, '/reset-password');
    await page.goto(link);
    await page.getByLabel('New password').fill('an entirely new one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await heading(page, 'Sign in').waitFor();
    await fillSignIn(page, person.email, password);
    await page.getByText('E-mail and password do not match.').waitFor();
    await fillSignIn(page, person.email, 'an entirely new one');
    await heading(page, 'Rooms').waitFor();

    await page.goto(link);
    await page.getByLabel('New password').fill('yet another one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('alert').filter({ hasText: /link/ }).waitFor();

    await page.goto(await mailedLink(hub, person.email, '/verify-email'));
    await heading(page, 'Your e-mail is confirmed').waitFor();
  });
});

describe('programs that sign in', () => {
  const signedInAs = async (token: string) =>
    (await call<{ user: { id: string } }>(hub, 'GET auth/me', undefined, token)).user.id;

  test('with a code that a person types', async () => {
    const person = await signUp(hub, 'Kim Roe');
    const page = await windowOf(person);
    const device = await procedure<{ deviceCode: string; userCode: string }>(hub, 'accounts.device.start', {
      client: 'vscode',
    });
    await page.goto('/device');
    await page.getByRole('textbox', { name: 'Code' }).fill('BBBB-BBBB');
    await page.getByRole('button', { name: 'Continue' }).click();
    await until(
      'an unknown code is refused',
      async () => (await page.getByRole('main').textContent())?.includes('code') ?? false,
    );
    await page.getByRole('textbox', { name: 'Code' }).fill(device.userCode.toLowerCase());
    await page.getByRole('button', { name: 'Continue' }).click();
    await heading(page, 'VS Code wants to sign in as you').waitFor();
    await page.getByText(device.userCode).waitFor();
    await page.getByRole('button', { name: 'Sign it in' }).click();
    await heading(page, 'VS Code is signed in').waitFor();
    const { state, token } = await procedure<{ state: string; token?: string }>(hub, 'accounts.device.poll', {
      deviceCode: device.deviceCode,
    });
    expect(state).toBe('approved');
    expect(await signedInAs(token ?? '')).toBe(person.userId);
    await page.goto('/account');
    await page.getByRole('button', { name: /^End VS Code from/ }).waitFor();
  });

  test('by a hand-over in the browser, also when the person has to sign in first', async () => {
    const person = await signUp(hub, 'Lea Moss');
    const back = await listenForAnswer();
    const codeVerifier = randomBytes(32).toString('base64url');
    const search = new URLSearchParams({
      client: 'vscode',
      redirect_uri: back.uri,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 'state of the editor',
    });
    const page = await newWindow();
    await page.goto(`/connect?${search}`);
    await heading(page, 'Sign in').waitFor();
    await fillSignIn(page, person.email, password);
    await heading(page, 'Connect a program on this computer').waitFor();
    await page.getByText(/wants to sign in as Lea Moss/).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    const answer = await back.answer;
    expect(answer.get('state')).toBe('state of the editor');
    const code = answer.get('code') ?? '';
    const { token } = await procedure<{ token: string }>(hub, 'accounts.handover.exchange', { code, codeVerifier });
    expect(await signedInAs(token)).toBe(person.userId);
    await expect(procedure(hub, 'accounts.handover.exchange', { code, codeVerifier })).rejects.toThrow();
  });
});

/** An editor that waits on this machine for the browser to come back. */
async function listenForAnswer(): Promise<{ uri: string; answer: Promise<URLSearchParams> }> {
  const { promise, resolve } = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    response.end('You can close this page.');
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.searchParams.has('code')) {
      resolve(url.searchParams);
      server.close();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, answer: promise };
}

/** Runs in the page: every byte of every store, as text. */
async function allStoredText(): Promise<string> {
  let text = '';
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name ?? '');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of db.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve, reject) => {
        const request = db.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const value of values)
        text += value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
    }
    db.close();
  }
  return text;
}
