/** A client that says exactly what a test tells it to, and shows every frame that it receives. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type ClientOptions, WebSocket } from 'ws';
import * as Y from 'yjs';
import type { PeopleMessage } from '../../contract/presence.ts';
import { frameType, syncStep } from '../../contract/wire.ts';
import { until } from './test-engine.ts';

export interface SeenEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly state: unknown;
}

export type Seen =
  | { type: 'step1'; vector: Uint8Array }
  | { type: 'step2'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'presence'; entries: SeenEntry[] }
  | { type: 'denied'; reason: string }
  | { type: 'ack'; count: number }
  | { type: 'refused'; frame: number; code: string }
  | { type: 'closed'; closed: number; closeCode: number; code: string }
  | { type: 'people'; message: PeopleMessage };

export type SeenFrame = Seen & { channel: number };

/** Where the sockets are. */
export interface SocketServer {
  readonly url: string;
}

export interface RawOptions {
  path?: string;
  token?: string;
  ack?: boolean;
  room?: string;
  headers?: Record<string, string>;
  ws?: ClientOptions;
}

export class RawClient {
  readonly ws: WebSocket;
  readonly frames: SeenFrame[] = [];
  readonly doc = new Y.Doc({ gc: false });
  close: { code: number; reason: string } | null = null;
  readonly #isRoom: boolean;

  constructor(hub: SocketServer, options: RawOptions) {
    const url = new URL(`${hub.url}${options.path === undefined ? '' : `/${options.path}`}`);
    if (options.token !== undefined) url.searchParams.set('token', options.token);
    if (options.ack === true) url.searchParams.set('ack', '1');
    if (options.room !== undefined) url.searchParams.set('room', options.room);
    this.#isRoom = options.room !== undefined;
    this.ws = new WebSocket(url, { headers: options.headers, ...options.ws });
    this.ws.on('message', (data) => this.#receive(new Uint8Array(data as Buffer)));
    this.ws.on('close', (code, reason) => {
      this.close = { code, reason: reason.toString() };
    });
    this.ws.on('error', () => {});
  }

  static async open(hub: SocketServer, options: RawOptions): Promise<RawClient> {
    const client = new RawClient(hub, options);
    await until(() => client.ws.readyState === WebSocket.OPEN || client.close !== null, 'the socket to open');
    return client;
  }

  /** Opens, asks for everything and has it. */
  static async join(hub: SocketServer, options: RawOptions): Promise<RawClient> {
    const client = await RawClient.open(hub, options);
    client.step1();
    await client.saw('step2');
    return client;
  }

  send(bytes: Uint8Array | readonly number[]): void {
    this.ws.send(Uint8Array.from(bytes));
  }

  sync(step: number, payload: Uint8Array, channel?: number): void {
    this.send(
      encoding.encode((encoder) => {
        if (channel !== undefined) encoding.writeVarUint(encoder, channel);
        encoding.writeVarUint(encoder, frameType.sync);
        encoding.writeVarUint(encoder, step);
        encoding.writeVarUint8Array(encoder, payload);
      }),
    );
  }

  step1(vector: Uint8Array = Uint8Array.of(0), channel?: number): void {
    this.sync(syncStep.step1, vector, channel);
  }

  step2(update: Uint8Array, channel?: number): void {
    this.sync(syncStep.step2, update, channel);
  }

  update(update: Uint8Array, channel?: number): void {
    this.sync(syncStep.update, update, channel);
  }

  /** Types into the client's own document and sends what that makes. */
  type(text: string, options: { at?: number; channel?: number; send?: boolean } = {}): Uint8Array {
    const made = change(this.doc, (doc) => {
      const content = doc.getText('content');
      content.insert(Math.min(options.at ?? content.length, content.length), text);
    });
    if (options.send !== false) this.update(made, options.channel);
    return made;
  }

  presence(entries: readonly { clientId: number; clock: number; state: unknown }[]): void {
    this.rawPresence(entries.map(({ clientId, clock, state }) => ({ clientId, clock, state: JSON.stringify(state) })));
  }

  rawPresence(entries: readonly { clientId: number; clock: number; state: string }[]): void {
    this.send(
      encoding.encode((encoder) => {
        if (this.#isRoom) encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, frameType.awareness);
        encoding.writeVarUint8Array(
          encoder,
          encoding.encode((inner) => {
            encoding.writeVarUint(inner, entries.length);
            for (const { clientId, clock, state } of entries) {
              encoding.writeVarUint(inner, clientId);
              encoding.writeVarUint(inner, clock);
              encoding.writeVarString(inner, state);
            }
          }),
        );
      }),
    );
  }

  openChannel(channel: number, documentId: string): void {
    this.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, frameType.open);
        encoding.writeVarUint(encoder, channel);
        encoding.writeVarString(encoder, documentId);
      }),
    );
  }

  closeChannel(channel: number): void {
    this.send([0, frameType.close, channel]);
  }

  all<Type extends Seen['type']>(type: Type, channel?: number): Extract<SeenFrame, { type: Type }>[] {
    return this.frames.filter(
      (frame): frame is Extract<SeenFrame, { type: Type }> =>
        frame.type === type && (channel === undefined || frame.channel === channel),
    );
  }

  /** Resolves with the last frame of the type once there are `count` of them. */
  async saw<Type extends Seen['type']>(
    type: Type,
    count = 1,
    channel?: number,
  ): Promise<Extract<SeenFrame, { type: Type }>> {
    await until(
      () => this.all(type, channel).length >= count || this.close !== null,
      `${count} ${type} of ${this.frames.map((frame) => frame.type).join()}`,
    );
    const frame = this.all(type, channel)[count - 1];
    if (frame === undefined) throw new Error(`closed with ${JSON.stringify(this.close)} before ${type}`);
    return frame;
  }

  async closed(): Promise<number> {
    await until(() => this.close !== null, 'the socket to close');
    return this.close?.code ?? 0;
  }

  async acked(count: number, channel?: number): Promise<void> {
    await until(() => this.lastAck(channel) >= count || this.close !== null, `ack ${count}`);
    if (this.lastAck(channel) < count) throw new Error(`closed with ${JSON.stringify(this.close)} before ack ${count}`);
  }

  lastAck(channel?: number): number {
    return this.all('ack', channel).at(-1)?.count ?? 0;
  }

  text(): string {
    return this.doc.getText('content').toString();
  }

  /** A round trip: everything that the hub sent before has arrived. */
  async settle(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.ws.once('pong', () => resolve());
      this.ws.ping();
    });
  }

  end(): void {
    this.ws.terminate();
  }

  #receive(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    const channel = this.#isRoom ? decoding.readVarUint(decoder) : 0;
    const frame = readFrame(decoder);
    this.frames.push({ ...frame, channel });
    if (frame.type === 'step2' || frame.type === 'update') Y.applyUpdate(this.doc, frame.update, 'hub');
  }
}

