import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubClientError } from '@draftroom/core/client/hub-client-error';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub, type TestRoom } from '../../../core/src/testing/test-hub.ts';
import type { TestPerson } from '../../../core/src/testing/test-people.ts';
import { SharedWindow, type SharedWindowOptions } from './testing/shared-window.ts';

let hub: TestHub;
const windows: SharedWindow[] = [];
beforeAll(async () => {
  // By the dates of changes a window that comes back knows where to look.
  hub = await createTestHub({ clock: { now: Date.now } });
});
afterEach(async () => {
  for (const window of windows) await window.close();
  for (const window of windows.splice(0)) window.removeFolder();
});
afterAll(async () => {
  expect(hub.problems).toEqual([]);
  await hub.close();
});

async function share(
  room: TestRoom,
  { person = room.editor, ...options }: SharedWindowOptions & { person?: TestPerson } = {},
): Promise<SharedWindow> {
  const window = await SharedWindow.open(hub, person, room.id, options);
  windows.push(window);
  await window.folder.lookAtAll();
  return window;
}

const tree = async (room: TestRoom) => {
  const { documents, files } = await hub.as(room.owner).direct.documents.list({ roomId: room.id });
  return [...documents.map(({ path }) => path), ...files.map(({ path }) => path)].sort();
};
const idOf = async (room: TestRoom, path: string) => {
  const { documents } = await hub.as(room.owner).direct.documents.list({ roomId: room.id });
  return documents.find((document) => document.path === path)?.id ?? '';
};
const contentAt = async (room: TestRoom, path: string) => {
  const documentId = await idOf(room, path);
  return documentId === '' ? null : await hub.as(room.owner).direct.documents.content({ documentId });
};
const put = (room: TestRoom, path: string, text: string) =>
  hub.as(room.owner).rest('POST', `/api/v1/rooms/${room.id}/files?replace=1&path=${encodeURIComponent(path)}`, {
    bytes: new TextEncoder().encode(text),
  });

describe('[SHARE-1] a folder and a room', () => {
  it('get what the other has, and what changes later, both ways', async () => {
    const room = await hub.room();
    const window = await share(room, {
      files: { 'src/main.ts': 'one\n', 'logo.bin': Uint8Array.of(0, 1, 2), 'empty.txt': '' },
    });
    await expect.poll(() => tree(room)).toEqual(['empty.txt', 'logo.bin', 'notes.md', 'src/main.ts']);
    await expect.poll(() => window.read('notes.md')).toBe('hello\n');
    expect(await contentAt(room, 'src/main.ts')).toBe('one\n');

    window.write('src/main.ts', 'one\ntwo\n');
    await expect.poll(() => contentAt(room, 'src/main.ts')).toBe('one\ntwo\n');
    await put(room, 'src/main.ts', 'zero\none\ntwo\n');
    await expect.poll(() => window.read('src/main.ts')).toBe('zero\none\ntwo\n');

    window.write('later/new.md', 'new\n');
    await expect.poll(() => contentAt(room, 'later/new.md')).toBe('new\n');
    await put(room, 'from/room.md', 'theirs\n');
    await expect.poll(() => window.read('from/room.md')).toBe('theirs\n');

    window.write('logo.bin', Uint8Array.of(0, 9));
    await expect
      .poll(async () => (await hub.as(room.owner).direct.documents.list({ roomId: room.id })).files[0]?.size)
      .toBe(2);
    await hub
      .as(room.owner)
      .rest('POST', `/api/v1/rooms/${room.id}/files?replace=1&path=logo.bin`, { bytes: Uint8Array.of(0, 7, 7) });
    await expect.poll(() => readFileSync(window.path('logo.bin')).length).toBe(3);
    await expect.poll(() => window.folder.state.inStep).toBe(true);
    expect(window.problems).toEqual([]);
  });

  it('keep documents over a rename on either side, and follow what is removed', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'a.txt': 'first\n', 'b.txt': 'second\n', 'c.txt': 'third\n' } });
    await expect.poll(() => tree(room)).toEqual(['a.txt', 'b.txt', 'c.txt', 'notes.md']);
    const id = await idOf(room, 'a.txt');
    renameSync(window.path('a.txt'), window.path('renamed.txt'));
    await expect.poll(() => idOf(room, 'renamed.txt')).toBe(id);
    await hub.as(room.owner).direct.documents.move({ documentId: id, path: 'deep/er/again.txt' });
    await expect.poll(() => window.files()).toEqual(['b.txt', 'c.txt', 'deep/er/again.txt', 'notes.md']);
    window.remove('b.txt');
    await expect.poll(() => tree(room)).not.toContain('b.txt');
    await hub.as(room.owner).direct.documents.remove({ documentId: await idOf(room, 'c.txt') });
    await expect.poll(() => window.read('c.txt')).toBeNull();
    expect(window.copies).toEqual([{ path: 'c.txt', text: 'third\n' }]);
    expect(window.problems).toEqual([]);
  });
});

