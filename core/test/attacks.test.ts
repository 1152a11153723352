/**
 * A hub in a process of its own under attack, while two people in the same document and two in another room go on
 * working. What the attacker meets is asserted on the wire; nobody else may notice, and the hub may not grow.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createChance } from '../src/contract/chance.ts';
import { Child } from '../src/sync/testing/child.ts';
import { change, RawClient, type RawOptions } from '../src/sync/testing/raw-client.ts';
import { until } from '../src/sync/testing/test-engine.ts';
import type { TargetState } from './attack-target.ts';

const mostGrowth = 32 * 1024 * 1024;

/** Two people who write to each other all the time. */
class Bystanders {
  readonly clients: readonly [RawClient, RawClient];
  /** Round trips so far. */
  count = 0;
  slowest = 0;
  #stopped = false;
  readonly #running: Promise<void>;

  private constructor(clients: readonly [RawClient, RawClient]) {
    this.clients = clients;
    this.#running = this.#probe();
  }

  static async start(document: string, users: readonly [string, string]): Promise<Bystanders> {
    const [one, two] = await Promise.all(users.map((user) => open(user, { path: document })));
    if (one === undefined || two === undefined) throw new Error('two people');
    return new Bystanders([one, two]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    for (const client of this.clients) client.end();
  }

  async #probe(): Promise<void> {
    for (let i = 0; !this.#stopped; i++) {
      const [from, to] = i % 2 === 0 ? this.clients : [this.clients[1], this.clients[0]];
      const start = performance.now();
      from.update(change(from.doc, (doc) => doc.getMap('probe').set('count', i)));
      await until(() => to.doc.getMap('probe').get('count') === i || from.close !== null || to.close !== null);
      if (from.close !== null || to.close !== null) return;
      this.slowest = Math.max(this.slowest, performance.now() - start);
      this.count += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

let directory = '';
let server: Child;
let hub: { url: string; target: string; other: string };
let near: Bystanders;
let far: Bystanders;

async function open(token: string, options: RawOptions = {}): Promise<RawClient> {
  return await RawClient.join(hub, { path: hub.target, token, ack: true, ...options });
}

async function state(): Promise<TargetState> {
  const known = server.lines.length;
  server.say('state');
  await until(() => server.lines.slice(known).some((line) => line.startsWith('state ')), 'the state of the hub');
  return JSON.parse((server.lines.at(-1) ?? '').slice('state '.length)) as TargetState;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'draftroom-attacks-'));
  server = new Child(join(import.meta.dirname, 'attack-target.ts'), [directory]);
  hub = JSON.parse(await server.line((line) => line.startsWith('{'))) as typeof hub;
  near = await Bystanders.start(hub.target, ['ann', 'ben']);
  far = await Bystanders.start(hub.other, ['cat', 'dan']);
  await warmUp();
});

afterAll(async () => {
  await Promise.all([near.stop(), far.stop()]);
  await server.kill();
  await rm(directory, { recursive: true, force: true });
});

/** What is allocated once, such as compiled code and buffers of sockets, is no growth. */
async function warmUp(): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 60 }, () => open('eve')));
  for (const client of clients) client.type('x'.repeat(2_000));
  await Promise.all(clients.map((client) => client.acked(1)));
  for (const client of clients) client.end();
  await until(async () => (await state()).connections === 4, 'the warm-up to be over');
}

/** Runs an attack and looks whether anybody noticed. */
async function attack(run: () => Promise<void>): Promise<void> {
  const before = await state();
  const probes = [near.count, far.count] as const;
  [near.slowest, far.slowest] = [0, 0];
  await run();
  await until(() => near.count > probes[0] + 4 && far.count > probes[1] + 4, 'the bystanders to go on');
  const after = await state();
  if (process.env.ATTACKS_SHOW !== undefined) {
    const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
    const growth = `${megabytes(after.used - before.used)} MiB in use, ${megabytes(after.resident - before.resident)} MiB resident`;
    const slowest = `${near.slowest.toFixed(0)} and ${far.slowest.toFixed(0)} ms`;
    const stall = `event loop held up ${after.stalled.toFixed(0)} ms`;
    console.log(`${expect.getState().currentTestName}: grew ${growth}, ${stall}, slowest probe ${slowest}`);
  }
  for (const client of [...near.clients, ...far.clients]) expect(client.close).toBeNull();
  expect(after.used - before.used).toBeLessThan(mostGrowth);
  expect(after.warnings).toBe(0);
  // The four, and nobody of the attackers.
  await until(async () => after.connections === 4 || (await state()).connections === 4, 'the attackers to be gone');
  await expectOneState();
}

