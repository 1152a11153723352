/**
 * `npm run bench -w web -- recognition [--rounds 40]`: how long one answer takes in real Chromium, through the worker,
 * on the strokes of the recorded flowchart: one stroke, one figure of one to four strokes, and the whole of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

type Strokes = readonly (readonly (readonly [number, number, number])[])[];

interface AskingWindow {
  ask(questions: readonly Strokes[]): Promise<number[]>;
}

const { values } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '40' } } });
const rounds = Number(values.rounds);
const here = import.meta.dirname;
const recorded = JSON.parse(readFileSync(join(here, '../../workers/fixtures/rough-flowchart.json'), 'utf8')) as {
  strokes: Strokes;
  figures: readonly { strokes: readonly number[] }[];
};
const figures = recorded.figures.map(({ strokes }) => strokes.flatMap((i) => recorded.strokes.slice(i, i + 1)));
const questions: Readonly<Record<string, readonly Strokes[]>> = {
  'one stroke': recorded.strokes.map((stroke) => [stroke]),
  'one figure': figures,
  'a flowchart of 32 strokes': [recorded.strokes],
};

const shared = { configFile: join(here, 'vite.config.ts'), root: join(here, 'recognition') };
const outDir = join(here, '../../.cache/bench/recognition');
await build({ ...shared, build: { outDir, emptyOutDir: true, minify: true } });
const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const address = server.resolvedUrls?.local[0];
if (address === undefined) throw new Error('no server');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'ask' in window);
  for (const [what, asked] of Object.entries(questions)) {
    const all = Array.from({ length: rounds + 3 }, () => asked);
    const times = await page.evaluate((list) => (window as unknown as AskingWindow).ask(list.flat()), all);
    // The first rounds warm the compiler up.
    const sorted = times.slice(3 * asked.length).sort((a, b) => a - b);
    const at = (share: number) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
    console.log(
      `${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms, first ${times[0]?.toFixed(1)} ms (${sorted.length})`,
    );
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit();
