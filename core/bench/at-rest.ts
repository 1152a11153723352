/** Memory of what is connected and quiet, and what it costs to bring a document back after a restart. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { newId } from '../src/contract/ids.ts';
import { BenchClient } from './client.ts';
import { cache, type Peer, ServerProcess } from './processes.ts';
import { readTrace } from './typing.ts';

const idleRooms = 1_000;
const quietDocuments = 21;
/** After which a document counts as quiet: whatever a server does behind an edit is done. */
const quietTime = 20_000;
const lateEdits = 10_000;
/** Until Hocuspocus has stored what it debounces, at most ten seconds. */
const storeTime = 11_000;

export interface ColdLoad {
  /** CPU milliseconds of the server from the connect of the first client until it has the whole document. */
  readonly cpu: number;
  /** Milliseconds until the client is told that it is synced, and how much of the document it has then. */
  readonly syncedAfter: number;
  readonly shareWhenSynced: number;
  readonly completeAfter: number;
  /** CPU milliseconds for the next client. */
  readonly warmCpu: number;
}

/** KiB of resident memory a connection, with its share of 1,000 rooms of two. */
export async function idleConnections(peer: Peer): Promise<number> {
  return inFolder(async (folder) => {
    const documents = Array.from({ length: idleRooms }, () => newId());
    if (peer.wire === 'draftroom') {
      // Made by another process: what making them leaves behind is not what connections cost.
      const maker = await ServerProcess.start(peer, folder);
      await maker.prepare(documents);
      await maker.kill();
    }
    const server = await ServerProcess.start(peer, folder);
    const clients: BenchClient[] = [];
    try {
      const before = await memoryOf(server);
      for (const [room, document] of documents.entries()) {
        clients.push(join2(server, document, 2 * room), join2(server, document, 2 * room + 1));
        if (room % 25 === 24) await until(() => clients.every(({ synced }) => synced), clients);
      }
      await until(() => clients.every(({ synced }) => synced), clients);
      await sleep(2_000);
      return ((await memoryOf(server)) - before) / 1024 / clients.length;
    } finally {
      for (const client of clients) client.close();
      await server.kill();
    }
  });
}

/**
 * MiB of resident memory for each open document of 311 KB with two connections. A first document goes the same way
 * before: threads and compiled code are there once, however many documents there are.
 */
export async function quietDocument(peer: Peer): Promise<number> {
  return inFolder(async (folder) => {
    const server = await ServerProcess.start(peer, folder);
    const clients: BenchClient[] = [];
    try {
      const documents = Array.from({ length: quietDocuments }, () => newId());
      await server.prepare(documents);
      const paper = paperUpdate();
      let before = 0;
      for (const [i, document] of documents.entries()) {
        if (i === 1) {
          await sleep(quietTime);
          before = await memoryOf(server);
        }
        const writer = join2(server, document, 2 * i);
        clients.push(writer);
        await until(() => writer.synced, clients);
        writer.send(writer.editFrame(paper.update));
        const reader = join2(server, document, 2 * i + 1);
        clients.push(reader);
        await until(() => reader.seen.get(paper.client) === paper.clock, clients);
      }
      await sleep(quietTime);
      return ((await memoryOf(server)) - before) / 1024 / 1024 / (quietDocuments - 1);
    } finally {
      for (const client of clients) client.close();
      await server.kill();
    }
  });
}

/** After a restart: the document as it was stored; with `edits` late ones behind it, and what these cost. */
export async function coldLoad(peer: Peer, edits: boolean): Promise<ColdLoad & { readonly editsCpu: number }> {
  return inFolder(async (folder) => {
    const documents = [newId(), newId()] as const;
    const [document] = documents;
    const paper = paperUpdate();
    const first = await ServerProcess.start(peer, folder);
    await first.prepare(documents);
    const writer = join2(first, document, 1);
    await until(() => writer.synced, [writer]);
    writer.send(writer.editFrame(paper.update));
    await sleep(edits ? 1_000 : storeTime);
    const editsCpu = edits ? await sendEdits(first, writer, document) : 0;
    if (edits) await sleep(storeTime);
    writer.close();
    await first.kill();

    const clock = edits ? lateEdits : paper.clock;
    const client = edits ? lateClient : paper.client;
    const server = await ServerProcess.start(peer, folder);
    await sleep(500);
    const before = await server.figures();
    const started = performance.now();
    const joiner = join2(server, document, 2);
    await until(() => joiner.synced, [joiner]);
    const syncedAfter = performance.now() - started;
    const shareWhenSynced = Math.min(1, (joiner.seen.get(paper.client) ?? 0) / paper.clock);
    await until(() => joiner.seen.get(client) === clock, [joiner]);
    const completeAfter = performance.now() - started;
    await sleep(300);
    const cold = await server.figures();
    const next = join2(server, document, 3);
    await until(() => next.synced && next.seen.get(client) === clock, [next]);
    await sleep(300);
    const warm = await server.figures();
    check(joiner, edits);
    joiner.close();
    next.close();
    await server.kill();
    const cpu = (cold.cpu - before.cpu) / 1e3;
    return { cpu, syncedAfter, shareWhenSynced, completeAfter, warmCpu: (warm.cpu - cold.cpu) / 1e3, editsCpu };
  });
}