/** Who is still sending when the hub closes may lose its last words: with which code it closed, the hub itself knows. */
async function expectClosed(clients: readonly RawClient[], code: number, send: () => void): Promise<void> {
  const count = async () => (await state()).closed[code] ?? 0;
  const before = await count();
  send();
  for (const client of clients) expect([code, 1006]).toContain(await client.closed());
  await until(async () => (await count()) === before + clients.length, `${clients.length} closed with ${code}`);
}

/** Everybody who is there and whoever joins now see the same. */
async function expectOneState(): Promise<void> {
  const joiner = await open('vic');
  const seen = () => [...near.clients, joiner].map(({ doc }) => JSON.stringify(shown(doc)));
  await until(() => new Set(seen()).size === 1, 'one state');
  expect(joiner.doc.store.pendingStructs).toBeNull();
  expect(joiner.doc.store.pendingDs).toBeNull();
  joiner.end();
}

/** As many at a time as one user may have sockets. */
async function inBatches(count: number, run: (i: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += 40) {
    await Promise.all(Array.from({ length: Math.min(40, count - from) }, (_, i) => run(from + i)));
  }
}

function shown(doc: Y.Doc): unknown {
  return [doc.getText('content').toDelta(), doc.getMap('r').toJSON()];
}

/** An update of many kinds of content, as a client of its own would make it. */
function realUpdate(): Uint8Array {
  const doc = new Y.Doc();
  return change(doc, () => {
    const content = doc.getText('content');
    content.insert(0, 'first line\nsecond ünï 👩‍👧 line\n');
    content.delete(3, 4);
    content.format(0, 2, { bold: true });
    doc.getMap('r').set('key', [1, 'two', { three: null }]);
    doc.getMap('r').set('inner', new Y.Map([['title', 'x']]));
  });
}

function encoded(...parts: (number | string | Uint8Array)[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const part of parts) {
      if (typeof part === 'number') encoding.writeVarUint(encoder, part);
      else if (typeof part === 'string') encoding.writeVarString(encoder, part);
      else encoding.writeUint8Array(encoder, part);
    }
  });
}

/** `count` characters of clients from `first` on, spread over root types: Yjs is slow where very many meet. */
function ofManyClients(count: number, first: number): Uint8Array {
  const sections = Array.from({ length: count }, (_, i) => encoded(1, first + i, 0, 4, 1, `r${i % 200}`, 'x'));
  return encoded(count, Buffer.concat(sections), 0);
}

