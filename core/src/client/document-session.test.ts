import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readText, textContent } from '../model/text/text-document.ts';
import { longestAck } from './ack-watch.ts';
import { DocumentSession } from './document-session.ts';
import { HubClientError } from './hub-client-error.ts';
import { createMemoryStore } from './local-store.ts';
import { createFixture, documentId, type Fixture, roomId, settle, until } from './testing/client-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.dispose());

function type(session: DocumentSession, text: string): void {
  textContent(session.doc).insert(textContent(session.doc).length, text);
}

const hubText = () => readText(fixture.hub.document(documentId));

describe('a document session', () => {
  it('[CLIENT-1] says saved only when the hub has acknowledged', async () => {
    fixture.hub.script.acks = false;
    const session = fixture.open().acquire(documentId);
    await until(() => session.synced && fixture.hub.channelOf(documentId).received === 1);
    expect(session.saved).toEqual({ state: 'saving' });
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saved');
    type(session, 'x');
    expect(session.saved).toEqual({ state: 'saving' });
    await until(() => hubText() === 'one\nx');
    await settle();
    expect(session.saved).toEqual({ state: 'saving' });
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saved');
  });

  it('[CLIENT-1] never says saved before the hub has asked for changes', async () => {
    fixture.hub.script.asksForChanges = false;
    const session = fixture.open().acquire(documentId);
    await until(() => session.synced);
    type(session, 'early');
    await settle();
    expect([session.saved.state, hubText()]).toEqual(['saving', 'one\n']);
    fixture.hub.askForChanges(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saved');
    expect(hubText()).toBe('one\nearly');
  });

  it('[CLIENT-1] waits again after the hub has asked again', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.acks = false;
    fixture.hub.askForChanges(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saving');
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saved');
  });

  it('[CLIENT-2] counts changes while offline and brings them when it is back', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await fixture.hub.stop();
    await until(() => session.saved.state === 'offline');
    expect(session.saved).toEqual({ state: 'offline', changes: 0 });
    for (const letter of 'abc') type(session, letter);
    expect(session.saved).toEqual({ state: 'offline', changes: 3 });
    textContent(fixture.hub.document(documentId)).insert(0, 'theirs ');
    await fixture.hub.listen();
    fixture.wake();
    await until(() => session.saved.state === 'saved');
    expect(hubText()).toBe('theirs one\nabc');
    expect(readText(session.doc)).toBe(hubText());
  });

  it('[CLIENT-2] counts a change as unsent whose ack was lost with the connection', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.acks = false;
    type(session, 'x');
    await until(() => hubText() === 'one\nx');
    await fixture.hub.stop();
    await until(() => session.saved.state === 'offline');
    expect(session.saved).toEqual({ state: 'offline', changes: 1 });
    fixture.hub.script.acks = true;
    await fixture.hub.listen();
    fixture.wake();
    await until(() => session.saved.state === 'saved');
    expect(hubText()).toBe('one\nx');
  });

  it('[CLIENT-2] loses no change of two people through ten restarts', async () => {
    const first = fixture.open().acquire(documentId);
    const second = fixture.open().acquire(documentId);
    for (let round = 0; round < 10; round++) {
      await until(() => first.saved.state === 'saved' && second.saved.state === 'saved');
      type(first, `a${round};`);
      if (round % 2 === 0) await settle();
      await fixture.hub.stop();
      type(second, `b${round};`);
      await until(() => first.saved.state === 'offline' && second.saved.state === 'offline');
      await fixture.hub.listen();
      fixture.wake();
    }
    await until(() => first.saved.state === 'saved' && second.saved.state === 'saved');
    await until(() => readText(first.doc) === hubText() && readText(second.doc) === hubText());
    for (let round = 0; round < 10; round++) {
      expect(hubText()).toContain(`a${round};`);
      expect(hubText()).toContain(`b${round};`);
    }
  });
});