describe('[SHARE-1] what the disk tells of', () => {
  it('is looked at only where something of it can be shared', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { '.gitignore': 'out/\n*.log\n', 'there/a.txt': 'a\n' } });
    await expect.poll(() => tree(room)).toContain('there/a.txt');
    await expect.poll(() => window.folder.state.inStep).toBe(true);
    const outside = mkdtempSync(join(tmpdir(), 'draftroom-outside-'));
    writeFileSync(join(outside, 'far.txt'), 'far\n');
    const looked: (string | undefined)[] = [];
    const list = window.disk.list.bind(window.disk);
    window.disk.list = (enters, from) => {
      looked.push(from);
      return list(enters, from);
    };
    for (const path of ['.git/index', '.git', 'out', 'out/a.js', 'node_modules/p', 'there/a.txt']) {
      window.folder.lookBelow(path);
    }
    renameSync(outside, window.path('came'));
    window.folder.lookBelow('came');
    await expect.poll(() => contentAt(room, 'came/far.txt')).toBe('far\n');
    // What came in it may have been told of as well.
    expect(looked.filter((from) => from?.startsWith('came') !== true)).toEqual([]);
    expect(window.problems).toEqual([]);
  });
});

describe('[SHARE-1] what changes in the room while it is taken up', () => {
  /** Resolves when the window has heard of a change: it has asked on the same socket before. */
  const heard = (window: SharedWindow, room: TestRoom) =>
    new Promise<void>((resolve) => {
      const changes = window.room.client.trpc.documents.changes.subscribe(
        { roomId: room.id },
        {
          onData: (change) => {
            if (change.type !== 'changed') return;
            changes.unsubscribe();
            resolve();
          },
        },
      );
    });

  it('comes here, when it is new in the room', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'there.txt': 'x\n' } });
    await expect.poll(() => tree(room)).toContain('there.txt');
    await expect.poll(() => window.folder.state.inStep).toBe(true);
    const { facts } = window.room;
    const refresh = facts.refresh.bind(facts);
    facts.refresh = async () => {
      facts.refresh = refresh;
      const told = heard(window, room);
      await put(room, 'new.txt', 'one\ntwo\n');
      await told;
      await refresh();
    };
    window.write('new.txt', 'one\n');
    await expect.poll(() => window.read('new.txt')).toBe('one\ntwo\n');
    expect(window.problems).toEqual([]);
  });

  it('comes here, when it replaces a file that was just sent', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'logo.bin': Uint8Array.of(0, 1, 2) } });
    await expect.poll(() => tree(room)).toContain('logo.bin');
    await expect.poll(() => window.folder.state.inStep).toBe(true);
    const { facts } = window.room;
    const refresh = facts.refresh.bind(facts);
    facts.refresh = async () => {
      facts.refresh = refresh;
      await hub
        .as(room.owner)
        .rest('POST', `/api/v1/rooms/${room.id}/files?replace=1&path=logo.bin`, { bytes: Uint8Array.of(0, 7, 7, 7) });
      await refresh();
    };
    window.write('logo.bin', Uint8Array.of(0, 9));
    await expect.poll(() => readFileSync(window.path('logo.bin')).length).toBe(4);
    expect(window.problems).toEqual([]);
  });

  it('comes here, when it is new on the disk', async () => {
    const room = await hub.room();
    const window = await share(room);
    await expect.poll(() => window.read('notes.md')).toBe('hello\n');
    const write = window.disk.write.bind(window.disk);
    window.disk.write = async (...args) => {
      window.disk.write = write;
      const told = heard(window, room);
      await put(room, 'theirs.txt', 'one\ntwo\n');
      await told;
      return await write(...args);
    };
    await put(room, 'theirs.txt', 'one\n');
    await expect.poll(() => window.read('theirs.txt')).toBe('one\ntwo\n');
    expect(window.problems).toEqual([]);
  });
});

