/** A client of any of the measured servers that costs as little as can be: it counts, and decodes only clocks. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { parseUpdate } from '../src/sync/update-reader.ts';

export type Wire = 'draftroom' | 'y-websocket' | 'hocuspocus';

export interface ClientOptions {
  readonly wire: Wire;
  readonly port: number;
  readonly document: string;
  readonly user: string;
  readonly clientId: number;
}

const [sync, awareness, auth, ack] = [0, 1, 2, 100];
const hocuspocusReply = 4;

export class BenchClient {
  /** Clocks that have arrived, by client id. */
  readonly seen = new Map<number, number>();
  /** Everything that came, to be put together after the run. */
  readonly received: Uint8Array[] = [];
  presenceReceived = 0;
  acked = 0;
  synced = false;
  onProgress: (() => void) | null = null;
  readonly #options: ClientOptions;
  readonly #socket: WebSocket;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#socket = new WebSocket(addressOf(options), { perMessageDeflate: false });
    this.#socket.binaryType = 'nodebuffer';
    this.#socket.on('message', (data: Buffer) => this.#receive(data));
    this.#socket.on('open', () => {
      if (options.wire === 'hocuspocus') this.#send((encoder) => this.#writeToken(encoder));
      this.#send((encoder) => {
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
      });
    });
  }

  get closed(): Promise<void> {
    return new Promise((resolve) => this.#socket.once('close', () => resolve()));
  }

  edit(update: Uint8Array): void {
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, sync);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  presence(update: Uint8Array): void {
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, awareness);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  /** Presence of others; some servers send one's own back. */
  #foreignEntries(update: Uint8Array): number {
    const decoder = decoding.createDecoder(update);
    let foreign = 0;
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      if (decoding.readVarUint(decoder) !== this.#options.clientId) foreign++;
      decoding.readVarUint(decoder);
      decoding.readVarString(decoder);
    }
    return foreign;
  }

  close(): void {
    this.#socket.terminate();
  }

  #writeToken(encoder: encoding.Encoder): void {
    encoding.writeVarUint(encoder, auth);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, this.#options.user);
    encoding.writeVarString(encoder, '4.7.0');
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    if (this.#options.wire === 'hocuspocus') encoding.writeVarString(encoder, this.#options.document);
    write(encoder);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #receive(data: Buffer): void {
    const decoder = decoding.createDecoder(data);
    if (this.#options.wire === 'hocuspocus') decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === sync || (type === hocuspocusReply && this.#options.wire === 'hocuspocus')) this.#receiveSync(decoder);
    else if (type === awareness) this.presenceReceived += this.#foreignEntries(decoding.readVarUint8Array(decoder));
    else if (type === ack) this.acked = decoding.readVarUint(decoder);
    this.onProgress?.();
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      // Every server asks what the client has: nothing yet.
      this.#send((encoder) => {
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0, 0));
      });
      return;
    }
    if (step === 1) this.synced = true;
    this.received.push(new Uint8Array(payload));
    for (const { client, end } of parseUpdate(payload).sections) {
      if (end > (this.seen.get(client) ?? 0)) this.seen.set(client, end);
    }
  }
}

function addressOf({ wire, port, document, user }: ClientOptions): string {
  if (wire === 'draftroom') return `ws://127.0.0.1:${port}/sync/${document}?token=${user}&ack=1`;
  return `ws://127.0.0.1:${port}/${wire === 'y-websocket' ? document : ''}`;
}