describe('[CLIENT-17] what is asked to be kept', () => {
  const outcome = (kept: Promise<void>) => {
    const heard = { now: 'waiting' };
    kept.then(
      () => (heard.now = 'kept'),
      (error: HubClientError) => (heard.now = error.code),
    );
    return heard;
  };

  it('is kept when the hub has acknowledged it, whatever is typed after it', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await session.whenKept();
    fixture.hub.script.acks = false;
    type(session, 'x');
    const kept = outcome(session.whenKept());
    await until(() => hubText() === 'one\nx');
    await settle();
    expect(kept.now).toBe('waiting');
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    type(session, 'y');
    await until(() => kept.now === 'kept');
    expect(session.saved).toEqual({ state: 'saving' });
  });

  it('is kept on this machine while the hub is away', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await fixture.hub.stop();
    type(session, 'x');
    const kept = outcome(session.whenKept());
    await until(() => kept.now === 'kept');
    expect(session.saved).toEqual({ state: 'offline', changes: 1 });
  });

  it('is kept on this machine when the hub is there and acknowledges nothing', async () => {
    const session = fixture.open({ store: { ...createMemoryStore(), persistent: true } }).acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.acks = false;
    type(session, 'x');
    const kept = outcome(session.whenKept());
    await until(() => hubText() === 'one\nx');
    fixture.clock.advance(longestAck - 1);
    await settle();
    expect([kept.now, session.saved]).toEqual(['waiting', { state: 'saving' }]);
    fixture.clock.advance(1);
    await until(() => kept.now === 'kept');
    expect(session.saved).toEqual({ state: 'saving', late: true });
    await session.whenKept();
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saved');
    type(session, 'y');
    expect(session.saved).toEqual({ state: 'saving' });
  });

  it('counts the time from the last acknowledgement', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.acks = false;
    type(session, 'x');
    await until(() => hubText() === 'one\nx');
    fixture.clock.advance(longestAck - 1);
    type(session, 'y');
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    await until(() => hubText() === 'one\nxy');
    fixture.hub.ack(fixture.hub.channelOf(documentId));
    await until(() => session.saved.state === 'saved');
    type(session, 'z');
    fixture.clock.advance(longestAck - 1);
    expect(session.saved).toEqual({ state: 'saving' });
  });

  it('is told when it is kept nowhere', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.acks = false;
    type(session, 'x');
    const kept = outcome(session.whenKept());
    fixture.clock.advance(longestAck);
    await until(() => kept.now === 'unreachable');
  });

  it('is told when the hub is away and this machine does not take it either', async () => {
    const store = createMemoryStore();
    const full: typeof store = {
      ...store,
      open: async (...args) => ({
        ...(await store.open(...args)),
        flush: () => Promise.reject(new Error('no space left')),
      }),
    };
    const session = fixture.open({ store: full }).acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await fixture.hub.stop();
    type(session, 'x');
    const kept = outcome(session.whenKept());
    await until(() => kept.now === 'unreachable');
  });

  it('is told why it was refused; what was refused before is another matter', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.refuses = 'read_only';
    type(session, 'mine');
    const refused = outcome(session.whenKept());
    await until(() => refused.now !== 'waiting');
    expect(refused.now).toBe('read_only');
    await until(() => session.draft?.before === 'one\n');
    fixture.hub.script.refuses = null;
    type(session, 'again');
    await session.whenKept();
    expect(hubText()).toBe('one\nagain');
  });
});

