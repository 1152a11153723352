import { chromium } from 'playwright-core';
import { readFileSync, statSync } from 'node:fs';
const u = (n) => `/play/${n}`;
const id = '0190aaaa-0000-7000-8000-000000000001';
const person = { userId: '0190aaaa-0000-7000-8000-000000000009', name: 'Ada Berg', colour: 'cobalt', avatarId: null };
const f = (path, kind, url, facts = {}, mediaType = '') => ({ path, kind, mediaType, size: 12000, url, assetId: url, documentId: null, facts });
const files = [f('garage/building.glb', 'model', u('kenney-city/building-garage.glb'), { triangles: 196 }), f('garage/Textures/colormap.png', 'image', u('kenney-city/Textures/colormap.png'), { width: 512, height: 512 }), f('plan.excalidraw', 'drawing', u('dexter-wireframe.excalidraw')), f('src/time.ts', 'code', u('time.txt'), { language: 'typescript', lines: 30 })];
const picture = { url: u('poster.png'), width: 1100, height: 700, thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI', sizes: [] };
const facts = { files: 4, bytes: 184000, triangles: 196, elements: { rectangle: 12, arrow: 4 }, languages: [{ language: 'typescript', lines: 30 }], colours: ['orange', 'blue'], palette: ['#f6a04d', '#bcc6ea', '#4b4d55', '#ffffff'], missing: [] };
const rel = (seq, fs = files) => ({ id: `r${seq}`, seq, notes: seq === 1 ? '' : 'The door opens to the other side, and the sign is larger.', licence: 'CC-BY-4.0', createdAt: new Date(Date.now() - (4 - seq) * 864e5).toISOString(), picture, facts, designId: id, files: fs });
const long = process.env.LONG;
const design = { id, title: long ? 'An extraordinarily long title of a design that somebody wrote without thinking of the people who read it on a telephone, with Donaudampfschifffahrtsgesellschaft' : 'Corner garage', author: person, licence: 'CC-BY-4.0', visibility: process.env.VIS ?? 'public', standing: process.env.STANDING ?? 'visible', tags: long ? Array.from({ length: 12 }, (_, i) => `a-rather-long-tag-${i}`) : ['low-poly', 'city', 'garage'], kinds: ['model'], picture, likeCount: 1234, saveCount: 56, remixCount: 0, commentCount: 2, critiqueCount: 1, publishedAt: new Date(Date.now() - 2 * 864e5).toISOString(), createdAt: new Date().toISOString(), liked: false, saved: true, description: 'A garage for the **corner plot**. Made to be read from far away.\n\n## How it is built\n\n- one mesh, 196 triangles\n- one texture of 512 pixels\n\n[The kit](https://example.org) and <script>alert(1)</script> and [bad](javascript:alert(1)) ![pic](https://example.org/x.png)\n\n```\nnpm run build\n```', roomId: null, rubricId: null, release: rel(3), releases: [rel(3), rel(2), rel(1)], madeFrom: [{ design: { id, title: 'City kit', author: { ...person, name: 'Ben Okafor' } }, licence: 'CC0-1.0', releaseSeq: 2 }, { design: null, licence: 'MIT', releaseSeq: 1 }], following: false, rights: { edit: !!process.env.MINE, comment: true, react: true, remix: true, resolve: false, moderate: false }, statementId: process.env.STANDING ? id : null };
const changed = { ...files[3], assetId: 'other', url: u('time2.txt') };
const oldPic = { ...files[1], assetId: 'o', url: u('poster.png') };
const data = { 'accounts.me': { user: null, providers: [], oauth: [] }, 'designs.get': design, 'designs.release': (i) => rel(i.seq), 'designs.remixes': { items: [], nextCursor: null }, 'designs.diff': { files: [{ path: 'src/time.ts', change: 'changed', before: changed, after: files[3] }, { path: files[1].path, change: 'changed', before: oldPic, after: files[1] }, { path: files[0].path, change: 'changed', before: files[0], after: files[0] }, { path: files[2].path, change: 'same', before: files[2], after: files[2] }, { path: 'new.zip', change: 'added', before: null, after: f('new.zip', 'archive', u('x')) }] } };
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
const jobs = JSON.parse(process.argv[2]);
for (const j of jobs) {
  const c = await b.newContext({ viewport: { width: j.w ?? 1280, height: j.h ?? 900 }, colorScheme: j.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  const p = await c.newPage();
  p.on('pageerror', (e) => console.log('pageerror', e.message.slice(0, 300)));
  p.on('console', (m) => m.type() === 'error' && !/Failed to load|WebSocket|esm.sh/.test(m.text()) && console.log('console', m.text().slice(0, 250)));
  await p.route('**/trpc/**', (route) => {
    const url = new URL(route.request().url());
    const names = url.pathname.replace('/trpc/', '').split(',');
    const input = JSON.parse(url.searchParams.get('input') ?? '{}');
    const body = names.map((n, i) => { const d = data[n]; if (d === undefined) console.log('no mock', n); return { result: { data: typeof d === 'function' ? d(input[i]) : d ?? null } }; });
    return route.fulfill({ contentType: 'application/json', body: JSON.stringify(url.searchParams.has('batch') ? body : body[0]) });
  });
  await p.goto(`http://127.0.0.1:5391/designs/${id}${j.q ?? ''}`);
  await p.waitForTimeout(j.t ?? 4000);
  for (const s of j.sel ?? []) { await p.click(s).catch((e) => console.log(e.message.slice(0, 200))); await p.waitForTimeout(j.after ?? 600); }
  if (j.axe) {
    const src = readFileSync('../node_modules/axe-core/axe.min.js', 'utf8');
    const r = await p.evaluate(async (src) => { const m = {}; new Function('module', src + ';'); const { run } = new Function(`${src};return axe`)(); const v = await run(document); return [...v.violations.map((x) => x.id + ': ' + x.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.failureSummary ?? '').split('\n')[1]).join(' | ')), document.documentElement.scrollWidth > innerWidth ? 'wide' : '']; }, src);
    console.log(j.out, JSON.stringify(r));
  }
  await p.screenshot({ path: `/tmp/vw/${j.out}.png`, fullPage: !!j.full });
  await c.close();
}
await b.close();
