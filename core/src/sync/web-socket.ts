/**
 * The hub's end of a WebSocket (RFC 6455, no extensions), for sockets that carry many small binary messages: nothing
 * between the bytes that arrive and who reads them, and a connection that idles costs little memory.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeCodes } from '../contract/close-codes.ts';

const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const finalBit = 0x80;
const maskBit = 0x80;
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** The bytes of a close frame's reason and code. */
const longestControl = 125;
/** Fragments of one message: empty ones must not take memory without end. */
const mostFragments = 1_024;

const smallChunk = 4 * 1_024;

/** Told of what a client sends. */
export interface WebSocketHandler {
  /** `data` may be a view of a larger chunk: who keeps it copies it. */
  message(data: Buffer, isBinary: boolean): void;
  ping(data: Buffer): void;
  pong(): void;
  /** Once; the code is 1005 when there was none, 1006 when the socket ended without a close frame. */
  ended(code: number): void;
}

export interface WebSocketLimits {
  readonly maxPayload: number;
  /** How long a closing socket may take to answer before it is cut. */
  readonly closeWait: number;
}

/** Answers an upgrade; null when it was none that the hub speaks, and then the socket is gone. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  limits: WebSocketLimits,
): ServerWebSocket | null {
  const { upgrade, 'sec-websocket-key': key, 'sec-websocket-version': version } = request.headers;
  const isKey = key !== undefined && /^[A-Za-z0-9+/]{22}==$/.test(key);
  if (request.method !== 'GET' || upgrade?.toLowerCase() !== 'websocket' || !isKey || version !== '13') {
    socket.once('finish', () => socket.destroy());
    socket.end(
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n',
    );
    return null;
  }
  if (!socket.readable || !socket.writable) {
    socket.destroy();
    return null;
  }
  const accept = createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return new ServerWebSocket(socket, limits);
}

type State = 'open' | 'closing' | 'deaf' | 'gone';

export class ServerWebSocket {
  #handler: WebSocketHandler | null = null;
  readonly #socket: Duplex;
  readonly #limits: WebSocketLimits;
  /** Bytes that arrived and are no whole frame yet. */
  #rest: Buffer[] | null = null;
  #restBytes = 0;
  /** What `#rest` must hold before it is looked at again. */
  #needed = 0;
  #fragments: Buffer[] | null = null;
  #fragmentBytes = 0;
  #isText = false;
  #state: State = 'open';
  #closeCode = 1006;
  #closeTimer: NodeJS.Timeout | null = null;

  constructor(socket: Duplex, limits: WebSocketLimits) {
    this.#socket = socket;
    this.#limits = limits;
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    socket.on('close', () => this.#gone());
  }

  /** `head`: what came together with the upgrade. */
  start(handler: WebSocketHandler, head: Buffer): void {
    this.#handler = handler;
    if (head.length > 0) this.#read(head);
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  /** Bytes of frames for the client that the kernel has not taken. */
  get waiting(): number {
    return this.#socket.writableLength;
  }

  /** Whole frames. */
  write(frames: readonly Uint8Array[], bytes: number): void {
    if (this.#state !== 'open') return;
    const socket = this.#socket;
    if (frames.length === 1) {
      socket.write(frames[0] as Uint8Array);
    } else if (bytes <= 64 * 1024) {
      socket.write(joined(frames, bytes));
    } else {
      socket.cork();
      for (const frame of frames) socket.write(frame);
      socket.uncork();
    }
  }

  ping(): void {
    if (this.#state === 'open') this.#socket.write(controlFrame(opcode.ping, new Uint8Array()));
  }

  /** Says why and waits a moment for the answer; nothing that comes meanwhile is handed on. */
  close(code: number, reason: string): void {
    if (this.#state !== 'open') return;
    this.#closeCode = code;
    this.#stop('closing', closeFrame(code, reason));
  }

  terminate(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#state === 'deaf' || this.#state === 'gone') return;
    if (this.#rest !== null) {
      keepChunk(this.#rest, chunk);
      this.#restBytes += chunk.length;
      if (this.#restBytes < this.#needed) return;
      chunk = Buffer.concat(this.#rest, this.#restBytes);
      this.#rest = null;
    }
    let at = 0;
    while (at < chunk.length) {
      const next = this.#frame(chunk, at);
      if (next === at) break;
      at = next;
    }
    if (at >= chunk.length || this.#isDeaf()) return;
    const rest = at === 0 ? chunk : chunk.subarray(at);
    // A small view would hold on to the whole chunk for as long as the client likes.
    this.#rest = [rest.length < 1_024 ? Buffer.from(rest) : rest];
    this.#restBytes = rest.length;
  }

  /** Handling a frame may have closed the socket. */
  #isDeaf(): boolean {
    return this.#state === 'deaf' || this.#state === 'gone';
  }

  /** Handles the frame at `at` and returns where the next one starts; `at` when not all of it is there. */
  #frame(chunk: Buffer, at: number): number {
    const end = chunk.length;
    if (at + 2 > end) return this.#wait(at, 2);
    const first = chunk[at] as number;
    const second = chunk[at + 1] as number;
    let length = second & 0x7f;
    let from = at + 2;
    if (length === 126) {
      if (at + 4 > end) return this.#wait(at, 4);
      length = chunk.readUInt16BE(from);
      from += 2;
    } else if (length === 127) {
      if (at + 10 > end) return this.#wait(at, 10);
      length = chunk.readUInt32BE(from) * 2 ** 32 + chunk.readUInt32BE(from + 4);
      from += 8;
    }
    const problem = this.#problemWith(first, second, length);
    if (problem !== null) {
      this.#fail(problem);
      return end;
    }
    const to = from + 4 + length;
    if (to > end) return this.#wait(at, to - at);
    unmask(chunk, from, to);
    this.#take(first, chunk.subarray(from + 4, to));
    return this.#isDeaf() ? end : to;
  }

  #wait(at: number, needed: number): number {
    this.#needed = needed;
    return at;
  }

  /** What a frame's head already tells, before its bytes may take memory. */
  #problemWith(first: number, second: number, length: number): 'malformed' | 'too_large' | null {
    const code = first & 0x0f;
    if ((first & 0x70) !== 0 || (second & maskBit) === 0) return 'malformed';
    if (code >= opcode.close) {
      return code > opcode.pong || (first & finalBit) === 0 || length > longestControl ? 'malformed' : null;
    }
    if (code > opcode.binary || (code === opcode.continuation) !== (this.#fragments !== null)) return 'malformed';
    if (length + this.#fragmentBytes > this.#limits.maxPayload) return 'too_large';
    return (this.#fragments?.length ?? 0) >= mostFragments ? 'malformed' : null;
  }

  #take(first: number, data: Buffer): void {
    const code = first & 0x0f;
    if (code === opcode.close) {
      this.#receiveClose(data);
    } else if (this.#state !== 'open') {
      // Only the answer to the close frame matters now.
    } else if (code === opcode.ping) {
      this.#handler?.ping(data);
    } else if (code === opcode.pong) {
      this.#handler?.pong();
    } else if ((first & finalBit) !== 0 && this.#fragments === null) {
      this.#handler?.message(data, code === opcode.binary);
    } else {
      this.#takeFragment(first, data);
    }
  }

  #takeFragment(first: number, data: Buffer): void {
    if (this.#fragments === null) {
      this.#fragments = [];
      this.#isText = (first & 0x0f) === opcode.text;
    }
    this.#fragments.push(Buffer.from(data));
    this.#fragmentBytes += data.length;
    if ((first & finalBit) === 0) return;
    const message = Buffer.concat(this.#fragments, this.#fragmentBytes);
    this.#fragments = null;
    this.#fragmentBytes = 0;
    this.#handler?.message(message, !this.#isText);
  }

  #receiveClose(data: Buffer): void {
    if (this.#state === 'open') {
      if (data.length === 1) {
        this.#fail('malformed');
        return;
      }
      this.#closeCode = data.length === 0 ? 1005 : data.readUInt16BE(0);
      this.#stop('deaf', controlFrame(opcode.close, data.subarray(0, 2)));
    }
    this.#state = 'deaf';
    this.#socket.end();
  }

  /** After bytes that are no frames there is no telling where one starts: nothing more is read. */
  #fail(problem: 'malformed' | 'too_large'): void {
    if (this.#state === 'open') {
      this.#closeCode = problem === 'malformed' ? closeCodes.malformed : closeCodes.tooLarge;
      this.#stop('deaf', closeFrame(this.#closeCode, problem));
    }
    this.#state = 'deaf';
    this.#socket.end();
    this.#tellEnd();
  }

  #stop(state: State, lastFrame: Uint8Array): void {
    this.#state = state;
    this.#rest = null;
    this.#fragments = null;
    this.#socket.write(lastFrame);
    this.#closeTimer = setTimeout(() => this.#socket.destroy(), this.#limits.closeWait);
  }

  #gone(): void {
    if (this.#closeTimer !== null) clearTimeout(this.#closeTimer);
    this.#state = 'gone';
    this.#rest = null;
    this.#fragments = null;
    this.#tellEnd();
  }

  #tellEnd(): void {
    const handler = this.#handler;
    this.#handler = null;
    handler?.ended(this.#closeCode);
  }
}

/** Small chunks become larger ones: a frame that comes byte by byte would take a hundred times its size. */
function keepChunk(chunks: Buffer[], chunk: Buffer): void {
  const last = chunks[chunks.length - 1];
  if (last === undefined || last.length >= smallChunk || chunk.length >= smallChunk) chunks.push(chunk);
  else chunks[chunks.length - 1] = Buffer.concat([last, chunk]);
}

/** In place: the chunk is ours. `from` is where the mask is. */
function unmask(bytes: Buffer, from: number, to: number): void {
  const a = bytes[from] as number;
  const b = bytes[from + 1] as number;
  const c = bytes[from + 2] as number;
  const d = bytes[from + 3] as number;
  let at = from + 4;
  for (const last = to - 3; at < last; at += 4) {
    bytes[at] = (bytes[at] as number) ^ a;
    bytes[at + 1] = (bytes[at + 1] as number) ^ b;
    bytes[at + 2] = (bytes[at + 2] as number) ^ c;
    bytes[at + 3] = (bytes[at + 3] as number) ^ d;
  }
  if (at < to) bytes[at] = (bytes[at] as number) ^ a;
  if (at + 1 < to) bytes[at + 1] = (bytes[at + 1] as number) ^ b;
  if (at + 2 < to) bytes[at + 2] = (bytes[at + 2] as number) ^ c;
}

function joined(frames: readonly Uint8Array[], bytes: number): Buffer {
  const all = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}

/** At most 125 bytes. */
function controlFrame(code: number, data: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(2 + data.length);
  frame[0] = finalBit | code;
  frame[1] = data.length;
  frame.set(data, 2);
  return frame;
}

export function pongFrame(data: Uint8Array): Buffer {
  return controlFrame(opcode.pong, data);
}

function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason);
  const data = Buffer.alloc(2 + text.length);
  data.writeUInt16BE(code, 0);
  data.set(text, 2);
  return controlFrame(opcode.close, data);
}
