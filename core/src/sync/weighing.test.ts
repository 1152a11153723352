/** Updates that cost every client far more than their bytes: they are found out before anybody gets them. */
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isHubError } from '../contract/errors.ts';
import { ContinuityIndex } from './continuity.ts';
import { createMerger } from './merge/merger.ts';
import type { Merger } from './ports.ts';
import { crossed, crossedItems } from './testing/crossed-items.ts';
import { change, RawClient } from './testing/raw-client.ts';
import { TestEngine, until } from './testing/test-engine.ts';
import { parseUpdate } from './update-reader.ts';
import { DocumentWork } from './weighing.ts';

let hub: TestEngine;
let merger: Merger;
let clients: RawClient[] = [];

beforeEach(async () => {
  merger = createMerger({ mostTime: 3_000 });
  hub = await TestEngine.start({ merger });
  for (const user of ['ada', 'ben', 'eve']) hub.member(user, 'editor');
});

afterEach(async () => {
  for (const client of clients) client.end();
  clients = [];
  await hub.stop();
  await merger.close();
});

async function join(id: string, token: string): Promise<RawClient> {
  const client = await RawClient.join(hub, { path: id, token, ack: true });
  clients.push(client);
  return client;
}

/** Types into a copy of what the client has, as somebody does who is offline. */
function typedAway(client: RawClient, type: (doc: Y.Doc) => void): Uint8Array {
  return change(client.doc, (doc) => type(doc));
}

