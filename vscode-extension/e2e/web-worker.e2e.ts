/** The same source in the other extension host: a web worker without Node, as editors on the web have it. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HubProcess, signUp, startHub, until } from '../../web/e2e/harness.ts';
import { type BuiltExtension, buildExtension } from '../test/rig/build-extension.ts';
import { buildProbe } from '../test/rig/build-probe.ts';
import { EditorPerson } from '../test/rig/person.ts';
import { launchBrowser } from '../test/rig/window.ts';

let hub: HubProcess;
let browser: Browser;
let extension: BuiltExtension;
let ada: EditorPerson;

beforeAll(async () => {
  extension = buildExtension();
  hub = await startHub();
  browser = await launchBrowser();
  ada = await EditorPerson.start({
    browser,
    hub: hub.url,
    person: await signUp(hub, 'Ada Lind'),
    extension: extension.folder,
    probe: await buildProbe(),
    settings: { 'remote.extensionKind': { 'draftroom.draftroom-vscode': ['web'] } },
  });
  await ada.ready();
}, 120_000);

afterAll(async () => {
  await ada?.stop();
  await browser?.close();
  await hub?.stop();
  extension?.remove();
}, 60_000);

it('[VSC-27] starts in a web worker and answers its commands', async () => {
  let diagnostics = '';
  await until(
    'it runs there',
    async () => {
      await ada.run('draftroom.copyDiagnostics').catch(() => undefined);
      diagnostics = await ada.page.evaluate(() => navigator.clipboard.readText());
      return diagnostics.startsWith('extension:');
    },
    { timeout: 60_000, shown: () => diagnostics },
  );
  expect(diagnostics).toContain('host: "web worker"');
}, 90_000);
