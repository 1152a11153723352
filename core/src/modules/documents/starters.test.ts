import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { checkPath, PathSet } from './paths.ts';
import { starterDocuments, starterTemplates } from './starters.ts';

const run = promisify(execFile);

async function inFolder(template: 'typescript' | 'python', work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'draftroom-starter-'));
  try {
    for (const { path, content } of starterDocuments(template)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('starter documents', () => {
  test.each(starterTemplates)('%s: valid paths, no clash, LF line ends', (template) => {
    const paths = new PathSet();
    for (const { path, content } of starterDocuments(template)) {
      expect(checkPath(path)).toEqual({ ok: true, path });
      expect(paths.clash(path)).toBeNull();
      paths.add(path);
      expect(content).toMatch(/\n$/);
      expect(content).not.toContain('\r');
    }
  });

  test('typescript runs, and so do its tests', async () => {
    await inFolder('typescript', async (folder) => {
      const env = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' };
      const { stdout } = await run(process.execPath, ['src/main.ts', 'README.md'], { cwd: folder, env });
      expect(stdout).toMatch(/^\s+\d+ \w+/);
      await run(process.execPath, ['--test'], { cwd: folder, env });
    });
  });

  test('python runs, and so do its tests', async (context) => {
    const found = await run('python3', ['--version']).catch(() => null);
    if (found === null) return context.skip();
    await inFolder('python', async (folder) => {
      await run('python3', ['reading_list.py', 'add', 'Emma'], { cwd: folder });
      expect((await run('python3', ['reading_list.py', 'show'], { cwd: folder })).stdout).toBe('  1  Emma\n');
      await run('python3', ['-m', 'unittest'], { cwd: folder });
    });
  });

  test('the page has the elements that its script asks for', () => {
    const files = new Map(starterDocuments('web').map(({ path, content }) => [path, content]));
    const html = files.get('index.html') ?? '';
    for (const [, id] of files.get('main.js')?.matchAll(/querySelector\('#(\w+)'\)/g) ?? [])
      expect(html).toContain(`id="${id}"`);
    for (const [, name] of html.matchAll(/(?:src|href)="([^"]+)"/g)) expect(files.has(name ?? '')).toBe(true);
  });
});