describe('[SHARE-3] what a file is', () => {
  it('keeps its line ends, its mark and its mode', async () => {
    const room = await hub.room();
    const window = await share(room, {
      files: { 'crlf.txt': '\ufeffone\r\ntwo\r\n', 'mixed.txt': 'a\r\nb\nc\r\n', 'run.sh': '#!/bin/sh\n' },
    });
    chmodSync(window.path('run.sh'), 0o755);
    // Files come to the room in no fixed order.
    await expect.poll(() => tree(room)).toEqual(['crlf.txt', 'mixed.txt', 'notes.md', 'run.sh']);
    expect(await contentAt(room, 'crlf.txt')).toBe('one\ntwo\n');
    await put(room, 'crlf.txt', 'one\nand a half\ntwo\n');
    await put(room, 'mixed.txt', 'a\nb\nc\nd\n');
    await put(room, 'run.sh', '#!/bin/sh\necho\n');
    await expect.poll(() => window.read('crlf.txt')).toBe('\ufeffone\r\nand a half\r\ntwo\r\n');
    await expect.poll(() => window.read('mixed.txt')).toBe('a\r\nb\nc\r\nd\r\n');
    await expect.poll(() => window.read('run.sh')).toBe('#!/bin/sh\necho\n');
    expect(statSync(window.path('run.sh')).mode & 0o777).toBe(0o755);
  });
});

describe('[SHARE-2] what stays where it is', () => {
  it('is what rules, names and contents keep back, in both directions', async () => {
    const room = await hub.room();
    const outside = mkdtempSync(join(tmpdir(), 'draftroom-outside-'));
    writeFileSync(join(outside, 'far.txt'), 'far');
    const window = await share(room, {
      files: {
        '.gitignore': '*.log\n/out/\n!keep.log\n',
        'a.log': 'x',
        'keep.log': 'x',
        'out/b.js': 'x',
        '.env.local': 'A=1',
        id_rsa: 'x',
        'node_modules/p/index.js': 'x',
        'innocent.txt': `-----BEGIN RSA ${'PRIVATE'} KEY-----\n`,
        'packages/.gitignore': 'made.ts\n',
        'packages/made.ts': 'x',
        'packages/real.ts': 'x',
      },
    });
    symlinkSync(outside, window.path('link'));
    symlinkSync(join(outside, 'far.txt'), window.path('far.txt'));
    await window.folder.lookAtAll();
    const shared = ['.gitignore', 'keep.log', 'notes.md', 'packages/.gitignore', 'packages/real.ts'];
    await expect.poll(() => tree(room)).toEqual(shared);
    for (const path of ['.env', 'link/evil.txt', 'out/c.js', '.vscode/tasks.json', 'FAR.txt', 'far.txt', 'Keep.log2']) {
      await put(room, path, 'theirs');
    }
    // The room takes back the rule: what it kept here stays here.
    await put(room, '.gitignore', '');
    await expect.poll(() => window.read('.gitignore')).toBe('');
    await expect.poll(() => window.read('Keep.log2')).toBe('theirs');
    await window.folder.lookAtAll();
    await window.folder.idle();
    const taken = await tree(room);
    for (const path of ['a.log', 'out/b.js', 'id_rsa', 'innocent.txt', '.env.local']) expect(taken).not.toContain(path);
    for (const path of ['.env', 'out/c.js', '.vscode/tasks.json']) expect(window.read(path)).toBeNull();
    expect(window.read('far.txt')).toBe('far');
    expect(readFileSync(join(outside, 'far.txt'), 'utf8')).toBe('far');
    expect(() => statSync(join(outside, 'evil.txt'))).toThrow();
    expect(window.folder.state.heldBack.get('innocent.txt')).toBe('secretInside');
    rmSync(outside, { recursive: true });
  });

  it('is shared when its owner has ticked it on', async () => {
    const room = await hub.room();
    const key = (more: string) => new TextEncoder().encode(`-----BEGIN ${'PRIVATE'} KEY-----\n\0${more}`);
    const window = await share(room, {
      added: ['.env.example', 'key.bin'],
      removed: ['mine.txt'],
      files: { '.env.example': 'A=\n', 'mine.txt': 'x', 'key.bin': key('') },
    });
    await expect.poll(() => contentAt(room, '.env.example')).toBe('A=\n');
    await expect.poll(() => tree(room)).toEqual(['.env.example', 'key.bin', 'notes.md']);
    await expect.poll(() => window.folder.state.inStep).toBe(true);
    window.write('key.bin', key('more'));
    await expect
      .poll(async () => (await hub.as(room.owner).direct.documents.list({ roomId: room.id })).files[0]?.size)
      .toBe(key('more').length);
  });
});