const lateClient = 77;

/** Returns the server's CPU seconds. */
async function sendEdits(server: ServerProcess, writer: BenchClient, document: string): Promise<number> {
  const witness = join2(server, document, 9);
  await until(() => witness.synced, [writer, witness]);
  const frames = lateUpdates().map((update) => writer.editFrame(update));
  const before = await server.figures();
  for (let at = 0; at < frames.length; at += 50) {
    writer.send(Buffer.concat(frames.slice(at, at + 50)));
    await until(() => (witness.seen.get(lateClient) ?? 0) >= at, [writer, witness]);
  }
  await until(() => witness.seen.get(lateClient) === lateEdits, [writer, witness]);
  await sleep(1_000);
  const after = await server.figures();
  witness.close();
  return (after.cpu - before.cpu) / 1e6;
}

function check(client: BenchClient, edits: boolean): void {
  const doc = new Y.Doc();
  for (const update of client.received()) Y.applyUpdate(doc, update);
  const expected = paperUpdate().length + (edits ? lateEdits : 0);
  const { length } = doc.getText('content').toString();
  if (length !== expected) throw new Error(`the joiner read ${length} characters instead of ${expected}`);
}

interface Paper {
  readonly update: Uint8Array;
  readonly client: number;
  readonly clock: number;
  /** Characters of the text. */
  readonly length: number;
}

let paper: Paper | null = null;

/** The paper as it was typed, in one update. */
function paperUpdate(): Paper {
  if (paper !== null) return paper;
  // As many bytes as ids that clients draw have.
  const client = 2_000_000_005;
  const path = join(cache, 'automerge-paper-whole.update');
  // What was deleted is kept: 311 KB, as clients have it that hold on to history.
  const doc = new Y.Doc({ gc: false });
  if (existsSync(path)) {
    Y.applyUpdate(doc, readFileSync(path));
  } else {
    doc.clientID = client;
    const text = doc.getText('content');
    for (const { patches } of readTrace('automerge-paper').txns) {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
      }
    }
    writeFileSync(path, Y.encodeStateAsUpdate(doc));
  }
  const update = Y.encodeStateAsUpdate(doc);
  paper = { update, client, clock: Y.getState(doc.store, client), length: doc.getText('content').length };
  return paper;
}

let late: Uint8Array[] | null = null;

/** Single letters, typed here and there in the paper. */
function lateUpdates(): Uint8Array[] {
  if (late !== null) return late;
  const updates: Uint8Array[] = [];
  const doc = new Y.Doc();
  Y.applyUpdate(doc, paperUpdate().update);
  doc.clientID = lateClient;
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('content');
  for (let i = 0; i < lateEdits; i++) text.insert((Math.floor(i / 40) * 977 + (i % 40)) % text.length, 'e');
  late = updates;
  return updates;
}

function join2(server: ServerProcess, document: string, number: number): BenchClient {
  const { port, peer } = server;
  return new BenchClient({ wire: peer.wire, port, document, user: `user-${number}`, clientId: 100_000 + number });
}

async function memoryOf(server: ServerProcess): Promise<number> {
  await server.figures(true);
  await sleep(300);
  return (await server.figures(true)).memory;
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(cache, 'run-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function until(condition: () => boolean, clients: readonly BenchClient[]): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!condition()) {
    const ended = clients.find((client) => client.ended !== null);
    if (ended !== undefined) throw new Error(`a connection ended: ${ended.ended}`);
    if (performance.now() > deadline) throw new Error('waited for a minute in vain');
    await sleep(2);
  }
}
