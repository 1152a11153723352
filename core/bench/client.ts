/**
 * A client of any of the measured servers that costs as little as can be, so that the server is what a run waits for:
 * a bare TCP socket, frames built before the run, and of what arrives only clocks are read.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { ByteReader } from '../src/sync/byte-reader.ts';
import { parseUpdate } from '../src/sync/update-reader.ts';

export type Wire = 'draftroom' | 'y-websocket' | 'hocuspocus' | 'relay';

export interface ClientOptions {
  readonly wire: Wire;
  readonly port: number;
  readonly document: string;
  readonly user: string;
  readonly clientId: number;
}

/** Told of what arrives, by the client id that it is of. */
export interface Arrivals {
  /** The receiver holds this client id up to this clock now. */
  edit(client: BenchClient, clientId: number, clock: number): void;
  presence(client: BenchClient, clientId: number, clock: number): void;
  ack(client: BenchClient, count: number): void;
  /** After everything that one read has brought. */
  pause(): void;
}

const frameType = { sync: 0, awareness: 1, auth: 2, hocuspocusReply: 4, ack: 100, refused: 101 } as const;
const opcode = { binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One for all sockets of the process: everything is read before the next socket has its turn. */
const inbox = Buffer.allocUnsafe(256 * 1024);

export class BenchClient {
  readonly clientId: number;
  /** Clocks that have arrived, by client id. */
  readonly seen = new Map<number, number>();
  readonly presenceSeen = new Map<number, number>();
  presenceReceived = 0;
  updatesReceived = 0;
  bytesReceived = 0;
  reads = 0;
  synced = false;
  /** What ended the connection, for error messages. */
  ended: string | null = null;
  arrivals: Arrivals | null = null;
  readonly #options: ClientOptions;
  readonly #socket: Socket;
  /** Everything after the handshake, as it came. */
  readonly #chunks: Buffer[] = [];
  #rest: Buffer | null = null;
  #open = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.clientId = options.clientId;
    const callback = (bytes: number) => {
      this.#read(bytes);
      return true;
    };
    this.#socket = connect({
      port: options.port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: inbox, callback },
    });
    this.#socket.on('error', (error) => {
      this.ended = String(error);
    });
    this.#socket.on('close', () => {
      this.ended ??= 'the connection was closed';
    });
    this.#socket.write(
      `GET ${pathOf(options)} HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        'Sec-WebSocket-Version: 13\r\n\r\n',
    );
  }

  /** WebSocket frames as `editFrame` and `presenceFrame` make them; several may be joined. */
  send(frames: Buffer): void {
    this.#socket.write(frames);
  }

  editFrame(update: Uint8Array): Buffer {
    return this.#frame([frameType.sync, 2], update);
  }

  presenceFrame(update: Uint8Array): Buffer {
    return this.#frame([frameType.awareness], update);
  }

  /** All updates that came, for the check after the run. */
  *received(): Generator<Uint8Array> {
    const bytes = Buffer.concat(this.#chunks);
    for (let at = 0; at < bytes.length; ) {
      const frame = frameAt(bytes, at, bytes.length);
      if (frame === null) return;
      at = frame.to;
      const message = bytes.subarray(frame.from, frame.to);
      if (frame.opcode !== opcode.binary) continue;
      const reader = this.#start(message);
      if (!this.#isSync(reader.varUint()) || reader.varUint() === 0) continue;
      const length = reader.varUint();
      yield new Uint8Array(message.subarray(reader.pos, reader.pos + length));
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: number): void {
    this.reads += 1;
    this.bytesReceived += bytes;
    let chunk: Buffer = Buffer.from(inbox.subarray(0, bytes));
    if (this.#rest !== null) {
      chunk = Buffer.concat([this.#rest, chunk]);
      this.#rest = null;
    }
    if (!this.#open) {
      const end = chunk.indexOf('\r\n\r\n');
      if (end === -1) {
        this.#rest = chunk;
        return;
      }
      if (!chunk.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) throw new Error(chunk.toString('latin1'));
      this.#open = true;
      this.#greet();
      chunk = chunk.subarray(end + 4);
    }
    let at = 0;
    for (let frame = frameAt(chunk, at, chunk.length); frame !== null; frame = frameAt(chunk, at, chunk.length)) {
      at = frame.to;
      if (frame.opcode === opcode.binary) this.#receive(chunk.subarray(frame.from, frame.to));
      else if (frame.opcode === opcode.ping) this.send(masked(opcode.pong, chunk.subarray(frame.from, frame.to)));
      else if (frame.opcode === opcode.close) this.ended = chunk.toString('latin1', frame.from, frame.to);
    }
    if (at > 0) this.#chunks.push(chunk.subarray(0, at));
    if (at < chunk.length) this.#rest = chunk.subarray(at);
    this.arrivals?.pause();
  }

  #greet(): void {
    const { wire, user } = this.#options;
    if (wire === 'hocuspocus') {
      const token = [string(user), string('4.7.0')];
      this.send(masked(opcode.binary, Buffer.concat([this.#head(frameType.auth, 0), ...token])));
    }
    this.send(this.#frame([frameType.sync, 0], Uint8Array.of(0)));
  }

  #receive(message: Buffer): void {
    const reader = this.#start(message);
    const type = reader.varUint();
    if (this.#isSync(type)) this.#receiveSync(reader);
    else if (type === frameType.awareness) this.#receivePresence(reader);
    else if (type === frameType.ack) this.arrivals?.ack(this, reader.varUint());
    else if (type === frameType.refused) throw new Error('an edit was refused');
  }

  #receiveSync(reader: ByteReader): void {
    const step = reader.varUint();
    const length = reader.varUint();
    if (step === 0) {
      // Every server asks what the client has: nothing yet.
      this.send(this.#frame([frameType.sync, 1], Uint8Array.of(0, 0)));
      return;
    }
    if (step === 1) this.synced = true;
    this.updatesReceived += 1;
    const { sections } = parseUpdate(reader.bytes.subarray(reader.pos, reader.pos + length));
    for (const { client, end } of sections) {
      if (end <= (this.seen.get(client) ?? 0)) continue;
      this.seen.set(client, end);
      this.arrivals?.edit(this, client, end);
    }
  }

  /** Presence of others; some servers send one's own back. */
  #receivePresence(reader: ByteReader): void {
    reader.varUint();
    for (let left = reader.varUint(); left > 0; left--) {
      const clientId = reader.varUint();
      const clock = reader.varUint();
      reader.skip(reader.varUint());
      if (clientId === this.clientId) continue;
      this.presenceReceived += 1;
      if (clock <= (this.presenceSeen.get(clientId) ?? 0)) continue;
      this.presenceSeen.set(clientId, clock);
      this.arrivals?.presence(this, clientId, clock);
    }
  }

  /** Behind the document's name, where the wire has one. */
  #start(message: Uint8Array): ByteReader {
    const reader = new ByteReader(message);
    if (this.#options.wire === 'hocuspocus') reader.skip(reader.varUint());
    return reader;
  }

  #isSync(type: number): boolean {
    return type === frameType.sync || (type === frameType.hocuspocusReply && this.#options.wire === 'hocuspocus');
  }

  #head(...types: readonly number[]): Buffer {
    const name = this.#options.wire === 'hocuspocus' ? [string(this.#options.document)] : [];
    return Buffer.concat([...name, Uint8Array.from(types)]);
  }

  #frame(types: readonly number[], payload: Uint8Array): Buffer {
    return masked(opcode.binary, Buffer.concat([this.#head(...types), varUint(payload.length), payload]));
  }
}

/** A frame of a server: never masked. Null: not all of it is there yet. */
function frameAt(bytes: Buffer, at: number, to: number): { opcode: number; from: number; to: number } | null {
  if (at + 2 > to) return null;
  let length = (bytes[at + 1] as number) & 0x7f;
  let from = at + 2;
  if (length === 126) {
    if (at + 4 > to) return null;
    length = bytes.readUInt16BE(at + 2);
    from = at + 4;
  } else if (length === 127) {
    if (at + 10 > to) return null;
    length = Number(bytes.readBigUInt64BE(at + 2));
    from = at + 10;
  }
  if (from + length > to) return null;
  if (((bytes[at] as number) & 0x80) === 0) throw new Error('a server sent fragments');
  return { opcode: (bytes[at] as number) & 0x0f, from, to: from + length };
}

function masked(code: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length <= 0xffff ? 4 : 10);
  head[0] = 0x80 | code;
  head[1] = 0x80 | (length < 126 ? length : length <= 0xffff ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  else if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  const body = Buffer.from(payload);
  for (let i = 0; i < length; i++) body[i] = (body[i] as number) ^ (mask[i & 3] as number);
  return Buffer.concat([head, mask, body]);
}

function varUint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([varUint(bytes.length), bytes]);
}

function pathOf({ wire, document, user }: ClientOptions): string {
  if (wire === 'draftroom') return `/sync/${document}?token=${user}&ack=1`;
  return `/${wire === 'hocuspocus' ? '' : document}`;
}
