/** The client zone against the sync engine itself, on real sockets and in real time. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readText, textContent } from '../model/text/text-document.ts';
import { TestEngine, until } from '../sync/testing/test-engine.ts';
import type { DocumentSession } from './document-session.ts';
import { createMemoryStore } from './local-store.ts';
import { RoomSession } from './room-session.ts';

let hub: TestEngine;
let documentId: string;
let rooms: RoomSession[];

beforeEach(async () => {
  hub = await TestEngine.start();
  documentId = await hub.document('one\n');
  rooms = [];
});
afterEach(async () => {
  for (const room of rooms) await room.dispose();
  await hub.stop();
});

function open(userId: string): RoomSession {
  const room = new RoomSession({
    hub: `http://127.0.0.1:${hub.port}`,
    roomId: hub.roomId,
    store: createMemoryStore(),
    ticket: async () => userId,
    random: () => 0.02 + Math.random() * 0.02,
    postUpdate: async (id, update) => {
      const actor = { userId, sessionId: `session-${userId}`, name: userId, colour: 'teal', avatarId: null };
      await hub.engine.applyUpdate(id, actor, update);
    },
  });
  rooms.push(room);
  return room;
}

function type(session: DocumentSession, text: string): void {
  textContent(session.doc).insert(textContent(session.doc).length, text);
}

const saved = (...sessions: DocumentSession[]) =>
  until(() => sessions.every((session) => session.saved.state === 'saved'), 'saved');

describe('clients and the engine', () => {
  it('[CLIENT-1] two people write, see each other, and are told saved when the log has it', async () => {
    hub.member('ada', 'owner');
    hub.member('jonas', 'editor');
    const [ada, jonas] = [open('ada'), open('jonas')].map((room) => room.acquire(documentId));
    if (ada === undefined || jonas === undefined) throw new Error('two sessions');
    await saved(ada, jonas);
    for (let i = 0; i < 20; i++) {
      type(ada, 'a');
      type(jonas, 'j');
    }
    await until(() => readText(ada.doc).length === 44 && readText(ada.doc) === readText(jonas.doc));
    await saved(ada, jonas);
    expect(await hub.text(documentId)).toBe(readText(ada.doc));
  });

  it('[CLIENT-3] a role that falls while typing sets the refused work aside, and back again it goes on', async () => {
    hub.member('jonas', 'editor');
    const session = open('jonas').acquire(documentId);
    await saved(session);
    hub.member('jonas', 'viewer');
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'jonas' });
    type(session, 'too late');
    await until(() => session.draft?.before === 'one\n', 'a draft');
    expect(session.draft).toMatchObject({ code: 'read_only', refused: 'one\ntoo late' });
    expect([readText(session.doc), await hub.text(documentId)]).toEqual(['one\n', 'one\n']);
    await session.discardDraft();
    await saved(session);
    hub.member('jonas', 'editor');
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'jonas' });
    type(session, 'in time');
    await until(async () => (await hub.text(documentId)) === 'one\nin time', 'the edit');
    await saved(session);
  });

  it('[CLIENT-1] a reader without changes is saved', async () => {
    hub.member('vera', 'viewer');
    const session = open('vera').acquire(documentId);
    await saved(session);
    expect(readText(session.doc)).toBe('one\n');
  });

  it('[CLIENT-10] a paste that no frame can hold arrives whole, and typing goes on behind it', async () => {
    hub.member('ada', 'owner');
    const session = open('ada').acquire(documentId);
    await saved(session);
    type(session, 'before ');
    const large = 'x'.repeat(3 * 1024 * 1024);
    type(session, large);
    type(session, ' after');
    await saved(session);
    expect(await hub.text(documentId)).toBe(`one\nbefore ${large} after`);
  });

  it('[CLIENT-11] people see who is in the room and where', async () => {
    hub.member('ada', 'owner');
    hub.member('jonas', 'editor');
    const ada = open('ada');
    const jonas = open('jonas');
    jonas.presence.set({ doc: documentId });
    await until(() => ada.presence.peers.some((peer) => peer.state.doc === documentId), 'jonas');
    expect(ada.presence.peers).toMatchObject([{ person: { userId: 'jonas', name: 'jonas', role: 'editor' } }]);
    expect(ada.presence.me).toMatchObject({ userId: 'ada', role: 'owner' });
    jonas.presence.set({ follows: 'ada' });
    await until(() => ada.presence.followers.length === 1, 'a follower');
  });

  it('[CLIENT-6] a removed person is told so and stops', async () => {
    hub.member('jonas', 'editor');
    const room = open('jonas');
    const session = room.acquire(documentId);
    await saved(session);
    hub.access.roles.clear();
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'jonas' });
    await until(() => room.connection.state.state === 'stopped', 'the end');
    expect(session.end).not.toBeNull();
  });

  it('[CLIENT-2] what was written through a restart of the hub arrives', async () => {
    hub.member('ada', 'owner');
    const session = open('ada').acquire(documentId);
    await saved(session);
    const { log, access, port } = hub;
    type(session, 'sent;');
    await hub.stop();
    await until(() => session.saved.state === 'offline', 'offline');
    type(session, 'offline;');
    hub = await TestEngine.start({ log, access, port });
    await saved(session);
    expect(await hub.text(documentId)).toBe('one\nsent;offline;');
  });
});
