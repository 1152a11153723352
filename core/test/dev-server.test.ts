/** What `npm run dev` puts in front of the hub: it hands on what is the hub's, and answers pages itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../src/sync/testing/test-engine.ts';
import { freePort } from '../src/testing/free-port.ts';
import { createTestHub, type TestHub } from '../src/testing/test-hub.ts';

/** With the configuration of the web; nothing is bundled before somebody asks for it. */
const script = `import { createServer } from 'vite';
  const optimizeDeps = { noDiscovery: true, include: [] };
  const server = await createServer({ optimizeDeps, server: { port: Number(process.env.WEB_PORT), strictPort: true, host: '127.0.0.1' } });
  await server.listen();`;

let hub: TestHub;
let web: string;
let end: () => Promise<void>;
beforeAll(async () => {
  const port = await freePort();
  web = `http://127.0.0.1:${port}`;
  hub = await createTestHub({ environment: { PUBLIC_URL: web } });
  const vite = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: new URL('../../web', import.meta.url),
    env: { ...process.env, WEB_PORT: String(port), DRAFTROOM_HUB: hub.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(vite, 'exit');
  end = async () => {
    vite.kill();
    await gone;
  };
  await until(async () => (await fetch(web).catch(() => null))?.ok === true, 'the server');
});
afterAll(async () => {
  await end();
  expect(hub.problems).toEqual([]);
  await hub.close();
});

test('files of designs come from the hub, and so does what other sites, mails and machines ask for', async () => {
  const ada = hub.as(await hub.person());
  const bytes = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h9v9z"/></svg>',
  );
  const { id } = await ada.direct.uploads.start({ name: 'a.svg', size: bytes.length });
  await ada.rest('PUT', `/api/v1/uploads/${id}/parts?offset=0`, { bytes });
  await hub.queue.settle();
  const design = { title: 'Sign', licence: 'MIT', visibility: 'public' } as const;
  const { id: designId, picture } = await ada.direct.designs.publish({ ...design, uploadIds: [id] });
  const shown = await fetch(web + picture?.url);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  const oembed = await fetch(`${web}/oembed?url=${encodeURIComponent(`${web}/designs/${designId}`)}`);
  expect(await oembed.json()).toMatchObject({ title: 'Sign', provider_url: web });
  for (const path of ['/unsubscribe', '/keep-account']) {
    const page = await fetch(`${web}${path}?token=unknown`);
    expect([path, page.status, page.headers.get('x-content-type-options')]).toEqual([path, 400, 'nosniff']);
  }
  expect(await (await fetch(`${web}/healthz`)).json()).toEqual({ status: 'up' });

  const player = await (await fetch(`${web}/embed/designs/${designId}?autoplay=1`)).text();
  expect(player).toContain('/src/embed/main.ts');
  const page = await (await fetch(`${web}/designs/${designId}`, { headers: { accept: 'text/html' } })).text();
  expect(page).toContain('/src/app/main.tsx');
});
