/**
 * `npm run bench -w web [-- --rounds 5 --shapes 5000]`: two people draw on boards full of shapes, in two real Chromium
 * windows with pointer events, once on plain Excalidraw, once bound to one document, in turns. Prints the frames of both
 * and what one moved shape costs on the wire. `-- recognition`: how long the recogniser of the page takes instead.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

if (process.argv.includes('recognition')) await import('./recognition.ts');

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    shapes: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '12' },
  },
});
const rounds = Number(values.rounds);
const shapes = Number(values.shapes);
const seconds = Number(values.seconds);
const outDir = join(import.meta.dirname, '../../.cache/bench/board');
/** A sync frame in front of an update: channel, type, kind, length. */
const framing = 5;

type Mode = 'plain' | 'bound';
type Kind = 'drag' | 'draw';

interface Measured {
  readonly frames: Readonly<Record<Kind, readonly number[]>>;
  readonly updates: readonly number[];
  readonly presence: number;
  readonly moved: number;
  readonly drawn: number;
}

interface BenchWindow {
  readonly bench: {
    ready(): boolean;
    place(shape: number): { x: number; y: number };
    moveFrom(kind: Kind, x: number, y: number): Promise<void>;
    start(): void;
    stop(): Measured;
    look(): { scene: string[]; elements: number };
  };
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves the page, and passes everything that one page sends on to the other. */
function serve(): Promise<Server> {
  const lines = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (path === '/line' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      lines.add(response);
      response.on('close', () => lines.delete(response));
      return;
    }
    if (path === '/line') {
      void buffer(request).then((bytes) => {
        const message = { ...Object.fromEntries(searchParams), body: bytes.toString('base64') };
        for (const line of lines) line.write(`data: ${JSON.stringify(message)}\n\n`);
        response.end();
      });
      return;
    }
    try {
      const name = path === '/' ? 'index.html' : path;
      const file = readFileSync(join(outDir, name));
      response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream');
      response.end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function open(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => (window as unknown as BenchWindow).bench?.ready() === true, null, {
    timeout: 180_000,
  });
  return page;
}

/** Drags shapes about and draws new ones until the time is up. */
async function draw(page: Page, first: number, time: number): Promise<void> {
  const end = Date.now() + time * 1_000;
  for (let i = 0; Date.now() < end; i++) {
    const { x, y } = await page.evaluate(
      (at) => (window as unknown as BenchWindow).bench.place(at),
      (first + i * 7) % shapes,
    );
    const kind = i % 2 === 0 ? 'drag' : 'draw';
    await page.keyboard.press(kind === 'drag' ? 'v' : 'r');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.evaluate(
      ([what, fromX, fromY]) => (window as unknown as BenchWindow).bench.moveFrom(what, fromX, fromY),
      [kind, x, y] as const,
    );
    await page.mouse.up();
    await page.keyboard.press('Escape');
  }
}

async function round(browser: Browser, port: number, mode: Mode): Promise<Measured[]> {
  const address = `http://127.0.0.1:${port}/?mode=${mode}&shapes=${shapes}`;
  const pages = [await open(browser, `${address}&me=1`), await open(browser, `${address}&me=2`)];
  // Fonts, caches and the compiler settle.
  await Promise.all(pages.map((page, i) => draw(page, i * Math.floor(shapes / 2), 3)));
  for (const page of pages) await page.evaluate(() => (window as unknown as BenchWindow).bench.start());
  await Promise.all(pages.map((page, i) => draw(page, 4 + i * Math.floor(shapes / 2), seconds)));
  const measured: Measured[] = [];
  for (const page of pages) measured.push(await page.evaluate(() => (window as unknown as BenchWindow).bench.stop()));
  if (mode === 'bound') await agree(pages);
  for (const page of pages) await page.context().close();
  return measured;
}

async function agree(pages: readonly Page[]): Promise<void> {
  for (let wait = 0; wait < 50; wait++) {
    const looks = [];
    for (const page of pages) looks.push(await page.evaluate(() => (window as unknown as BenchWindow).bench.look()));
    if (new Set(looks.map((look) => JSON.stringify(look))).size === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the boards do not show the same');
}

/** One shape is moved, and nothing else: what goes over the wire for it. */
async function oneMove(browser: Browser, port: number): Promise<number> {
  const page = await open(browser, `http://127.0.0.1:${port}/?mode=bound&shapes=50`);
  const { x, y } = await page.evaluate(() => (window as unknown as BenchWindow).bench.place(20));
  await page.keyboard.press('v');
  await page.evaluate(() => (window as unknown as BenchWindow).bench.start());
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 20, { steps: 10 });
  await page.mouse.up();
  await page.waitForTimeout(500);
  const { updates } = await page.evaluate(() => (window as unknown as BenchWindow).bench.stop());
  await page.context().close();
  if (updates.length === 0) throw new Error('nothing was moved');
  return updates.reduce((sum, size) => sum + size + framing, 0);
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), build: { outDir, emptyOutDir: true } });
const server = await serve();
const { port } = server.address() as AddressInfo;
// Two windows beside each other: neither is slowed down for being behind the other.
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
  ],
});
try {
  const medians: Record<Kind, Record<Mode, number[]>> = {
    drag: { plain: [], bound: [] },
    draw: { plain: [], bound: [] },
  };
  for (let i = 0; i < rounds; i++) {
    for (const mode of i % 2 === 0 ? (['plain', 'bound'] as const) : (['bound', 'plain'] as const)) {
      const measured = await round(browser, port, mode);
      const said = (['drag', 'draw'] as const).map((kind) => {
        const frames = measured.flatMap((one) => one.frames[kind]);
        medians[kind][mode].push(median(frames));
        return `${frames.length} frames of a ${kind}, median ${median(frames).toFixed(1)} ms`;
      });
      said.push(`${measured.map((one) => `${one.moved} moved and ${one.drawn} drawn`).join(', ')}`);
      const updates = measured.flatMap((one) => one.updates);
      if (mode === 'bound') said.push(`${updates.length} updates, median ${median(updates)} bytes`);
      console.log(`round ${i + 1} ${mode}: ${said.join('; ')}`);
    }
  }
  for (const [kind, { plain, bound }] of Object.entries(medians)) {
    const ratios = bound.map((one, i) => one / (plain[i] ?? Number.NaN));
    const all = ratios.map((one) => one.toFixed(2)).join(', ');
    console.log(`frame time of a ${kind}, bound to plain: ${median(ratios).toFixed(2)} (${all})`);
  }
  console.log(`one moved shape on the wire: ${await oneMove(browser, port)} bytes`);
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
process.exit();