describe('[SHARE-9] what the disk refuses', () => {
  it('is held back, and everything else stays in step', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'here.txt': 'x\n' } });
    await expect.poll(() => tree(room)).toContain('here.txt');
    // 100 letters for the room, and more bytes than the disk takes in a name.
    const long = '\u6587'.repeat(100);
    await put(room, long, 'theirs\n');
    await put(room, 'after.txt', 'after\n');
    await expect.poll(() => window.read('after.txt')).toBe('after\n');
    window.write('here.txt', 'x\ny\n');
    await expect.poll(() => contentAt(room, 'here.txt')).toBe('x\ny\n');
    await expect.poll(() => window.folder.state.inStep).toBe(true);
    expect([...window.folder.state.heldBack]).toEqual([[long, 'disk']]);
    expect(window.folder.state.mode).toBe('both');
    expect(await tree(room)).toContain(long);
    expect(window.problems).toEqual([expect.stringContaining('ENAMETOOLONG')]);
  });
});

describe('[SHARE-4] nothing is written over silently', () => {
  it('asks once where both sides differ, and does as it is told', async () => {
    for (const answer of ['room', 'mine', 'later'] as const) {
      const room = await hub.room();
      const asked: string[] = [];
      const differ = async (paths: readonly string[]) => {
        asked.push(...paths);
        return answer;
      };
      const window = await share(room, { files: { 'notes.md': 'mine\n' }, people: { differ } });
      await expect.poll(() => asked).toEqual(['notes.md']);
      if (answer === 'room') {
        await expect.poll(() => window.read('notes.md')).toBe('hello\n');
        expect(window.copies).toEqual([{ path: 'notes.md', text: 'mine\n' }]);
      } else if (answer === 'mine') await expect.poll(() => contentAt(room, 'notes.md')).toBe('mine\n');
      else {
        await window.folder.lookAtAll();
        await window.folder.idle();
        expect([window.read('notes.md'), await contentAt(room, 'notes.md')]).toEqual(['mine\n', 'hello\n']);
        expect(await window.folder.roomText('notes.md')).toBe('hello\n');
        window.folder.decide('notes.md', 'room');
        await expect.poll(() => window.read('notes.md')).toBe('hello\n');
        expect(window.copies).toEqual([{ path: 'notes.md', text: 'mine\n' }]);
      }
      expect(asked).toEqual(['notes.md']);
    }
  });

  it.each([1, 25])('asks also when others make one of %i files while ours are sent', async (count) => {
    const room = await hub.room();
    const asked: string[] = [];
    const answer = Promise.withResolvers<'room'>();
    const differ = (paths: readonly string[]) => {
      asked.push(...paths);
      return answer.promise;
    };
    const window = await share(room, { people: { differ } });
    await expect.poll(() => window.read('notes.md')).toBe('hello\n');
    await window.folder.idle();
    const read = window.disk.read.bind(window.disk);
    // Files are read when it has been seen that the room has none of that name.
    window.disk.read = async (path) => {
      if (!path.startsWith('new/')) return await read(path);
      window.disk.read = read;
      await put(room, 'new/0.md', 'theirs\n');
      return await read(path);
    };
    for (let at = 0; at < count; at++) window.write(`new/${at}.md`, `mine ${at}\n`);
    await expect.poll(() => asked).toEqual(['new/0.md']);
    await expect.poll(async () => (await tree(room)).length).toBe(count + 1);
    expect(window.folder.state.heldBack.get('new/0.md')).toBe('differs');
    await put(room, 'new/0.md', 'theirs, too\n');
    await window.folder.lookAtAll();
    await window.folder.idle();
    expect([window.read('new/0.md'), await contentAt(room, 'new/0.md')]).toEqual(['mine 0\n', 'theirs, too\n']);
    expect(window.copies).toEqual([]);
    answer.resolve('room');
    await expect.poll(() => window.read('new/0.md')).toBe('theirs, too\n');
    expect(window.copies).toEqual([{ path: 'new/0.md', text: 'mine 0\n' }]);
    expect(window.problems).toEqual([]);
  });

  it('learns what others made while the hub was away before it sends anything', async () => {
    const room = await hub.room();
    const window = await share(room);
    await expect.poll(() => window.read('notes.md')).toBe('hello\n');
    await window.folder.idle();
    const steps: string[] = [];
    const read = window.disk.read.bind(window.disk);
    const refresh = window.room.facts.refresh.bind(window.room.facts);
    window.room.facts.refresh = () => {
      steps.push('refresh');
      return refresh();
    };
    window.disk.read = async (path) => {
      if (path === 'new.md') steps.push('read');
      if (path === 'new.md' && steps.length === 1) throw new HubClientError({ code: 'unreachable' });
      return await read(path);
    };
    window.write('new.md', 'new\n');
    await expect.poll(() => contentAt(room, 'new.md')).toBe('new\n');
    expect(steps.slice(0, 3)).toEqual(['read', 'refresh', 'read']);
    expect(window.problems).toEqual([]);
  });

  it('asks before many go, and can bring them back', async () => {
    for (const answer of ['follow', 'bringBack'] as const) {
      const room = await hub.room();
      const asked: [number, string][] = [];
      const manyGone = async (count: number, where: 'here' | 'room') => {
        asked.push([count, where]);
        return answer;
      };
      const files = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`many/${at}.txt`, `${at}\n`]));
      const window = await share(room, { files, people: { manyGone } });
      await expect.poll(() => window.record.items.length).toBe(10);
      await hub.as(room.owner).direct.documents.removeFolder({ roomId: room.id, path: 'many' });
      await expect.poll(() => asked).toEqual([[9, 'room']]);
      if (answer === 'follow') {
        await expect.poll(() => window.files()).toEqual(['notes.md']);
        expect(window.copies).toHaveLength(9);
        continue;
      }
      await expect.poll(async () => (await tree(room)).length).toBe(10);
      await expect.poll(() => window.record.items.length).toBe(10);
      expect(window.files()).toHaveLength(10);
      rmSync(window.path('many'), { recursive: true });
      await expect.poll(() => asked.at(-1)).toEqual([9, 'here']);
      await expect.poll(() => window.files().length).toBe(10);
    }
  });

  it('keeps what was changed here and removed there', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'a.txt': 'first\n' } });
    await expect.poll(() => contentAt(room, 'a.txt')).toBe('first\n');
    const id = await idOf(room, 'a.txt');
    await window.close();
    windows.length = 0;
    await hub.as(room.owner).direct.documents.remove({ documentId: id });
    writeFileSync(window.path('a.txt'), 'first\nsecond\n');
    await share(room, { after: window });
    await expect.poll(() => contentAt(room, 'a.txt')).toBe('first\nsecond\n');
  });
});

