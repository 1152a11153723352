import { createHubClient } from '@draftroom/core/client/hub-client';
import { readText, textContent } from '@draftroom/core/model/text/text-document';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub } from '../../../core/src/testing/test-hub.ts';
import type { TestPerson } from '../../../core/src/testing/test-people.ts';
import {
  createRoomFile,
  isSaveOf,
  loadedSession,
  moveInRoom,
  readRoomFile,
  removeFromRoom,
  writeRoomText,
} from '../files/room-files.ts';
import { OpenRooms } from './open-rooms.ts';
import { memoryFolder } from './testing/memory-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function hub(): Promise<TestHub> {
  const opened = await createTestHub();
  closers.push(() => opened.close());
  return opened;
}

function windowOf(at: TestHub | string, person: TestPerson, files = new Map<string, Uint8Array>()) {
  const url = typeof at === 'string' ? at : at.url;
  const client = createHubClient({ hub: url, token: () => person.token });
  const rooms = new OpenRooms({
    access: { connect: async () => ({ client, userId: person.userId }) },
    folderOf: () => memoryFolder(files),
    writer: `w${closers.length}`,
  });
  let closed: Promise<void> | null = null;
  // The client of a hub that is away ends when its next try does; nobody waits for that.
  const close = (): Promise<void> => {
    closed ??= rooms.dispose().then(() => void client.close());
    return closed;
  };
  closers.push(close);
  return { rooms, close, files };
}

const none = () => null;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  if (!isSo()) throw new Error(`not in time: ${what}`);
}

