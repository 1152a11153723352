/**
 * What a visitor's browser loads before the first page stands: the entry, the route of the welcome page, and every
 * static import of both, gzipped. Fails above the budget, or when something heavy slipped in. Run after `vite build`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

const budget = 150 * 1024;
const heavy = /node_modules\/(?:zod|monaco-editor|yjs|lib0|y-protocols|y-monaco|@excalidraw|three)\//;

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

const dist = process.argv[2] ?? join(import.meta.dirname, 'dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
const size = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;

function staticFiles(keys: readonly string[]): { scripts: Set<string>; styles: Set<string> } {
  const seen = new Set<string>();
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const queue = [...keys];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`no ${key} in the manifest: did a file move?`);
    scripts.add(chunk.file);
    for (const file of chunk.css ?? []) styles.add(file);
    queue.push(...(chunk.imports ?? []));
  }
  return { scripts, styles };
}

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const named = Object.keys(manifest).filter((key) => key.endsWith('.js') && page.includes(`/${manifest[key]?.file}"`));
if (named.length === 0) throw new Error('index.html names no script');
const first = staticFiles([...named, 'src/features/welcome/WelcomePage.tsx']);
first.scripts.add('first-paint.js');
let total = 0;
for (const file of first.scripts) {
  total += size(file);
  console.log(`${kilobytes(size(file)).padStart(9)}  ${file}`);
}
console.log(`${kilobytes(total).padStart(9)}  JavaScript of the first page, gzipped (at most ${kilobytes(budget)})`);
const styles = [...first.styles].reduce((sum, file) => sum + size(file), 0);
console.log(`${kilobytes(styles).padStart(9)}  its style sheets`);

const modules = readFileSync(join(dist, '.vite/modules.json'), 'utf8');
const byFile = JSON.parse(modules) as Record<string, string[]>;
const tooHeavy = [...first.scripts].flatMap((file) => (byFile[file] ?? []).filter((id) => heavy.test(id)));
if (tooHeavy.length > 0) console.error(`Too heavy for the first page: ${tooHeavy.join(', ')}`);
if (total > budget) console.error(`The first page is ${kilobytes(total - budget)} too large.`);
if (total > budget || tooHeavy.length > 0) process.exitCode = 1;