describe('updates that are much work', () => {
  it('[SYNC-32] that cross each other are refused before anybody gets them', async () => {
    const id = await hub.document();
    const [eve, ben] = [await join(id, 'eve'), await join(id, 'ben')];
    const [text, items] = crossed(8_000);
    eve.update(text);
    await eve.acked(1);
    eve.update(items);
    eve.update(change(eve.doc, (doc) => doc.getText('content').insert(0, 'behind')));
    ben.type('on I go');
    await ben.acked(1);
    expect(await eve.closed()).toBe(4400);
    expect(ben.text()).toBe(`${'a'.repeat(8_002)}on I go`);
    const joiner = await join(id, 'ada');
    expect(joiner.text()).toBe(ben.text());
    expect(hub.memory.records(id)).toHaveLength(3);
  });

  it('[SYNC-32] are found out when they come one by one, too', async () => {
    const id = await hub.document();
    const eve = await join(id, 'eve');
    const count = 6_000;
    const [text] = crossed(count);
    eve.update(text);
    await eve.acked(1);
    for (let clock = 0; clock < count && eve.close === null; clock++) {
      eve.update(crossedItems(clock, 1));
      if (clock % 100 === 99) await until(() => eve.close !== null || eve.lastAck() === clock + 2);
    }
    expect(await eve.closed()).toBe(4400);
    const taken = hub.memory.records(id).length - 2;
    expect(taken).toBeLessThan(count / 2);
    // Nor from another socket: what they send is tried from the first update on.
    const again = await join(id, 'eve');
    again.update(crossedItems(taken, count - taken));
    expect(await again.closed()).toBe(4400);
  });

  it('[SYNC-32] that delete in the worst order are refused when it is too much', async () => {
    const id = await hub.document();
    const eve = await join(id, 'eve');
    const count = 100_000;
    const doc = new Y.Doc();
    doc.clientID = 31_337;
    doc.getText('content').insert(0, 'a'.repeat(4 * count));
    eve.update(Y.encodeStateAsUpdate(doc));
    await eve.acked(1);
    eve.update(lastFirst(count));
    expect(await eve.closed()).toBe(4400);
    expect(hub.memory.records(id)).toHaveLength(2);
  });

  it('[SYNC-32] that pass what others put behind the last item of each of many clients are found out', async () => {
    const id = await hub.document();
    const eve = await join(id, 'eve');
    const [clients, items] = [400, 8_000];
    eve.update(rowOf(clients));
    eve.update(runBehind(idOf(clients - 1), items));
    await eve.acked(2);
    eve.update(oneMoreOf(clients));
    expect(await eve.closed()).toBe(4400);
    expect(hub.memory.records(id)).toHaveLength(3);
  });

  it('[SYNC-32] that cut a long list very often are found out', async () => {
    const id = await hub.document();
    const eve = await join(id, 'eve');
    const doc = new Y.Doc();
    doc.clientID = 31_337;
    doc.getArray('list').insert(0, new Array(400_000).fill(1));
    eve.update(Y.encodeStateAsUpdate(doc));
    await eve.acked(1);
    eve.update(lastFirst(400));
    expect(await eve.closed()).toBe(4400);
  });

  it('[SYNC-32] are not what jumping and typing makes where hundreds have written before', async () => {
    const id = await hub.document();
    const ben = await join(id, 'ben');
    const seeds = Array.from({ length: 600 }, (_, i) => {
      const doc = new Y.Doc();
      doc.clientID = 10_000 + i;
      doc.getText('content').insert(0, 'some words ');
      return Y.encodeStateAsUpdate(doc);
    });
    ben.update(Y.mergeUpdates(seeds));
    await ben.acked(1);
    const ada = await join(id, 'ada');
    let at = 0;
    for (let i = 0; i < 3_000; i++) {
      if (i % 30 === 0) at = (i * 7_919) % ada.text().length;
      ada.type('a', { at });
      at += 1;
      if (i % 500 === 499) await ada.acked(i + 1);
    }
    expect(ada.close).toBeNull();
    expect(await hub.text(id)).toBe(ada.text());
  });

  it('[SYNC-32] are refused when they are posted', async () => {
    const id = await hub.document();
    const eve = { userId: 'eve', sessionId: null, name: 'eve', colour: 'teal', avatarId: null };
    const [text, items] = crossed(8_000);
    await hub.engine.applyUpdate(id, eve, text);
    const posted = hub.engine.applyUpdate(id, eve, items);
    await expect(posted).rejects.toSatisfy((error) => isHubError(error) && error.code === 'malformed');
    expect(hub.memory.records(id)).toHaveLength(2);
  });

  it('[SYNC-32] of honest people are taken, in order, with what comes behind them', async () => {
    const id = await hub.document('x'.repeat(4_000));
    const [ada, ben] = [await join(id, 'ada'), await join(id, 'ben')];
    // A day offline: here and there in the whole text, deletions, and structures of many parts.
    const update = typedAway(ada, (doc) => {
      const content = doc.getText('content');
      for (let i = 0; i < 3_000; i++) content.insert((i * 1_237) % content.length, 'ab');
      for (let i = 0; i < 500; i++) content.delete((i * 733) % (content.length - 1), 1);
      for (let i = 0; i < 400; i++) {
        const map = new Y.Map<number>();
        doc.getMap('shapes').set(`${i}`, map);
        for (let key = 0; key < 20; key++) map.set(`${key}`, key);
      }
    });
    ada.update(update);
    for (const letter of 'and on') ada.type(letter);
    ben.type('!');
    await ada.acked(7);
    await ben.acked(1);
    await until(() => ben.text() === ada.text() && ben.text().includes('!'), 'agreement');
    expect(ada.close).toBeNull();
    expect(ben.doc.getMap('shapes').size).toBe(400);
    expect(ada.text()).toContain('and on');
  });

  it('[SYNC-32] may take the time that their bytes take', async () => {
    // Nothing but reading the bytes takes time, on a machine that is very busy.
    merger.weigh = async (updates, timed = []) => {
      const bytes = timed.reduce((sum, i) => sum + (updates[i]?.length ?? 0), 0);
      return { whole: 0, counted: (8 * bytes) / 2 ** 20 };
    };
    const id = await hub.document('x'.repeat(4_000));
    const ada = await join(id, 'ada');
    const jumps = (count: number) => (doc: Y.Doc) => {
      for (let i = 0; i < count; i++) doc.getText('content').insert((i * 1_237) % 4_000, 'ab');
    };
    ada.update(typedAway(ada, jumps(10)));
    await ada.acked(1);
    for (let i = 0; i < 80; i++) {
      ada.update(typedAway(ada, (doc) => doc.getText('scratch').insert(0, 'y'.repeat(250_000))));
      await ada.acked(2 + i);
    }
    ada.update(typedAway(ada, jumps(1_000)));
    await ada.acked(82);
    expect(ada.close).toBeNull();
  });

  it('[SYNC-32] are refused when the role was lowered while they were weighed', async () => {
    let release = () => {};
    const weigh = merger.weigh.bind(merger);
    merger.weigh = async (updates, timed) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return weigh(updates, timed);
    };
    const id = await hub.document('x'.repeat(4_000));
    const [ada, ben] = [await join(id, 'ada'), await join(id, 'ben')];
    ada.update(
      typedAway(ada, (doc) => {
        for (let i = 0; i < 3_000; i++) doc.getText('content').insert((i * 1_237) % 4_000, 'ab');
      }),
    );
    ada.type('behind');
    await ada.settle();
    hub.member('ada', 'viewer');
    hub.engine.accessChanged({ roomId: hub.roomId, userId: 'ada' });
    await ada.settle();
    release();
    await until(() => ada.frames.filter(({ type }) => type === 'refused').length === 2, 'both to be refused');
    await ada.acked(2);
    expect(ben.text()).toBe('x'.repeat(4_000));
  });
});

