import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { capture } from './capture.ts';
import {
  arrive,
  call,
  type HubProcess,
  launchBrowser,
  password,
  patience,
  photograph,
  signedInPage,
  signUp,
  startHub,
} from './harness.ts';
import { complaints } from './look.ts';
import { mailedLink } from './mailed.ts';

let hub: HubProcess;
let browser: Browser;
const pages: Page[] = [];
const problems: string[] = [];

beforeAll(async () => {
  hub = await startHub();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(pages);
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  // The content security policy, React and the pages themselves have nothing to complain about.
  expect(problems.splice(0)).toEqual([]);
});

function watched(page: Page): Page {
  pages.push(page);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(message.text());
  });
  return page;
}

async function visitor(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: hub.url, locale: 'en-GB', ...options });
  context.setDefaultTimeout(patience);
  return watched(await context.newPage());
}

async function member(name: string): Promise<Page> {
  const { page } = await signedInPage(browser, hub, await signUp(hub, name), { locale: 'en-GB' });
  return watched(page);
}

async function newRoom(owner: string, settings: Record<string, string> = {}) {
  const { token } = await signUp(hub, owner);
  const room = { name: 'Tide clock', visibility: 'private', ...settings };
  const created = await call<{ id: string; code: string }>(hub, 'POST rooms', room, token);
  return { ...created, token };
}

async function says(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor();
}