describe('[SHARE-5] a window that comes back', () => {
  it('merges what was changed on both sides meanwhile', async () => {
    const room = await hub.room();
    const before = await share(room, {
      files: { 'a.txt': 'one\ntwo\nthree\n', 'gone.txt': 'x\n', 'same.txt': 'same\n' },
    });
    await expect.poll(() => tree(room)).toEqual(['a.txt', 'gone.txt', 'notes.md', 'same.txt']);
    await expect.poll(() => before.folder.state.inStep).toBe(true);
    await before.close();
    windows.length = 0;
    writeFileSync(before.path('a.txt'), 'one\ntwo\nthree\nmine\n');
    writeFileSync(before.path('fresh.txt'), 'fresh\n');
    rmSync(before.path('gone.txt'));
    await put(room, 'a.txt', 'theirs\none\ntwo\nthree\n');
    await put(room, 'also.txt', 'also\n');
    const after = await share(room, { after: before });
    const merged = 'theirs\none\ntwo\nthree\nmine\n';
    await expect.poll(() => after.read('a.txt')).toBe(merged);
    await expect.poll(() => contentAt(room, 'a.txt')).toBe(merged);
    await expect.poll(() => tree(room)).toEqual(['a.txt', 'also.txt', 'fresh.txt', 'notes.md', 'same.txt']);
    await expect.poll(() => after.files()).toEqual(['a.txt', 'also.txt', 'fresh.txt', 'notes.md', 'same.txt']);
    expect(after.problems).toEqual([]);
  });

  it('goes on with more files than a socket opens', async () => {
    const room = await hub.room();
    const count = 90;
    const files = Object.fromEntries(Array.from({ length: count }, (_, at) => [`f/${at}.txt`, `start ${at}\n`]));
    const window = await share(room, { files });
    await expect.poll(async () => (await tree(room)).length).toBe(count + 1);
    for (let at = 0; at < count; at++) window.write(`f/${at}.txt`, `start ${at}\nmore\n`);
    await expect
      .poll(async () => {
        const { documents } = await hub.as(room.owner).direct.documents.list({ roomId: room.id });
        const texts = await Promise.all(
          documents.map(({ id }) => hub.as(room.owner).direct.documents.content({ documentId: id })),
        );
        return texts.filter((text) => String(text).endsWith('more\n')).length;
      })
      .toBe(count);
    expect(window.problems).toEqual([]);
  });
});

