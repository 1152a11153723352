import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextChanged } from '../text-binding/editor-text.ts';
import { NodeDisk } from './disk/node-disk.ts';
import { DiskText } from './disk-text.ts';
import { readFileText } from './text-format.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const insertAt = (line: number, character: number, text: string) => ({
  start: { line, character },
  end: { line, character },
  text,
});

let root: string;
let disk: NodeDisk;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'draftroom-disk-'));
  disk = new NodeDisk(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const put = (path: string, text: string) => writeFileSync(join(root, path), text);
const get = (path: string) => readFileSync(join(root, path), 'utf8');

async function open(path: string) {
  const file = readFileText((await disk.read(path)) ?? bytes(''));
  if (file === null) throw new Error('a text');
  const changes: TextChanged[] = [];
  const gone: string[] = [];
  const events = {
    changed: (event: TextChanged) => void changes.push(event),
    gone: () => void gone.push(path),
    wrote: () => undefined,
  };
  return { text: new DiskText({ disk, path, file, events }), changes, gone };
}

describe('[SHARE-3] a file as a text to be kept in step', () => {
  it('is written when it says what was read, and tells of it like an editor', async () => {
    put('a.txt', 'one\r\ntwo\r\n');
    const { text, changes } = await open('a.txt');
    expect([text.read(), text.version]).toEqual(['one\ntwo\n', 1]);
    expect(await text.apply([insertAt(1, 3, ' and\nthree')])).toBe(true);
    expect(get('a.txt')).toBe('one\r\ntwo and\r\nthree\r\n');
    expect(changes.map(({ version }) => version)).toEqual([2]);
    expect(await text.apply([insertAt(0, 0, '')])).toBe(true);
    expect(changes).toHaveLength(1);
  });

  it('is left alone and read again when it says something else', async () => {
    put('a.txt', 'one\n');
    const { text, changes } = await open('a.txt');
    put('a.txt', 'one\nby another program\n');
    expect(await text.apply([insertAt(0, 3, '!')])).toBe(false);
    expect(get('a.txt')).toBe('one\nby another program\n');
    expect([text.read(), text.version, changes.length]).toEqual(['one\nby another program\n', 2, 1]);
    expect(await text.apply([insertAt(0, 3, '!')])).toBe(true);
    expect(get('a.txt')).toBe('one!\nby another program\n');
  });

  it('takes no edit that was made for what it said before', async () => {
    put('a.txt', 'one\n');
    const { text } = await open('a.txt');
    put('a.txt', 'zero\none\n');
    const reread = text.reread();
    expect(await text.apply([insertAt(0, 3, '!')])).toBe(false);
    await reread;
    expect(get('a.txt')).toBe('zero\none\n');
  });

  it('says when it has gone, or is no text any more', async () => {
    put('a.txt', 'one\n');
    const { text, gone } = await open('a.txt');
    writeFileSync(join(root, 'a.txt'), Uint8Array.of(0, 1));
    await text.reread();
    rmSync(join(root, 'a.txt'));
    expect(await text.apply([insertAt(0, 0, 'x')])).toBe(false);
    expect(gone).toHaveLength(2);
    expect(await disk.stat('a.txt')).toBeNull();
  });
});

describe('[SHARE-2] a disk', () => {
  it('is never left by a path or a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'draftroom-outside-'));
    writeFileSync(join(outside, 'x.txt'), 'far');
    symlinkSync(outside, join(root, 'link'));
    symlinkSync(join(outside, 'x.txt'), join(root, 'x.txt'));
    mkdirSync(join(root, 'a'));
    for (const path of ['link/x.txt', 'x.txt', '../x.txt', '/x.txt', 'a/../../x.txt', 'a/./b']) {
      expect(await disk.read(path), path).toBeNull();
      expect(await disk.write(path, bytes('evil'), null), path).toBe(false);
      expect(await disk.write(path, bytes('evil'), bytes('far')), path).toBe(false);
      await disk.remove(path);
    }
    expect(await disk.move('a/none', 'link/b')).toBe(false);
    expect(readFileSync(join(outside, 'x.txt'), 'utf8')).toBe('far');
    const { files, links } = await disk.list(() => true);
    expect([files, links]).toEqual([[], ['link', 'x.txt']]);
    rmSync(outside, { recursive: true });
  });

  it('gets no second file that differs in case or form only, and finds names of another form', async () => {
    put('Readme.md', 'x');
    writeFileSync(join(root, 'u\u0308ber.txt'), 'decomposed');
    mkdirSync(join(root, 'Src'));
    for (const path of ['README.md', 'src/a.ts', 'Readme.md/a', '\u00fcber.txt']) {
      expect(await disk.obstacle(path), path).not.toBeNull();
      expect(await disk.write(path, bytes('y'), null), path).toBe(false);
    }
    expect(new TextDecoder().decode((await disk.read('\u00fcber.txt')) ?? undefined)).toBe('decomposed');
    expect(await disk.write('\u00fcber.txt', bytes('new'), bytes('decomposed'))).toBe(true);
    expect(get('u\u0308ber.txt')).toBe('new');
    expect(await disk.move('Readme.md', 'README.md')).toBe(true);
    expect((await disk.list(() => true)).files.map(({ path }) => path)).toEqual(['README.md', '\u00fcber.txt']);
  });
});
