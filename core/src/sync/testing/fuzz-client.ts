/** A client that keeps its document over cuts, as ours do, on a line that delays what it sends. */
import * as Y from 'yjs';
import { ContinuityIndex } from '../continuity.ts';
import type { UpdateLog } from '../ports.ts';
import { parseUpdate } from '../update-reader.ts';
import { RawClient, type SocketServer } from './raw-client.ts';

export class FuzzClient {
  readonly doc = new Y.Doc();
  readonly user: string;
  readonly #documentId: string;
  /** The clock of the own client id up to which everything was acknowledged, over all connections. */
  ackedClock = 0;
  #line: Line | null = null;

  constructor(user: string, documentId: string) {
    this.user = user;
    this.#documentId = documentId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'hub') this.#line?.edited(update);
    });
  }

  get connected(): boolean {
    return this.#line !== null;
  }

  get ownClock(): number {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  /** Everything is sent and acknowledged, and the whole document has come. */
  get saved(): boolean {
    return this.#line?.saved === true && this.ackedClock === this.ownClock;
  }

  connect(hub: SocketServer, delay: () => number): void {
    if (this.#line === null || this.#line.ended)
      this.#line = new Line(this, { hub, delay, documentId: this.#documentId });
  }

  cut(): void {
    this.#line?.cut();
    this.#line = null;
  }
}

/** One connection. */
class Line {
  readonly #owner: FuzzClient;
  readonly #raw: RawClient;
  readonly #delay: () => number;
  /** Own clock when each counted frame was sent. */
  readonly #clocks: number[] = [];
  #queue: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #maySend = false;
  #synced = false;
  #cut = false;

  constructor(owner: FuzzClient, options: { hub: SocketServer; delay: () => number; documentId: string }) {
    this.#owner = owner;
    this.#delay = options.delay;
    this.#raw = new RawClient(options.hub, { path: options.documentId, token: owner.user, ack: true });
    this.#raw.ws.on('open', () => this.#later(() => this.#raw.step1(Y.encodeStateVector(owner.doc))));
    this.#raw.ws.on('message', () => this.#received());
  }

  get ended(): boolean {
    return this.#cut || this.#raw.close !== null;
  }

  get saved(): boolean {
    return this.#synced && this.#maySend && this.#queue.length === 0 && this.#raw.lastAck() === this.#clocks.length;
  }

  edited(update: Uint8Array): void {
    if (this.#maySend) this.#write(() => this.#raw.update(update));
  }

  cut(): void {
    this.#cut = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#queue = [];
    this.#raw.end();
  }

  #received(): void {
    const frame = this.#raw.frames.at(-1);
    if (this.#cut || frame === undefined) return;
    const { doc } = this.#owner;
    switch (frame.type) {
      case 'step1':
        this.#maySend = true;
        this.#write(() => this.#raw.step2(Y.encodeStateAsUpdate(doc, frame.vector)), true);
        break;
      case 'step2':
      case 'update':
        Y.applyUpdate(doc, frame.update, 'hub');
        if (frame.type === 'step2') this.#synced = true;
        break;
      case 'ack':
        this.#owner.ackedClock = Math.max(this.#owner.ackedClock, this.#clocks[frame.count - 1] ?? 0);
        break;
      case 'refused':
        throw new Error(`refused: ${frame.code}`);
      default:
    }
  }

  /** A step 2 is made when it is sent: what was typed while it waited is in it. */
  #write(send: () => void, whole = false): void {
    const typedBy = this.#owner.ownClock;
    this.#later(() => {
      this.#clocks.push(whole ? this.#owner.ownClock : typedBy);
      send();
    });
  }

  #later(send: () => void): void {
    this.#queue.push(send);
    this.#run();
  }

  #run(): void {
    if (this.#timer !== null || this.#cut) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const next = this.#queue.shift();
      if (next !== undefined && this.#raw.ws.readyState === this.#raw.ws.OPEN) next();
      if (this.#queue.length > 0) this.#run();
    }, this.#delay());
  }
}

/** How much of each client a log holds. */
export async function loggedClocks(log: UpdateLog, documentId: string): Promise<ContinuityIndex> {
  const { snapshot, tail } = await log.load(documentId);
  const index = snapshot === null ? new ContinuityIndex() : ContinuityIndex.fromState(snapshot);
  for (const { update } of tail) index.apply(parseUpdate(update));
  return index;
}
