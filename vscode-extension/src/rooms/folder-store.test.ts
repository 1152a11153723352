import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createFolderStore } from './folder-store.ts';
import { memoryFolder } from './testing/memory-folder.ts';

const place = { documentId: 'doc', roomId: 'room' };
const textOf = (doc: Y.Doc) => doc.getText('content').toString();

function store(files: Map<string, Uint8Array>, writer: string) {
  return createFolderStore({
    folder: memoryFolder(files),
    writer,
    after: (_milliseconds, work) => {
      const timer = setTimeout(work, 1);
      return () => clearTimeout(timer);
    },
  });
}

describe('[VSC-4] what an editor keeps on its machine', () => {
  it('survives a start, with the changes that the hub has not settled', async () => {
    const files = new Map<string, Uint8Array>();
    const first = new Y.Doc();
    const local = await store(files, 'a').open(first, place);
    first.getText('content').insert(0, 'offline');
    local.setUnsent(1);
    await local.close();
    const again = new Y.Doc();
    const other = store(files, 'b');
    const reopened = await other.open(again, place);
    expect([textOf(again), reopened.unsent]).toEqual(['offline', 1]);
    expect(await other.unsent()).toEqual([{ ...place, unsent: 1 }]);
    reopened.setUnsent(0);
    await reopened.close();
    expect(await store(files, 'c').unsent()).toEqual([]);
  });

  it('[VSC-3] is written when it was asked to be', async () => {
    const files = new Map<string, Uint8Array>();
    const doc = new Y.Doc();
    const local = await createFolderStore({ folder: memoryFolder(files), writer: 'a', after: () => () => {} }).open(
      doc,
      place,
    );
    doc.getText('content').insert(0, 'kept');
    await local.flush();
    const again = new Y.Doc();
    await store(files, 'b').open(again, place);
    expect(textOf(again)).toBe('kept');
  });

  it('[VSC-3] is written later when the disk did not take it, and whoever waited for it is told', async () => {
    const files = new Map<string, Uint8Array>();
    const folder = memoryFolder(files);
    let full = true;
    const doc = new Y.Doc();
    const local = await createFolderStore({
      folder: {
        ...folder,
        write: (path, bytes) =>
          full && path.endsWith('.update') ? Promise.reject(new Error('no space left')) : folder.write(path, bytes),
      },
      writer: 'a',
      after: (_milliseconds, work) => {
        const timer = setTimeout(work, 1);
        return () => clearTimeout(timer);
      },
    }).open(doc, place);
    const kept = async () => {
      const read = new Y.Doc();
      await store(files, 'b').open(read, place);
      return textOf(read);
    };
    doc.getText('content').insert(0, 'one');
    await expect(local.flush()).rejects.toThrow('no space left');
    doc.getText('content').insert(3, ' two');
    await expect(local.flush()).rejects.toThrow('no space left');
    full = false;
    await expect.poll(kept).toBe('one two');
    doc.getText('content').insert(7, ' three');
    await local.flush();
    expect(await kept()).toBe('one two three');
  });

  it('counts one change too many after a crash, never one too few', async () => {
    const files = new Map<string, Uint8Array>();
    const doc = new Y.Doc();
    const local = await store(files, 'a').open(doc, place);
    local.setUnsent(1);
    await sleep(5);
    expect((await store(files, 'b').open(new Y.Doc(), place)).unsent).toBe(1);
  });

  it('keeps what two windows write at once, also when one makes its files fewer', async () => {
    const files = new Map<string, Uint8Array>();
    const [left, right] = [new Y.Doc(), new Y.Doc()];
    const locals = [await store(files, 'a').open(left, place), await store(files, 'b').open(right, place)];
    right.getText('content').insert(0, 'R');
    for (let i = 0; i < 60; i++) {
      left.getText('content').insert(0, 'l');
      await sleep(2);
    }
    await Promise.all(locals.map((local) => local.close()));
    expect([...files.keys()].filter((name) => name.endsWith('.update')).length).toBeLessThan(45);
    const all = new Y.Doc();
    await store(files, 'c').open(all, place);
    expect(textOf(all).replaceAll('l', '')).toBe('R');
    expect(textOf(all)).toHaveLength(61);
  });

  it('keeps what it wrote when a document is opened once more in the same window, however many files there are', async () => {
    for (const flushes of [1, 40]) {
      const files = new Map<string, Uint8Array>();
      const window = store(files, 'a');
      const first = new Y.Doc();
      const local = await window.open(first, place);
      for (let i = 0; i < flushes; i++) {
        first.getText('content').insert(0, 'f');
        await local.flush();
      }
      await local.close();
      const second = new Y.Doc();
      const again = await window.open(second, place);
      second.getText('content').insert(0, 's');
      await again.close();
      const all = new Y.Doc();
      await store(files, 'b').open(all, place);
      expect(textOf(all)).toBe(`s${'f'.repeat(flushes)}`);
    }
  });

  it('does without a file that was spoiled', async () => {
    const files = new Map([['documents/doc/x.update', Uint8Array.of(1, 2, 3)]]);
    const doc = new Y.Doc();
    await store(files, 'a').open(doc, place);
    expect(textOf(doc)).toBe('');
  });

  it('keeps drafts whole, and forgets them, rooms, or everything', async () => {
    const files = new Map<string, Uint8Array>();
    const one = store(files, 'a');
    const draft = {
      id: 'doc-1',
      roomId: 'room',
      documentId: 'doc',
      code: 'read_only' as const,
      message: 'no',
      at: 1,
      before: null,
      refused: 'text',
      state: Uint8Array.of(0, 255, 7),
    };
    await one.keepDraft(draft);
    expect(await store(files, 'b').drafts()).toEqual([draft]);
    const doc = new Y.Doc();
    const local = await one.open(doc, place);
    doc.getText('content').insert(0, 'x');
    await local.close();
    await one.wipeRoom('another');
    expect([...files.keys()].some((name) => name.startsWith('documents/doc/'))).toBe(true);
    await one.wipeRoom('room');
    expect([...files.keys()].some((name) => name.startsWith('documents/doc/'))).toBe(false);
    await one.discardDraft(draft.id);
    expect(await one.drafts()).toEqual([]);
    await one.keepDraft(draft);
    await one.wipe();
    expect(files.size).toBe(0);
  });
});