describe('refused work', () => {
  it('[CLIENT-3] is set aside, and the document is the hub’s again', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    const replaced: [Y.Doc, Y.Doc][] = [];
    session.on('replaced', (fresh, old) => replaced.push([fresh, old]));
    const before = session.doc;
    fixture.hub.script.refuses = 'read_only';
    type(session, 'mine');
    await until(() => replaced.length === 1);
    expect(replaced[0]?.[1]).toBe(before);
    expect(session.doc).not.toBe(before);
    expect([readText(session.doc), hubText()]).toEqual(['one\n', 'one\n']);
    expect(session.saved).toMatchObject({
      state: 'notSaved',
      code: 'read_only',
      draft: { before: 'one\n', refused: 'one\nmine' },
    });
    const draft = session.draft;
    expect(draft === null ? '' : textOf(draft.state)).toBe('one\nmine');
    fixture.hub.script.refuses = null;
    await session.discardDraft();
    await until(() => session.saved.state === 'saved');
    type(session, '!');
    await until(() => hubText() === 'one\n!');
  });

  it('[CLIENT-3] includes what was typed until the fresh document came', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.refuses = 'read_only';
    let more = true;
    session.on('saved', (state) => {
      if (state.state !== 'notSaved' || !more) return;
      more = false;
      type(session, ' more');
    });
    type(session, 'mine');
    await until(() => session.draft?.before === 'one\n');
    expect(session.draft?.refused).toBe('one\nmine more');
    await settle();
    expect([readText(session.doc), hubText()]).toEqual(['one\n', 'one\n']);
  });

  it('[CLIENT-2] is kept and sent again when the hub could not take it for the moment', async () => {
    const session = fixture.open().acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.refuses = 'storage_failing';
    type(session, 'kept');
    await until(() => session.saved.state === 'offline');
    expect(session.saved).toEqual({ state: 'offline', changes: 1 });
    fixture.hub.script.refuses = null;
    fixture.clock.advance(1_000);
    await until(() => session.saved.state === 'saved');
    expect([hubText(), session.draft]).toEqual(['one\nkept', null]);
  });

  it('[CLIENT-3] is offered again after the program was closed', async () => {
    const store = createMemoryStore();
    const first = fixture.open({ store });
    const session = first.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.refuses = 'read_only';
    type(session, 'mine');
    await until(() => session.draft?.before === 'one\n');
    await first.dispose();
    const again = fixture.open({ store }).acquire(documentId);
    await until(() => again.synced);
    expect(again.draft?.refused).toBe('one\nmine');
    await again.discardDraft();
    expect(await store.drafts()).toEqual([]);
  });

  it('[CLIENT-3] is set aside when the document is gone or the person is removed', async () => {
    const store = createMemoryStore();
    const session = fixture.open({ store }).acquire(documentId);
    await until(() => session.saved.state === 'saved');
    fixture.hub.script.silent = true;
    type(session, 'late');
    fixture.hub.closeChannel(fixture.hub.channelOf(documentId), 4404, 'not_found');
    await until(() => session.end !== null);
    expect(session.saved).toMatchObject({ state: 'notSaved', code: 'not_found', draft: { refused: 'one\nlate' } });
    expect((await store.drafts()).map(({ refused }) => refused)).toEqual(['one\nlate']);
    await until(() => fixture.hub.channels.length === 1);
    for (const socket of fixture.hub.sockets) socket.close(4500);
    await session.discardDraft();
    fixture.hub.documents.delete(documentId);
    fixture.hub.script.silent = false;
    await settle();
    fixture.clock.advance(1_000);
    await until(() => fixture.hub.channels.length === 2);
    await settle();
    expect([await store.unsent(), await store.drafts(), session.draft]).toEqual([[], [], null]);
  });

  it('[CLIENT-9] forgets a room on this machine when removed without unsent work', async () => {
    const store = createMemoryStore();
    const room = fixture.open({ store });
    const session = room.acquire(documentId);
    await until(() => session.saved.state === 'saved');
    await session.dispose();
    for (const socket of fixture.hub.sockets) socket.close(4410);
    await until(() => room.connection.state.state === 'stopped');
    await settle();
    const doc = new Y.Doc();
    await store.open(doc, { documentId, roomId });
    expect(readText(doc)).toBe('');
  });
});

describe('large updates', () => {
  function open(postUpdate: (id: string, update: Uint8Array) => Promise<void>) {
    const room = fixture.open({ postUpdate });
    const session = new DocumentSession({
      documentId,
      roomId,
      connection: room.connection,
      store: createMemoryStore(),
      postUpdate,
      clock: fixture.clock,
      random: () => 0.5,
      frameBudget: 200,
    });
    void session.open();
    return session;
  }

  it('[CLIENT-10] go over POST, and what follows waits for them', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const session = open(async (_id, update) => {
      asked.resolve();
      await answer.promise;
      Y.applyUpdate(fixture.hub.document(documentId), update);
    });
    await until(() => session.saved.state === 'saved');
    type(session, 'x'.repeat(500));
    type(session, 'after');
    await settle();
    expect([session.saved.state, hubText()]).toEqual(['saving', 'one\n']);
    await asked.promise;
    answer.resolve();
    await until(() => session.saved.state === 'saved');
    expect(hubText()).toBe(`one\n${'x'.repeat(500)}after`);
    await session.dispose();
  });

  it('[CLIENT-10] are tried again while the hub cannot be reached, and set aside when it refuses', async () => {
    const answers = [new HubClientError({ code: 'unreachable' }), new HubClientError({ code: 'too_large' })];
    const session = open(async () => {
      throw answers.shift() ?? new Error('asked too often');
    });
    await until(() => session.saved.state === 'saved');
    type(session, 'x'.repeat(500));
    await until(() => answers.length === 1);
    await settle();
    fixture.clock.advance(1_000);
    await until(() => session.draft?.before === 'one\n');
    expect(session.saved).toMatchObject({ state: 'notSaved', code: 'too_large' });
    expect(session.draft?.refused).toHaveLength(504);
    await session.dispose();
  });

  it('[CLIENT-10] carry a long time offline, too', async () => {
    const session = open(async (_id, update) => {
      Y.applyUpdate(fixture.hub.document(documentId), update);
    });
    await until(() => session.saved.state === 'saved');
    await fixture.hub.stop();
    await until(() => session.saved.state === 'offline');
    type(session, 'y'.repeat(900));
    await fixture.hub.listen();
    fixture.wake();
    await until(() => session.saved.state === 'saved');
    expect(hubText()).toBe(`one\n${'y'.repeat(900)}`);
    await session.dispose();
  });
});

function textOf(state: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return readText(doc);
}