describe('what an update may cost', () => {
  /** Takes in everything that a document makes, and says of the next change whether it is little work. */
  class Judged {
    readonly work = new DocumentWork();
    readonly index = new ContinuityIndex();
    readonly doc = new Y.Doc();
    little = 0;
    much = 0;

    constructor() {
      this.doc.on('update', (update: Uint8Array) => {
        const parsed = parseUpdate(update);
        if (this.work.isLittle(parsed, { index: this.index, userId: 'ada', seq: 0 })) this.little += 1;
        else this.weighed();
        const grown = parsed.sections.flatMap(({ client, end }) =>
          end > this.index.clock(client) ? [client, this.index.clock(client)] : [],
        );
        const newDeletions = this.index.newDeletions(parsed);
        this.index.apply(parsed);
        this.work.add(parsed, { newDeletions, grown });
      });
    }

    private weighed(): void {
      this.much += 1;
      this.work.forgive(this.work.beginWeighing('ada', 0));
    }
  }

  it('[SYNC-32] typing costs next to nothing, however large the document is', () => {
    const judged = new Judged();
    const text = judged.doc.getText('content');
    for (let i = 0; i < 4_000; i++) text.insert(0, 'a');
    const before = judged.much;
    let at = 2_000;
    for (let i = 0; i < 20_000; i++) {
      if (i % 7 === 6) text.delete(--at, 1);
      else text.insert(at++, 'b');
    }
    expect(judged.much).toBe(before);
  });

  it('[SYNC-32] writing before what one wrote last, again and again, is asked about ever more rarely', () => {
    const judged = new Judged();
    const text = judged.doc.getText('content');
    for (let i = 0; i < 4_000; i++) text.insert((i * 7_919) % (text.length + 1), 'ab');
    const before = judged.much;
    for (let i = 0; i < 4_000; i++) text.insert(2_000, 'c');
    expect(judged.much - before).toBeLessThan(30);
  });

  it('[SYNC-32] jumping about in a large document is asked about now and then', () => {
    const judged = new Judged();
    const text = judged.doc.getText('content');
    text.insert(0, 'x'.repeat(100));
    for (let i = 0; i < 6_000; i++) text.insert((i * 7_919) % text.length, 'a');
    expect(judged.much).toBeGreaterThan(0);
    expect(judged.much).toBeLessThan(100);
  });
});

/** Deletes every other clock of a client, the last one first. */
function lastFirst(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [0, 1, 31_337, count]) encoding.writeVarUint(encoder, number);
    for (let i = count - 1; i >= 0; i--) {
      encoding.writeVarUint(encoder, 199_999 + 2 * i);
      encoding.writeVarUint(encoder, 1);
    }
  });
}

/** A number, a string, or the byte that says what an item is. */
type Part = number | string | { readonly info: number };

/** An update of sections without deletions. */
function updateOf(sections: readonly (readonly Part[])[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, sections.length);
    for (const part of sections.flat()) {
      if (typeof part === 'number') encoding.writeVarUint(encoder, part);
      else if (typeof part === 'string') encoding.writeVarString(encoder, part);
      else encoding.writeUint8(encoder, part.info);
    }
    encoding.writeVarUint(encoder, 0);
  });
}

const [letter, letterBehind, formatBehind] = [{ info: 0x04 }, { info: 0x84 }, { info: 0x86 }] as const;

/** The higher id goes behind the lower one, past everything that lies behind that. */
const idOf = (i: number) => 1_000 - i;

/** One letter of each of many clients, each behind the one before. */
function rowOf(clients: number): Uint8Array {
  return updateOf(
    Array.from({ length: clients }, (_, i) =>
      i === 0 ? [1, idOf(i), 0, letter, 1, 'content', 'm'] : [1, idOf(i), 0, letterBehind, idOf(i - 1), 0, 'm'],
    ),
  );
}

/** What one client types behind another's letter, in items that do not become one. */
function runBehind(client: number, items: number): Uint8Array {
  const parts = Array.from({ length: items }, (_, i): Part[] => {
    const origin = i === 0 ? [client, 0] : [50, i - 1];
    return i % 2 === 0 ? [letterBehind, ...origin, 'n'] : [formatBehind, ...origin, 'bold', 'true'];
  });
  return updateOf([[items, 50, 0, ...parts.flat()]]);
}

/** Another letter of each of the many, right behind their own. */
function oneMoreOf(clients: number): Uint8Array {
  return updateOf(Array.from({ length: clients }, (_, i) => [1, idOf(i), 1, letterBehind, idOf(i), 0, 'x']));
}