describe('[VSC-1] a room that is open in an editor', () => {
  it('reads, writes, makes, moves and removes, and hears of others', async () => {
    const at = await hub();
    const { id, editor, owner } = await at.room();
    const room = await windowOf(at, editor).rooms.open(id);
    const others = await windowOf(at, owner).rooms.open(id);
    const node = (path: string) => {
      const found = room.facts.tree.at(path);
      if (found === null) throw new Error(`nothing at ${path}`);
      return found;
    };
    expect(text(await readRoomFile(room, node('notes.md'), none))).toBe('hello\n');
    const notes = node('notes.md');
    if (notes.type !== 'document') throw new Error('a document');
    await writeRoomText(room, notes.document.id, 'hello\r\nthere\r\n', none);
    const theirs = await loadedSession(others, notes.document.id);
    await until('the other has it', () => readText(theirs.doc) === 'hello\nthere\n');

    await createRoomFile(room, 'src/main.ts', bytes('export {};\n'));
    await createRoomFile(room, 'logo.bin', Uint8Array.of(0, 1, 2));
    expect([node('src').type, node('src/main.ts').type, node('logo.bin').type]).toEqual(['folder', 'document', 'file']);
    expect([...(await readRoomFile(room, node('logo.bin'), none))]).toEqual([0, 1, 2]);
    await until('the other hears of it', () => others.facts.tree.at('src/main.ts') !== null);

    const moves: string[] = [];
    others.facts.treeChanged.listen(({ moved }) => moves.push(...moved.map(({ from, to }) => `${from} ${to}`)));
    await moveInRoom(room, node('src'), 'lib');
    expect(room.facts.tree.at('src')).toBeNull();
    await until('the other hears of the move', () => moves.includes('src/main.ts lib/main.ts'));
    room.facts.addFolder('empty');
    await moveInRoom(room, node('empty'), 'still-empty');
    expect(node('still-empty').type).toBe('folder');
    for (const folder of ['made', 'made/inside']) room.facts.addFolder(folder);
    await createRoomFile(room, 'made/one.txt', bytes('one\n'));
    await moveInRoom(room, node('made'), 'renamed');
    expect([room.facts.tree.at('made'), room.facts.tree.at('made/inside')]).toEqual([null, null]);
    expect([node('renamed/one.txt').type, node('renamed/inside').type]).toEqual(['document', 'folder']);
    await removeFromRoom(room, node('still-empty'));
    await removeFromRoom(room, node('lib'));
    expect([room.facts.tree.at('lib'), room.facts.tree.at('still-empty')]).toEqual([null, null]);
    await until('the other hears that it went', () => others.facts.tree.at('lib') === null);
    others.session.release(notes.document.id);
  });

  it('makes texts of every length, and says when the hub does not take one', async () => {
    const at = await hub();
    const { id, editor } = await at.room();
    const room = await windowOf(at, editor).rooms.open(id);
    const long = 'a "word" in a line\n'.repeat(100_000);
    await createRoomFile(room, 'long.txt', bytes(long));
    const node = room.facts.tree.at('long.txt');
    if (node?.type !== 'document') throw new Error('a document');
    expect(text(await readRoomFile(room, node, none)) === long).toBe(true);
    await expect(createRoomFile(room, 'long.txt', bytes(long))).rejects.toMatchObject({ code: 'path_taken' });
    await expect(createRoomFile(room, 'long.txt', Uint8Array.of(0))).rejects.toMatchObject({ code: 'path_taken' });
  });

  it('takes no save of an editor for the text of another document than the one that it shows', async () => {
    const at = await hub();
    const { id, editor, owner, documentId } = await at.room();
    const room = await windowOf(at, editor).rooms.open(id);
    const { documents } = at.as(owner).direct;
    expect([isSaveOf(room, 'notes.md', documentId), isSaveOf(room, 'notes.md', null)]).toEqual([true, true]);
    await documents.move({ documentId, path: 'moved.md' });
    await until('it has moved', () => room.facts.tree.at('notes.md') === null);
    expect(isSaveOf(room, 'notes.md', documentId)).toBe(false);
    const anew = await documents.create({ roomId: id, kind: 'text', path: 'notes.md', content: 'new\n' });
    await until('another has its path', () => room.facts.tree.byId(anew.id) !== null);
    expect(isSaveOf(room, 'notes.md', documentId)).toBe(false);
    await documents.remove({ documentId });
    await until('it has gone', () => room.facts.tree.byId(documentId) === null);
    expect(() => isSaveOf(room, 'notes.md', documentId)).toThrow('path');
    expect(isSaveOf(room, 'notes.md', anew.id)).toBe(true);
  });

  it('[VSC-2] knows at once when its person may only read', async () => {
    const at = await hub();
    const { id, editor, owner } = await at.room();
    const room = await windowOf(at, editor).rooms.open(id);
    expect(room.mayWrite).toBe(true);
    await at.as(owner).direct.rooms.members.setRole({ roomId: id, userId: editor.userId, role: 'viewer' });
    await until('the role is heard of', () => !room.mayWrite);
    await expect(createRoomFile(room, 'x.txt', bytes('x'))).rejects.toThrow('You can read here');
  });

  it('says that it is gone, and keeps nothing', async () => {
    const at = await hub();
    const { id, editor, owner, documentId } = await at.room();
    const { rooms, files } = windowOf(at, editor);
    const room = await rooms.open(id);
    await loadedSession(room, documentId);
    let message = '';
    room.gone.listen((gone) => {
      message = gone.message;
    });
    await at.as(owner).direct.rooms.members.remove({ roomId: id, userId: editor.userId });
    await until('it is told', () => message !== '');
    await until('nothing is kept', () => ![...files.keys()].some((name) => name.startsWith('documents/')));
  });

  it('is refused like everywhere else', async () => {
    const at = await hub();
    const { id, stranger } = await at.room();
    await expect(windowOf(at, stranger).rooms.open(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('[VSC-4] work without a hub', () => {
  it('goes on after a reload, and reaches the hub when it is back, also where nobody opens the document', async () => {
    const at = await hub();
    const { id, editor, owner, documentId } = await at.room();
    const files = new Map<string, Uint8Array>();
    const before = windowOf(at, editor, files);
    const room = await before.rooms.open(id);
    await loadedSession(room, documentId);
    await until('the tree is kept', () => files.has(`rooms/${id}.json`));
    await before.close();

    const away = windowOf('http://127.0.0.1:9', editor, files);
    const offline = await away.rooms.open(id);
    expect(offline.facts.tree.at('notes.md')?.type).toBe('document');
    const session = await loadedSession(offline, documentId);
    textContent(session.doc).insert(0, 'offline ');
    expect(session.saved).toEqual({ state: 'offline', changes: 1 });
    await away.close();

    const back = await windowOf(at, editor, files).rooms.open(id);
    const others = await windowOf(at, owner).rooms.open(id);
    const theirs = await loadedSession(others, documentId);
    await until('the other has it', () => readText(theirs.doc) === 'offline hello\n');
    await until('it is saved', () => back.session.saved.state === 'saved');
    const again = await loadedSession(back, documentId);
    expect(readText(again.doc)).toBe('offline hello\n');
  });

  it('waits through the end of a session, and goes on with the next one of the same person', async () => {
    const at = await hub();
    const { id, editor, documentId } = await at.room();
    const { rooms } = windowOf(at, editor);
    const room = await rooms.open(id);
    const session = await loadedSession(room, documentId);
    await until('it is saved', () => session.saved.state === 'saved');
    await room.client.trpc.accounts.signOut.mutate();
    await until('the session has ended', () => room.session.connection.state.state === 'stopped');
    textContent(session.doc).insert(0, 'meanwhile ');
    expect((await rooms.unsent(room.client.hub, editor.userId)).length).toBeLessThanOrEqual(1);
    const again = await at.twin(editor);
    const client = createHubClient({ hub: at.url, token: () => again.token });
    closers.push(async () => void client.close());
    await rooms.resume(() => ({ client, userId: editor.userId }));
    await until('it is saved', () => session.saved.state === 'saved');
    expect((await at.as(again).direct.documents.content({ documentId })) as string).toBe('meanwhile hello\n');
    await rooms.resume(() => ({ client, userId: 'somebody-else' }));
    expect(rooms.all).toEqual([]);
  });

  it('is offered before it goes', async () => {
    const at = await hub();
    const { id, editor, documentId } = await at.room();
    const files = new Map<string, Uint8Array>();
    const before = windowOf(at, editor, files);
    await loadedSession(await before.rooms.open(id), documentId);
    await until('the tree is kept', () => files.has(`rooms/${id}.json`));
    await before.close();
    const { rooms, close } = windowOf('http://127.0.0.1:9', editor, files);
    const session = await loadedSession(await rooms.open(id), documentId);
    expect(await rooms.unsent('http://127.0.0.1:9', editor.userId)).toEqual([]);
    textContent(session.doc).insert(0, 'only here ');
    await close();
    const later = windowOf('http://127.0.0.1:9', editor, files).rooms;
    expect(await later.unsent('http://127.0.0.1:9', editor.userId)).toEqual([
      { documentId, text: 'only here hello\n' },
    ]);
  });

  it('is wiped when its person signs out', async () => {
    const at = await hub();
    const { id, editor, documentId } = await at.room();
    const { rooms, files } = windowOf(at, editor);
    const room = await rooms.open(id);
    await loadedSession(room, documentId);
    await until('the tree is kept', () => files.has(`rooms/${id}.json`));
    await rooms.forget(room.client.hub, editor.userId);
    expect(rooms.all).toEqual([]);
    expect(files.size).toBe(0);
  });
});
