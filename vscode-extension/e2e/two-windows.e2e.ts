/**
 * Two people in two VS Codes and one in the web room, with noise from a fourth client. Figures are printed; nothing here
 * depends on how fast the machine is.
 */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../core/src/testing/free-port.ts';
import { capture } from '../../web/e2e/capture.ts';
import {
  call,
  type HubProcess,
  procedure,
  signedInPage,
  signUp,
  startHub,
  type TestPerson,
  until,
} from '../../web/e2e/harness.ts';
import { editorText, type OpenRoom, openRoom } from '../../web/e2e/room-page.ts';
import { type BuiltExtension, buildExtension } from '../test/rig/build-extension.ts';
import { buildProbe } from '../test/rig/build-probe.ts';
import { latencies, percentile } from '../test/rig/latency.ts';
import { Noise } from '../test/rig/noise.ts';
import { EditorPerson } from '../test/rig/person.ts';
import { launchBrowser } from '../test/rig/window.ts';

const path = 'draft.txt';
const otherText = `import { tideAt } from './tides';

/** Minutes until the next high tide. */
export function untilHigh(now: Date): number {
  const tide = tideAt(now);
  return Math.round(tide.minutesToHigh);
}
`;
const screens = join(import.meta.dirname, '../../.cache/screens/vscode');
mkdirSync(screens, { recursive: true });

let hub: HubProcess;
let browser: Browser;
let extension: BuiltExtension;
let probe: string;
let people: { ada: TestPerson; bo: TestPerson; cy: TestPerson };
let roomId: string;
let documentId: string;
let ada: EditorPerson;
let bo: EditorPerson;
let web: OpenRoom;
let hubSettings: { PORT: string; DRAFTROOM_DATA_DIR: string };

const text = async (person: EditorPerson) => (await person.document(path))?.text ?? '';
const hubText = async () => {
  const response = await fetch(`${hub.url}/api/v1/documents/${documentId}/content`, {
    headers: { authorization: `Bearer ${people.ada.token}` },
  });
  return await response.text();
};
const countOf = (letter: string, content: string) => content.split(letter).length - 1;

/** Everybody shows what the hub has. */
async function untilEqual(what: string): Promise<string> {
  const shown = async () => [await text(ada), await text(bo), await hubText()] as const;
  await until(what, async () => new Set(await shown()).size === 1, {
    timeout: 60_000,
    shown: async () => JSON.stringify(await shown()),
  });
  return await text(ada);
}

async function photograph(name: string): Promise<void> {
  await capture(ada.page, { path: join(screens, `${name}-ada.png`) });
  await capture(bo.page, { path: join(screens, `${name}-bo.png`) });
}

/** As a person does it: signs in, joins by code, opens the text. */
async function enter(person: EditorPerson, code: string): Promise<void> {
  try {
    await person.ready();
    await person.run('draftroom.signIn', hub.url);
    // The window starts anew with the room in it, so this call is never answered.
    void person.run('draftroom.joinRoom', code).catch(() => undefined);
    const isThere = async () => (await person.folders().catch(() => [])).length === 1;
    await until(`${person.name} is in the room`, isThere, { timeout: 60_000 });
    await person.open(path);
    await until(`${person.name} sees the text`, async () => (await text(person)).startsWith('top'), {
      timeout: 30_000,
    });
  } catch (error) {
    await capture(person.page, { path: join(screens, `failed ${person.name} enters.png`) });
    throw error;
  }
}

beforeAll(async () => {
  extension = buildExtension();
  probe = await buildProbe();
  // The same folder and port again after a crash.
  hubSettings = {
    PORT: String(await freePort()),
    DRAFTROOM_DATA_DIR: await mkdtemp(join(tmpdir(), 'draftroom-e2e-')),
  };
  hub = await startHub(hubSettings);
  people = { ada: await signUp(hub, 'Ada Lind'), bo: await signUp(hub, 'Bo Falk'), cy: await signUp(hub, 'Cy Web') };
  const room = await call<{ id: string; code: string }>(hub, 'POST rooms', { name: 'Tide clock' }, people.ada.token);
  roomId = room.id;
  const document = { kind: 'text', path, content: 'top\n\nmiddle\n\nbottom\n' };
  ({ id: documentId } = await call<{ id: string }>(hub, `POST rooms/${roomId}/documents`, document, people.ada.token));
  for (const person of [people.bo, people.cy]) await call(hub, 'POST rooms/join', { code: room.code }, person.token);
  browser = await launchBrowser();
  const start = (person: TestPerson) =>
    EditorPerson.start({
      browser,
      hub: hub.url,
      person,
      extension: extension.folder,
      probe,
      viewport: { width: 1100, height: 760 },
    });
  [ada, bo] = [await start(people.ada), await start(people.bo)];
  for (const person of [ada, bo]) await enter(person, room.code);
}, 240_000);

afterAll(async () => {
  await ada?.stop();
  await bo?.stop();
  await browser?.close();
  await hub?.stop('SIGKILL');
  await rm(hubSettings?.DRAFTROOM_DATA_DIR ?? probe, { recursive: true, force: true });
  await rm(probe, { recursive: true, force: true });
  extension?.remove();
}, 60_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await photograph(`failed ${task.name}`.replaceAll(/\W+/g, ' '));
});