/** Bytes on a socket that was upgraded by hand. */
async function rawSocket(): Promise<Socket> {
  const { hostname, port } = new URL(hub.url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  socket.on('error', () => {});
  socket.write(
    `GET /sync/${hub.target}?token=eve HTTP/1.1\r\nHost: hub\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

describe('bytes that are no frames', () => {
  it('[SYNC-10] closes 4400 for an update that is cut anywhere, and applies nothing of it', async () => {
    const update = realUpdate();
    await attack(async () => {
      const { seq } = await state();
      await inBatches(update.length, async (length) => {
        const eve = await RawClient.open(hub, { path: hub.target, token: 'eve', ack: true });
        eve.update(update.subarray(0, length));
        expect(await eve.closed()).toBe(4400);
      });
      const later = await state();
      // Only the bystanders have written meanwhile.
      const joiner = await open('vic');
      expect(joiner.text()).not.toContain('first line');
      expect(later.seq).toBeGreaterThanOrEqual(seq);
      joiner.end();
    });
  });

  it('[SYNC-10] lets everybody agree on what is left of an update after any of its bits was flipped', async () => {
    const update = realUpdate();
    await attack(async () => {
      const outcomes = { closed: 0, settled: 0, held: 0 };
      await inBatches(8 * update.length, async (bit) => {
        const flipped = Uint8Array.from(update);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const eve = await RawClient.open(hub, { path: hub.target, token: 'eve', ack: true });
        eve.update(flipped);
        // Everything that came before is judged by then; an Ack may take a moment longer.
        await Promise.race([eve.settle(), eve.closed()]);
        await new Promise((resolve) => setTimeout(resolve, 30));
        if (eve.close !== null) expect(eve.close.code).toBe(4400);
        outcomes[eve.close !== null ? 'closed' : eve.lastAck() === 1 ? 'settled' : 'held'] += 1;
        eve.end();
      });
      expect(outcomes.closed).toBeGreaterThan(100);
      expect(outcomes.settled).toBeGreaterThan(100);
    });
  });

  it.each([
    ['text', (eve: RawClient) => eve.ws.send('hello'), 4400],
    ['nothing', (eve: RawClient) => eve.send([]), 4400],
    ['a lying length', (eve: RawClient) => eve.send([0, 2, 200, 1, 0, 0]), 4400],
    ['a length of 2^53', (eve: RawClient) => eve.send([0, 2, 255, 255, 255, 255, 255, 255, 255, 15]), 4400],
    ['a count of 2^32', (eve: RawClient) => eve.update(encoded(2 ** 32, 1, 1, 0)), 4400],
    ['bytes left over', (eve: RawClient) => eve.update(encoded(0, 0, 7)), 4400],
    ['a type of the hub', (eve: RawClient) => eve.send([100, 1]), 4400],
    ['100 MB', (eve: RawClient) => eve.ws.send(Buffer.alloc(100_000_000)), 4413],
    ['100 MB in pieces', (eve: RawClient) => sendInPieces(eve, 100), 4413],
  ])('[SYNC-10] closes who sends %s', async (_, send, code) => {
    await attack(async () => {
      const clients = await Promise.all(Array.from({ length: code === 4413 ? 2 : 20 }, () => open('eve')));
      await expectClosed(clients, code, () => clients.forEach(send));
    });
  });

  it('[SYNC-10] closes or ignores random frames', async () => {
    const chance = createChance(1);
    await attack(async () => {
      for (let round = 0; round < 10; round++) {
        const clients = await Promise.all(Array.from({ length: 40 }, () => open('eve')));
        for (const eve of clients) {
          for (let i = 0; i < 20 && eve.close === null; i++) {
            eve.send(Array.from({ length: 1 + chance(60) }, (_, at) => (at < 2 ? chance(4) : chance(256))));
          }
        }
        await Promise.all(clients.map((eve) => eve.closed()));
        for (const eve of clients) expect(eve.close?.code).toBe(4400);
      }
    });
  });

  it('[SYNC-10] takes a frame that comes byte by byte for no more than its bytes', async () => {
    await attack(async () => {
      const sockets = await Promise.all(Array.from({ length: 20 }, rawSocket));
      const before = await state();
      for (const socket of sockets)
        socket.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 0x1f, 0xff, 0xff, 1, 2, 3, 4]));
      for (let i = 0; i < 1_500; i++) {
        for (const socket of sockets) socket.write('x');
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect((await state()).used - before.used).toBeLessThan(mostGrowth / 4);
      for (const socket of sockets) socket.destroy();
    });
  });
});

function sendInPieces(eve: RawClient, count: number): void {
  for (let i = 0; i < count; i++) eve.ws.send(Buffer.alloc(1_000_000), { binary: true, fin: i === count - 1 });
}

describe('frames that are well formed', () => {
  it('[SYNC-7] closes who sends gaps by the thousand', async () => {
    await attack(async () => {
      const clients = await Promise.all(Array.from({ length: 8 }, () => open('eve')));
      await expectClosed(clients, 4400, () => {
        for (const eve of clients) {
          for (let i = 0; i < 4_000; i++) eve.update(encoded(1, 1, 9_000 + i, 5, 0x84, 777, 3, 'x', 0));
        }
      });
    });
  });

  it('[SYNC-6] is unmoved by replays of everything', async () => {
    await attack(async () => {
      const eve = await open('eve');
      const everything = Y.encodeStateAsUpdate(eve.doc);
      for (let i = 0; i < 8; i++) {
        eve.step2(everything);
        eve.update(everything);
      }
      await eve.acked(16);
      expect(eve.close).toBeNull();
      expect(eve.all('refused')).toEqual([]);
      eve.end();
    });
  });

  it('[SYNC-5] refuses a viewer that writes, and keeps its socket', async () => {
    await attack(async () => {
      const vic = await open('vic');
      for (let i = 0; i < 500; i++) vic.type('vandal ', { at: 0 });
      await vic.acked(500);
      expect(vic.all('refused').map(({ frame, code }) => `${frame} ${code}`)).toEqual(
        Array.from({ length: 500 }, (_, i) => `${i + 1} read_only`),
      );
      expect(vic.close).toBeNull();
      expect(near.clients[0].text()).not.toContain('vandal');
      vic.end();
    });
  });

  it('[SYNC-17] ignores structs under the id of a colleague, who goes on writing', async () => {
    await attack(async () => {
      const ann = near.clients[0].doc.clientID;
      const clients = await Promise.all(Array.from({ length: 10 }, () => open('eve')));
      for (const eve of clients) {
        const clock = Y.getState(eve.doc.store, ann);
        for (let i = 0; i < 50; i++) eve.update(encoded(1, 1, ann, clock + 3 + i, 4, 1, 'content', 'forged', 0));
        for (let i = 0; i < 50; i++) eve.step2(encoded(1, 1, ann, clock, 4, 1, 'content', 'forged', 0));
      }
      await Promise.all(clients.map((eve) => eve.settle()));
      expect(near.clients[1].text()).not.toContain('forged');
      for (const eve of clients) eve.end();
    });
  });

  it('[SYNC-31] closes who brings client ids by the hundred thousand', async () => {
    await attack(async () => {
      const eve = await open('eve');
      eve.update(ofManyClients(100_000, 2 ** 21));
      expect(await eve.closed()).toBe(4529);
      const again = await open('eve');
      for (let i = 0; i < 4; i++) again.update(ofManyClients(3_000, 2 ** 22 + 3_000 * i));
      expect(await again.closed()).toBe(4529);
      expect(near.clients[0].doc.store.clients.has(2 ** 21)).toBe(false);
    });
  });

  it('[WIRE-15] closes who nests types too deep', async () => {
    await attack(async () => {
      const eve = await open('eve');
      const levels = Array.from({ length: 5_000 }, (_, i) =>
        i === 0 ? encoded(7, 1, 'r', 0) : encoded(7, 0, 4_242, i - 1, 0),
      );
      eve.update(encoded(1, levels.length, 4_242, 0, Buffer.concat(levels), 0));
      expect(await eve.closed()).toBe(4400);
    });
  });

  it('[WIRE-13] takes deletions in the worst order', async () => {
    await attack(async () => {
      const eve = await open('eve');
      const count = 10_000;
      eve.update(encoded(1, 1, 31_337, 0, 4, 1, 'scratch', 'a'.repeat(2 * count), 0));
      const ranges = Array.from({ length: count }, (_, i) => encoded(2 * (count - 1 - i), 1));
      eve.update(encoded(0, 1, 31_337, count, Buffer.concat(ranges)));
      await eve.acked(2);
      expect(eve.close).toBeNull();
      eve.end();
    });
  });
});

describe('presence', () => {
  it('[SYNC-20] drops bombs of entries and states, and gives a joiner nothing of them', async () => {
    await attack(async () => {
      const eve = await open('eve');
      eve.presence([{ clientId: 66, clock: 1, state: { eve: 1 } }]);
      const fakes = Array.from({ length: 20_000 }, (_, i) => ({ clientId: 1_000 + i, clock: 1, state: '{"fake":1}' }));
      for (let i = 0; i < 5; i++) eve.rawPresence(fakes);
      for (let i = 0; i < 8; i++) eve.presence([{ clientId: 66, clock: 2 + i, state: 'x'.repeat(1_000_000) }]);
      await eve.settle();
      const joiner = await open('vic');
      joiner.presence([{ clientId: 67, clock: 1, state: {} }]);
      await joiner.saw('presence');
      const entries = joiner.all('presence').flatMap((frame) => frame.entries);
      expect(entries.filter(({ clientId }) => clientId !== 66)).toEqual([]);
      expect(JSON.stringify(entries).length).toBeLessThan(5_000);
      expect(eve.close).toBeNull();
      joiner.end();
      eve.end();
    });
  });

  it('[SYNC-20] sends the last of very many', async () => {
    await attack(async () => {
      const eve = await open('eve');
      for (let i = 1; i <= 3_000; i++) eve.presence([{ clientId: 66, clock: i, state: { i } }]);
      const seen = () =>
        near.clients[0].all('presence').flatMap(({ entries }) => entries.filter(({ clientId }) => clientId === 66));
      const before = seen().length;
      await until(() => JSON.stringify(seen().at(-1)?.state) === '{"i":3000}', 'the last state');
      expect(seen().length - before).toBeLessThan(200);
      eve.end();
    });
  });

  it('[SYNC-19] shows nothing that is said in the name of a colleague', async () => {
    await attack(async () => {
      const [ann, ben] = near.clients;
      ann.presence([{ clientId: ann.doc.clientID, clock: 1, state: { user: 'ann' } }]);
      const ofAnn = () =>
        ben.all('presence').flatMap(({ entries }) => entries.filter(({ clientId }) => clientId === ann.doc.clientID));
      await until(() => ofAnn().length > 0, 'presence of a colleague');
      const eve = await open('eve');
      for (let i = 0; i < 20; i++) {
        eve.presence([{ clientId: ann.doc.clientID, clock: 1_000 + i, state: { user: 'not ann' } }]);
        eve.rawPresence([{ clientId: ann.doc.clientID, clock: 2_000 + i, state: 'null' }]);
      }
      await eve.settle();
      await ben.settle();
      expect(ofAnn().map(({ state: said }) => said)).toEqual([{ user: 'ann' }]);
      eve.end();
    });
  });
});

describe('sockets', () => {
  it('[SYNC-14] closes a reader that stops reading, 4508', async () => {
    await attack(async () => {
      const stuck = await open('eve');
      stuck.ws.pause();
      const before = (await state()).closed[4508] ?? 0;
      const writer = await open('fay');
      const piece = 'x'.repeat(250_000);
      const closed = async () => ((await state()).closed[4508] ?? 0) > before;
      // The system takes several megabytes before anything waits for the reader.
      for (let i = 0; i < 300 && !(await closed()); i++) {
        // Written and taken back, so that the document stays small.
        writer.update(change(writer.doc, (doc) => doc.getText('scratch').insert(0, piece)));
        writer.update(change(writer.doc, (doc) => doc.getText('scratch').delete(0, piece.length)));
        await writer.acked(2 * i + 2);
      }
      await until(closed, 'the reader to be closed');
      stuck.ws.resume();
      writer.end();
      await stuck.closed();
    });
  });

  it('[SYNC-14] closes sixty readers that stop reading, before they fill memory', async () => {
    await attack(async () => {
      const sockets = await Promise.all(Array.from({ length: 60 }, rawSocket));
      for (const socket of sockets) {
        socket.pause();
        // A step 1 with an empty state vector.
        socket.write(Uint8Array.of(0x82, 0x84, 0, 0, 0, 0, 0, 0, 1, 0));
      }
      const before = (await state()).closed[4508] ?? 0;
      const writer = await open('fay');
      const piece = 'x'.repeat(250_000);
      for (let i = 0; i < 300 && ((await state()).closed[4508] ?? 0) < before + 30; i++) {
        writer.update(change(writer.doc, (doc) => doc.getText('scratch').insert(0, piece)));
        writer.update(change(writer.doc, (doc) => doc.getText('scratch').delete(0, piece.length)));
        await writer.acked(2 * i + 2);
      }
      await until(async () => ((await state()).closed[4508] ?? 0) > before, 'readers to be closed');
      writer.end();
      for (const socket of sockets) socket.destroy();
    });
  });

  it('[SYNC-11] opens 64 sockets of one user and refuses 436 more with 4529', async () => {
    await attack(async () => {
      const clients = await Promise.all(
        Array.from({ length: 500 }, () => RawClient.open(hub, { path: hub.target, token: 'eve' })),
      );
      await until(() => clients.filter(({ close }) => close !== null).length === 436, '436 refusals');
      expect(new Set(clients.map(({ close }) => close?.code))).toEqual(new Set([undefined, 4529]));
      for (const client of clients) client.end();
    });
  });

  it('[SYNC-3] ends sockets that nobody can be found for, and those without a token', async () => {
    await attack(async () => {
      const slow = await Promise.all(
        Array.from({ length: 100 }, () => RawClient.open(hub, { path: hub.target, token: 'slow' })),
      );
      const nobody = await Promise.all(Array.from({ length: 100 }, () => RawClient.open(hub, { path: hub.target })));
      for (const client of slow) client.step1();
      for (const client of nobody) expect(await client.closed()).toBe(4401);
      for (const client of slow) expect(await client.closed()).toBe(4503);
      const full = await RawClient.open(hub, { path: hub.target, token: 'slow' });
      full.send(new Uint8Array(70_000));
      expect(await full.closed()).toBe(4529);
    });
  });
});