describe('[SHARE-6] who may only read', () => {
  it('gets what others write; what is written here stays here until it may be sent', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'a.txt': 'one\ntwo\n' } });
    await expect.poll(() => contentAt(room, 'a.txt')).toBe('one\ntwo\n');
    const setRole = (role: 'viewer' | 'editor') =>
      hub.as(room.owner).direct.rooms.members.setRole({ roomId: room.id, userId: room.editor.userId, role });
    await setRole('viewer');
    await expect.poll(() => window.folder.state.mode).toBe('readOnly');
    window.write('a.txt', 'one\ntwo\nmine\n');
    window.write('b.txt', 'new\n');
    await put(room, 'a.txt', 'zero\none\ntwo\n');
    await expect.poll(() => window.read('a.txt')).toBe('zero\none\ntwo\nmine\n');
    expect(await contentAt(room, 'a.txt')).toBe('zero\none\ntwo\n');
    expect(await tree(room)).toEqual(['a.txt', 'notes.md']);
    await setRole('editor');
    await expect.poll(() => contentAt(room, 'a.txt')).toBe('zero\none\ntwo\nmine\n');
    await expect.poll(() => tree(room)).toEqual(['a.txt', 'b.txt', 'notes.md']);
    expect(window.read('a.txt')).toBe('zero\none\ntwo\nmine\n');
  });

  it('gets it on the disk when what an editor shows is saved, also where typing began during the look', async () => {
    const room = await hub.room();
    const window = await share(room, { files: { 'a.txt': 'one\n' } });
    await expect.poll(() => contentAt(room, 'a.txt')).toBe('one\n');
    await hub
      .as(room.owner)
      .direct.rooms.members.setRole({ roomId: room.id, userId: room.editor.userId, role: 'viewer' });
    await expect.poll(() => window.folder.state.mode).toBe('readOnly');
    await window.folder.idle();
    const read = window.disk.read.bind(window.disk);
    const typed = new Promise<void>((resolve) => {
      window.disk.read = async (path) => {
        window.disk.read = read;
        const bytes = await read(path);
        window.shown.add('a.txt');
        resolve();
        return bytes;
      };
    });
    await put(room, 'a.txt', 'zero\none\n');
    await typed;
    await window.folder.idle();
    expect(window.read('a.txt')).toBe('one\n');
    window.shown.delete('a.txt');
    window.write('a.txt', 'one\nmine\n');
    await expect.poll(() => window.read('a.txt')).toBe('zero\none\nmine\n');
    expect(await contentAt(room, 'a.txt')).toBe('zero\none\n');
  });
});