describe('two VS Codes in one room', () => {
  it('[VSC-1] show the room by its name', async () => {
    for (const person of [ada, bo]) {
      expect(await person.folders()).toEqual([{ uri: `draftroom://${roomId}/`, name: 'Tide clock' }]);
    }
    await photograph('opened');
  });

  it.each([
    ['a', 'c', 'as fast as it goes', 120, 0],
    ['f', 'g', 'as fast as it goes', 120, 0],
    ['h', 'j', 'as fast as it goes', 120, 0],
    ['k', 'n', 'as fast as people type', 60, 130],
    ['q', 'z', 'as fast as people type, nobody else', 60, 130],
  ] as const)(
    '[EDIT-1] every key arrives, nothing diverges (%s, %s, %s, %i keys)',
    async (hers, his, pace, keys, delay) => {
      const place = { roomId, documentId, avoid: /[acfghjkn]/ };
      const noise = pace.endsWith('nobody else') ? null : await Noise.start(hub.url, people.cy, place);
      await ada.open(path, 1);
      await bo.open(path, 3);
      await Promise.all([
        ada.page.keyboard.type(hers.repeat(keys), { delay }),
        bo.page.keyboard.type(his.repeat(keys), { delay }),
      ]);
      const reached = async (person: EditorPerson, key: string) =>
        countOf(key, (await person.changes()).map(({ inserted }) => inserted).join(''));
      // Keys are sent; a busy editor takes them when it can, and until then all may agree on less.
      const inEditors = async () => [await reached(ada, hers), await reached(bo, his)] as const;
      await until(
        'all keys are in their own editors',
        async () => (await inEditors()).every((count) => count >= keys),
        {
          timeout: 90_000,
          shown: async () => JSON.stringify(await inEditors()),
        },
      );
      await noise?.stop();
      const agreed = await untilEqual('all say the same');
      const arrived = { ada: countOf(hers, agreed), bo: countOf(his, agreed) };
      const there = latencies(hers, await ada.changes(), await bo.changes());
      const back = latencies(his, await bo.changes(), await ada.changes());
      const all = [...there, ...back];
      const inOwn = await inEditors();
      console.log(
        `${pace}: typed ${keys} + ${keys}, in their own editors ${inOwn.join(' + ')}, arrived ${arrived.ada} + ${arrived.bo}, noise ${noise?.edits ?? 0} edits, diverged 0, ` +
          `window to window p50 ${percentile(all, 50).toFixed(0)} ms, p95 ${percentile(all, 95).toFixed(0)} ms`,
      );
      expect(arrived).toEqual({ ada: keys, bo: keys });
      await photograph('typed');
    },
  );

  it('the web room shows the same text, and what is typed there arrives', async () => {
    web = await openRoom(await signedInPage(browser, hub, people.cy), roomId, documentId);
    await web.editor.focus();
    await web.page.keyboard.press('Control+End');
    await web.page.keyboard.type('from the web');
    await until('the web’s words are here', async () => (await text(ada)).includes('from the web'));
    const agreed = await untilEqual('all say the same');
    const lines = agreed.split('\n').slice(-3).join('\n').trimEnd();
    await until('the web shows it', async () => (await editorText(web)).includes(lines.split('\n').at(-1) ?? ''));
  });

  it('[EDIT-6] undo takes back one’s own words only', async () => {
    await ada.open(path, 0);
    await ada.page.keyboard.type('AAA ');
    await until('bo sees it', async () => (await text(bo)).includes('AAA '));
    await sleep(1_000);
    await bo.open(path, 0);
    await bo.page.keyboard.type('BBB ');
    await until('ada sees it', async () => (await text(ada)).includes('BBB '));
    await ada.page.keyboard.press('Control+z');
    await until('her words are gone', async () => !(await text(bo)).includes('AAA '));
    expect(await text(bo)).toContain('BBB ');
    await ada.page.keyboard.press('Control+Shift+z');
    await until('they are back', async () => (await text(bo)).includes('AAA '));
    await ada.run('undo');
    await until('the editor’s own undo does the same', async () => !(await text(bo)).includes('AAA '));
    expect(await untilEqual('all say the same')).toContain('BBB ');
  });

  it('[VSC-4] a killed hub loses nothing: what is typed meanwhile arrives when it is back', async () => {
    await hub.stop('SIGKILL');
    await Promise.all([
      ada.page.keyboard.type('offline ada ', { delay: 15 }),
      bo.page.keyboard.type('offline bo ', { delay: 15 }),
    ]);
    await photograph('offline');
    hub = await startHub(hubSettings);
    const agreed = await untilEqual('all say the same again');
    expect(agreed).toContain('offline ada ');
    expect(agreed).toContain('offline bo ');
  });

  it('[VSC-2, EDIT-7] somebody who may only read cannot write, and can again when the role is back', async () => {
    const role = (to: string) =>
      call(hub, `PATCH rooms/${roomId}/members/${people.bo.userId}`, { role: to }, people.ada.token);
    const before = await untilEqual('all say the same');
    await role('viewer');
    await bo.page.getByText('Tide clock: Read only').waitFor();
    await bo.open(path, 0);
    await bo.page.keyboard.type('not allowed ', { delay: 15 });
    await photograph('viewer');
    await sleep(1_000);
    expect(await hubText()).toBe(before);
    expect(await untilEqual('what was typed is not shown either')).toBe(before);
    await role('editor');
    await bo.page.getByText('Tide clock: Saved').waitFor();
    await bo.open(path, 0);
    await bo.page.keyboard.type('allowed ', { delay: 15 });
    await until('it arrives', async () => (await text(ada)).startsWith('allowed '));
  });

  it('[VSC-25] the chat is the room’s chat', async () => {
    const said = `@[Ada Lind](${people.ada.userId}) <b>tea</b>?`;
    await procedure(hub, 'rooms.chat.send', { roomId, text: said }, people.cy.token);
    await ada.page.getByText('Cy Web: @Ada Lind <b>tea</b>?').first().waitFor();
    await ada.run('draftroom.showChat');
    const frame = ada.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await frame.getByText('<b>tea</b>?').waitFor();
    await frame.getByRole('textbox', { name: 'Write to the room' }).fill('yes @Cy');
    await frame.getByRole('option', { name: 'Cy Web' }).click();
    await frame.getByRole('textbox', { name: 'Write to the room' }).press('Enter');
    await frame.locator('article', { hasText: 'yes @Cy Web' }).waitFor();
    await photograph('chat');
    await web.page.getByRole('tab', { name: /^Chat/ }).click();
    await web.page.getByText('yes').first().waitFor();
  });

  it('[VSC-23, VSC-28, VSC-31] a thread begun in one window is in the other and in the web room, until it is removed', async () => {
    const words = 'Is this the right tide?';
    for (const person of [bo, ada]) await person.open(path, 0);
    await ada.page.keyboard.press('Shift+End');
    await ada.page.keyboard.press('Control+Alt+m');
    const input = ada.page.locator('.review-widget .comment-form .monaco-editor.focused');
    await input.waitFor();
    await ada.page.keyboard.type(`${words} @Bo`, { delay: 15 });
    await ada.page.locator('.suggest-widget .monaco-list-row', { hasText: 'Bo Falk' }).waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.press('Control+Enter');
    const said = (person: EditorPerson) => person.page.locator('.review-widget .comment-body', { hasText: words });
    await said(ada).waitFor();
    await bo.page.locator('.comments-panel .monaco-list-row', { hasText: words }).waitFor();
    const { items } = await call<{ items: { id: string }[] }>(
      hub,
      `GET rooms/${roomId}/threads`,
      undefined,
      people.bo.token,
    );
    await bo.run('draftroom.joinRoom', `${hub.url}/rooms/${roomId}?doc=${documentId}&thread=${items[0]?.id}`);
    await said(bo).getByText('@Bo Falk').waitFor();
    await web.page.getByRole('tab', { name: /^Threads/ }).click();
    await web.page.getByRole('list', { name: 'Threads' }).getByText(words).first().waitFor();
    await photograph('thread');
    await capture(web.page, { path: join(screens, 'thread-web.png') });
    await ada.page.locator('.review-widget .review-comment', { hasText: words }).hover();
    await ada.page.locator('.review-widget .review-comment .codicon-trash').click();
    await ada.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Remove' }).click();
    for (const person of [ada, bo]) await said(person).waitFor({ state: 'detached' });
    await until('the web has it no more', async () => (await web.page.getByText(words).count()) === 0);
  });

  it('[VSC-26] finds words in all documents and opens the place', async () => {
    const other = { kind: 'text', path: 'src/other.ts', content: otherText };
    await call(hub, `POST rooms/${roomId}/documents`, other, people.ada.token);
    void ada.run('draftroom.findInRoom', 'minutesToHigh');
    await ada.page.locator('.quick-input-list .monaco-list-row', { hasText: 'minutesToHigh' }).waitFor();
    await photograph('find');
    await ada.page.keyboard.press('Enter');
    await until('the place is open', async () => {
      const [start, end] = (await ada.document('src/other.ts'))?.selection ?? [0, 0];
      return otherText.slice(start, end) === 'minutesToHigh';
    });
  });

  it('[VSC-7] following goes where somebody goes, until one does something of one’s own', async () => {
    const shown = async (place: string) => (await bo.document(place))?.selection != null;
    await ada.open(path);
    await bo.open(path);
    await bo.run('draftroom.followPerson', { userId: people.ada.userId });
    await ada.open('src/other.ts', 4, 20);
    await until('bo is there, too', () => shown('src/other.ts'));
    await photograph('following');
    await bo.page.locator('.editor-instance .view-lines').first().click();
    await ada.open(path);
    await until('ada is back', async () => (await ada.document(path))?.selection != null);
    await sleep(1_000);
    expect(await shown('src/other.ts')).toBe(true);
  });
});