describe('accounts in the browser', () => {
  test('a page for people with an account leads through sign-up and back to it', async () => {
    const page = await visitor();
    await page.goto('/account');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill('Nova Nkemelu');
    await page.getByLabel('E-mail').fill('nova@example.org');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create account' }).click();
    await says(page, 'At least 10 characters');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/account');
    await says(page, 'Welcome, Nova Nkemelu.');
  });

  test('refusals stand where they belong, and nobody is led to another site', async () => {
    await signUp(hub, 'Ines');
    const page = await visitor();
    await page.goto('/sign-in?next=//evil.example');
    await page.getByLabel('E-mail').fill('ines@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await says(page, 'E-mail and password do not match.');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(`${hub.url}/home`);
  });

  test('name, picture, password and other sign-ins are changed on the account page', async () => {
    const page = await member('Otto');
    await page.goto('/account');
    await page.getByRole('textbox', { name: 'Name' }).fill('Otto O.');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('button', { name: 'Your menu, Otto O.' }).waitFor();

    const picture = { name: 'me.png', mimeType: 'image/png' };
    await page.locator('input[type=file]').setInputFiles({ ...picture, buffer: Buffer.from('no picture') });
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await says(page, 'This picture cannot be used');
    const buffer = await capture(page, { clip: { x: 0, y: 0, width: 300, height: 200 } });
    await page.locator('input[type=file]').setInputFiles({ ...picture, buffer });
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await page.locator('header img[src^="/api/v1/avatars/"]').waitFor();

    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByLabel('Current password').fill('not the password');
    await page.getByLabel('New password').fill('another good one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await says(page, 'That is not your current password.');
    await page.getByLabel('Current password').fill(password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await says(page, 'Your password is changed.');

    await call(hub, 'POST auth/sign-in', { email: 'otto@example.org', password: 'another good one' });
    await page.reload();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
    await says(page, '1 other sign-in has ended.');
    await says(page, 'You are signed in nowhere else.');
  });

  test('a lost password is reset through the mail', async () => {
    await signUp(hub, 'Petra');
    const page = await visitor();
    await page.goto('/forgot-password');
    await page.getByLabel('E-mail').fill('petra@example.org');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await says(page, 'Look in your mail');
    const link = await mailedLink(hub, 'petra@example.org', '/reset-password?token=');
    await page.goto(link);
    await page.getByLabel('New password').fill('a wholly new one');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.waitForURL('**/sign-in');
    await page.getByLabel('E-mail').fill('petra@example.org');
    await page.getByLabel('Password', { exact: true }).fill('a wholly new one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/home');
  });

  test('a device signs in by code, an editor by hand-over', async () => {
    const page = await member('Quirin');
    const device = await startDevice();
    await page.goto('/device');
    await page.getByLabel('Code').fill('ZZZZ-ZZZZ');
    await page.getByRole('button', { name: 'Continue' }).click();
    await says(page, 'This link or code is not valid any more.');
    await page.getByLabel('Code').fill(device.userCode.toLowerCase());
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Sign it in' }).click();
    await says(page, 'VS Code is signed in');

    const back = 'http://127.0.0.1:59999/callback';
    const search = new URLSearchParams({
      client: 'vscode',
      redirect_uri: back,
      code_challenge: 'a'.repeat(43),
      state: 's',
    });
    await page.goto(`/connect?${search}`);
    await says(page, 'A program on this computer that listens on port 59999 wants to sign in as Quirin');
    await says(page, 'The answer goes to http://127.0.0.1:59999.');
    const redirected = page.waitForRequest((request) => request.url().startsWith(back));
    await page.route(`${back}**`, (route) => route.fulfill({ body: 'signed in' }));
    await page.getByRole('button', { name: 'Continue' }).click();
    const sent = new URL((await redirected).url()).searchParams;
    expect(sent.get('state')).toBe('s');
    expect(sent.get('code')).toMatch(/.{20}/);
  });

  test('[ACC-16] the page says which program asks, and hands nothing to a program that the hub does not know', async () => {
    const page = await member('Questa');
    const ask = (client: string, redirect_uri: string) =>
      page.goto(`/connect?${new URLSearchParams({ client, redirect_uri, code_challenge: 'a'.repeat(43) })}`);
    await ask('vscode', 'cursor://draftroom.draftroom-vscode/signed-in');
    await says(page, 'Draftroom in Cursor on this computer wants to sign in as Questa');
    await ask('vscode', 'vscode://evil.extension/signed-in');
    await says(page, 'This sign-in is not complete');
    const id = 'abcdefghijklmnopabcdefghijklmnop';
    await ask('browser', `https://${id}.chromiumapp.org/`);
    await says(page, `The extension ${id} of this browser wants to sign in as Questa`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await says(page, 'This hub signs in no program at that address.');
  });
});

describe('getting into rooms', () => {
  test('the first room is one click', async () => {
    const page = await member('Rosa');
    await page.goto('/home');
    await page.getByRole('button', { name: /^TypeScript/ }).click();
    await page.waitForURL('**/rooms/*');
    await page.goto('/home');
    await page.getByRole('link', { name: 'First room' }).waitFor();
  });

  test('a pasted link, a password, a request that an owner approves', async () => {
    const { id, code, token } = await newRoom('Sven', { password: 'low tide' });
    const page = await member('Tessa');
    await page.goto('/home');
    const field = page.getByRole('textbox', { name: 'Code or link' });
    await field.fill('no such thing');
    await page.getByRole('button', { name: 'Join' }).click();
    await says(page, 'That is neither a code nor a link');
    await field.fill(`${hub.url}/join/${code.toLowerCase()}`);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByLabel('Password of the room').fill('high tide');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await says(page, 'That is not the password of this room.');

    await page.getByRole('button', { name: 'I do not have the password' }).click();
    await page.getByRole('button', { name: 'Ask to join' }).click();
    await says(page, 'You asked to join.');
    const requests = await ask<{ items: { id: string }[] }>('rooms.requests.list', { roomId: id }, token);
    await tell('rooms.requests.decide', { requestId: requests.items[0]?.id, approve: true }, token);
    await page.waitForURL(`**/rooms/${id}`);
  });

  test('an invitation says who asks for what, and survives the sign-in', async () => {
    const { id, token } = await newRoom('Udo');
    const { url } = await tell<{ url: string }>('rooms.invites.create', { roomId: id, role: 'viewer' }, token);
    await signUp(hub, 'Vera');
    const page = await visitor();
    await page.goto(new URL(url).pathname);
    await says(page, 'Udo invites you to write with them.');
    await page.getByRole('link', { name: 'Sign in to join' }).click();
    await page.getByLabel('E-mail').fill('vera@example.org');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Join the room' }).click();
    await page.waitForURL(`**/rooms/${id}`);
  });

  test('a deleted room is brought back from the archive', async () => {
    const page = await member('Wanda');
    await page.goto('/home');
    await page.getByRole('button', { name: /^An empty room/ }).click();
    await page.waitForURL('**/rooms/*');
    const roomId = new URL(page.url()).pathname.split('/')[2];
    await page.request.post('/trpc/rooms.remove', { data: { roomId }, headers: { origin: hub.url } });
    await page.goto('/home?show=archived');
    await page.getByRole('button', { name: 'Bring back First room' }).click();
    await says(page, 'First room is back');
  });
});

describe('the frame of pages', () => {
  test('language and theme are remembered, focus goes to the heading, F1 finds rooms', async () => {
    const page = await member('Xenia');
    await page.goto('/home');
    await page.getByLabel('Language').selectOption('de');
    await page.getByLabel('Farben').selectOption('dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Räume', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');

    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: /Befehl, Raum/ }).fill('konto');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await page.title()).toBe('Konto · Draftroom');
  });

  test('says that it is offline, and goes on by itself', async () => {
    const page = await member('Yara');
    await page.goto('/account');
    await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
    await page.context().setOffline(true);
    await says(page, 'You are offline.');
    await page.context().setOffline(false);
    await says(page, 'You are connected again.');
    // While it was away the browser noted each cut connection.
    problems.splice(0);
  });

  test('signing out forgets the person', async () => {
    const page = await member('Zoe');
    await page.goto('/home');
    await page.getByRole('button', { name: 'Your menu, Zoe' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await says(page, 'You are signed out.');
    await page.goto('/account');
    await page.waitForURL('**/sign-in?next=*');
  });

  const open = [
    '/',
    '/sign-in',
    '/sign-up',
    '/forgot-password',
    '/reset-password?token=x',
    '/home?show=public',
    '/nowhere',
  ];
  const mine = ['/home', '/home?new=true', '/home?q=zebra', '/account', '/device', '/join/K7PM2X'];

  test.each(['light', 'dark'] as const)('is clean for axe and fits 390 pixels, %s', async (colorScheme) => {
    const context = { colorScheme, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' } as const;
    const signedIn = await member(`Axel ${colorScheme}`);
    await signedIn.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signedIn.setViewportSize(context.viewport);
    const signedOut = await visitor(context);
    for (const path of [...open, ...mine]) {
      const page = open.includes(path) ? signedOut : signedIn;
      await arrive(page, path);
      expect(await complaints(page), `${path} ${colorScheme}`).toEqual([]);
    }
  });
});

async function startDevice(): Promise<{ userCode: string }> {
  return await tell('accounts.device.start', { client: 'vscode' }, null);
}

async function tell<Result>(path: string, input: unknown, token: string | null): Promise<Result> {
  const response = await fetch(`${hub.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return ((await response.json()) as { result: { data: Result } }).result.data;
}

async function ask<Result>(path: string, input: unknown, token: string): Promise<Result> {
  const query = new URLSearchParams({ input: JSON.stringify(input) });
  const response = await fetch(`${hub.url}/trpc/${path}?${query}`, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { result: { data: Result } }).result.data;
}
