/**
 * For tests of the client zone: a hub on a real socket that speaks the room wire and does what the test says, right or
 * wrong. It keeps documents as Y.Docs and makes nothing durable.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket as Socket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { PeopleMessage } from '../../contract/presence.ts';
import { frameType, roomChannel, syncStep } from '../../contract/wire.ts';
import { seedText } from '../../model/text/text-document.ts';
import { channelFrame, readChannel, syncFrame } from '../room-frames.ts';

export interface HubChannel {
  socket: Socket;
  number: number;
  documentId: string;
  /** Frames of type 0, subtype 1 or 2, so far. */
  received: number;
}

export interface HubScript {
  /** Sends acks by itself. */
  acks: boolean;
  /** Sends the server's step 1 by itself. */
  asksForChanges: boolean;
  /** Refuses everything new with this code. */
  refuses: string | null;
  /** Answers nothing at all. */
  silent: boolean;
  /** Closes each new socket with this code. */
  closesWith: number | null;
}

export class ScriptedHub {
  readonly script: HubScript = { acks: true, asksForChanges: true, refuses: null, silent: false, closesWith: null };
  readonly documents = new Map<string, Y.Doc>();
  readonly channels: HubChannel[] = [];
  readonly sockets = new Set<Socket>();
  readonly tickets: (string | null)[] = [];
  readonly awareness: unknown[] = [];
  connects = 0;
  readonly #server: Server;
  readonly #wss: WebSocketServer;
  #port = 0;

  constructor() {
    this.#server = createServer();
    this.#wss = new WebSocketServer({ server: this.#server, path: '/sync' });
    this.#wss.on('connection', (socket, request) => {
      this.tickets.push(new URL(request.url ?? '/', 'http://hub').searchParams.get('token'));
      this.#accept(socket);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Stops listening and cuts everyone; `listen` brings it back on the same port. */
  async stop(closeCode?: number): Promise<void> {
    for (const socket of this.sockets) {
      if (closeCode === undefined) socket.terminate();
      else socket.close(closeCode);
    }
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.#wss.close();
  }

  document(documentId: string, text = ''): Y.Doc {
    const known = this.documents.get(documentId);
    if (known !== undefined) return known;
    const doc = new Y.Doc();
    seedText(doc, text);
    this.documents.set(documentId, doc);
    return doc;
  }

  channelOf(documentId: string): HubChannel {
    const channel = this.channels.findLast((entry) => entry.documentId === documentId);
    if (channel === undefined) throw new Error(`nobody has opened ${documentId}`);
    return channel;
  }

  ack(channel: HubChannel, count: number = channel.received): void {
    this.#send(channel, [frameType.ack, count]);
  }

  askForChanges(channel: HubChannel): void {
    const vector = Y.encodeStateVector(this.document(channel.documentId));
    channel.socket.send(channelFrame(channel.number, syncFrame(syncStep.step1, vector)));
  }

  closeChannel(channel: HubChannel, closeCode: number, code: string): void {
    channel.socket.send(
      encoding.encode((encoder) => {
        for (const number of [roomChannel, frameType.closed, channel.number, closeCode]) {
          encoding.writeVarUint(encoder, number);
        }
        encoding.writeVarString(encoder, code);
      }),
    );
  }

  people(message: PeopleMessage): void {
    this.toAll((encoder) => {
      encoding.writeVarUint(encoder, frameType.people);
      encoding.writeVarString(encoder, JSON.stringify(message));
    });
  }

  presence(clientId: number, clock: number, state: unknown): void {
    const update = encoding.encode((encoder) => {
      for (const number of [1, clientId, clock]) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, JSON.stringify(state));
    });
    this.toAll((encoder) => {
      encoding.writeVarUint(encoder, frameType.awareness);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  toAll(write: (encoder: encoding.Encoder) => void): void {
    const frame = encoding.encode(write);
    for (const socket of this.sockets) socket.send(channelFrame(roomChannel, frame));
  }

  #accept(socket: Socket): void {
    this.connects += 1;
    if (this.script.closesWith !== null) {
      socket.close(this.script.closesWith);
      return;
    }
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      if (!this.script.silent) this.#received(socket, new Uint8Array(data));
    });
  }

  #received(socket: Socket, message: Uint8Array): void {
    const { channel, frame } = readChannel(message);
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (channel === roomChannel) {
      if (type === frameType.open) this.#opened(socket, decoding.readVarUint(decoder), decoding.readVarString(decoder));
      else if (type === frameType.awareness) this.#presenceCame(decoding.readVarUint8Array(decoder));
      return;
    }
    const entry = this.channels.find((known) => known.socket === socket && known.number === channel);
    if (entry === undefined || type !== frameType.sync) return;
    this.#sync(entry, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
  }

  #presenceCame(update: Uint8Array): void {
    const decoder = decoding.createDecoder(update);
    for (let field = 0; field < 3; field++) decoding.readVarUint(decoder);
    this.awareness.push(JSON.parse(decoding.readVarString(decoder)));
  }

  #opened(socket: Socket, number: number, documentId: string): void {
    const channel: HubChannel = { socket, number, documentId, received: 0 };
    this.channels.push(channel);
    if (!this.documents.has(documentId)) this.closeChannel(channel, 4404, 'not_found');
    else if (this.script.asksForChanges) this.askForChanges(channel);
  }

  #sync(channel: HubChannel, subtype: number, bytes: Uint8Array): void {
    const doc = this.document(channel.documentId);
    if (subtype === syncStep.step1) {
      const missing = Y.encodeStateAsUpdate(doc, bytes);
      channel.socket.send(channelFrame(channel.number, syncFrame(syncStep.step2, missing)));
      return;
    }
    channel.received += 1;
    const before = Y.encodeStateAsUpdate(doc);
    const merged = Y.mergeUpdates([before, bytes]);
    const isNew = !Buffer.from(merged).equals(Buffer.from(Y.mergeUpdates([before, Uint8Array.of(0, 0)])));
    if (isNew && this.script.refuses !== null) {
      this.#send(channel, [frameType.refused, channel.received], this.script.refuses);
    } else {
      Y.applyUpdate(doc, bytes, channel);
      for (const other of this.channels) {
        if (other === channel || other.documentId !== channel.documentId || !this.sockets.has(other.socket)) continue;
        other.socket.send(channelFrame(other.number, syncFrame(syncStep.update, bytes)));
      }
    }
    if (this.script.acks) this.ack(channel);
  }

  #send(channel: HubChannel, numbers: number[], text?: string): void {
    const frame = encoding.encode((encoder) => {
      for (const number of numbers) encoding.writeVarUint(encoder, number);
      if (text !== undefined) encoding.writeVarString(encoder, text);
    });
    channel.socket.send(channelFrame(channel.number, frame));
  }
}