/** What a change makes as one update. */
export function change(doc: Y.Doc, make: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array) => updates.push(update);
  doc.on('update', collect);
  doc.transact(() => make(doc));
  doc.off('update', collect);
  return updates[0] ?? Y.encodeStateAsUpdate(doc, before);
}

function readFrame(decoder: decoding.Decoder): Seen {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case frameType.sync: {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder).slice();
      if (step === syncStep.step1) return { type: 'step1', vector: payload };
      return step === syncStep.step2 ? { type: 'step2', update: payload } : { type: 'update', update: payload };
    }
    case frameType.awareness:
      return { type: 'presence', entries: readEntries(decoding.readVarUint8Array(decoder)) };
    case frameType.auth:
      decoding.readVarUint(decoder);
      return { type: 'denied', reason: decoding.readVarString(decoder) };
    case frameType.ack:
      return { type: 'ack', count: decoding.readVarUint(decoder) };
    case frameType.refused:
      return { type: 'refused', frame: decoding.readVarUint(decoder), code: decoding.readVarString(decoder) };
    case frameType.closed:
      return {
        type: 'closed',
        closed: decoding.readVarUint(decoder),
        closeCode: decoding.readVarUint(decoder),
        code: decoding.readVarString(decoder),
      };
    case frameType.people:
      return { type: 'people', message: JSON.parse(decoding.readVarString(decoder)) as PeopleMessage };
    default:
      throw new Error(`the hub sent a frame of type ${type}`);
  }
}

function readEntries(update: Uint8Array): SeenEntry[] {
  const decoder = decoding.createDecoder(update);
  const entries: SeenEntry[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: JSON.parse(decoding.readVarString(decoder)) });
  }
  return entries;
}
