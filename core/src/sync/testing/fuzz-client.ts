/** A client that keeps its document over cuts, as ours do, on a line that delays what it sends. */
import * as Y from 'yjs';
import { ContinuityIndex } from '../continuity.ts';
import type { UpdateLog } from '../ports.ts';
import { decodeSnapshot } from '../stored-snapshot.ts';
import { parseUpdate } from '../update-reader.ts';
import { RawClient, type SocketServer } from './raw-client.ts';

/** How a line treats what is sent over it. */
export interface LineManners {
  /** Milliseconds until a frame goes. */
  delay(): number;
  /** Whether the frame that is sent now goes twice, or an old one goes again after it. */
  repeats?(): 'once' | 'twice' | 'an old one, too';
}

export class FuzzClient {
  readonly user: string;
  readonly #documentId: string;
  /** The clock of the own client id up to which everything was acknowledged, over all connections. */
  ackedClock = 0;
  /** What was acknowledged to client ids that were given up. */
  readonly #earlier: [clientId: number, clock: number][] = [];
  #doc: Y.Doc;
  #line: Line | null = null;

  constructor(user: string, documentId: string) {
    this.user = user;
    this.#documentId = documentId;
    this.#doc = this.#newDocument();
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Client ids and the clocks up to which the hub has promised to keep them. */
  get promises(): readonly (readonly [clientId: number, clock: number])[] {
    return [...this.#earlier, [this.doc.clientID, this.ackedClock]];
  }

  /** What was not accepted is set aside, as our clients do: the document is loaded anew. */
  startAnew(): void {
    this.cut();
    this.#earlier.push([this.doc.clientID, this.ackedClock]);
    this.ackedClock = 0;
    this.#doc = this.#newDocument();
  }

  #newDocument(): Y.Doc {
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'hub') this.#line?.edited(update);
    });
    return doc;
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

  connect(hub: SocketServer, manners: LineManners = { delay: () => 0 }): void {
    if (this.#line === null || this.#line.ended)
      this.#line = new Line(this, { hub, manners, documentId: this.#documentId });
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
  readonly #manners: LineManners;
  #oldFrame: (() => void) | null = null;
  /** Own clock when each counted frame was sent. */
  readonly #clocks: number[] = [];
  #queue: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #maySend = false;
  #synced = false;
  #cut = false;

  constructor(owner: FuzzClient, options: { hub: SocketServer; manners: LineManners; documentId: string }) {
    this.#owner = owner;
    this.#manners = options.manners;
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
        if (frame.code !== 'read_only') throw new Error(`refused: ${frame.code}`);
        this.#owner.startAnew();
        break;
      default:
    }
  }

  /** A step 2 is made when it is sent: what was typed while it waited is in it. */
  #write(send: () => void, whole = false): void {
    const typedBy = this.#owner.ownClock;
    this.#later(() => {
      this.#clocks.push(whole ? this.#owner.ownClock : typedBy);
      send();
      const repeats = this.#manners.repeats?.() ?? 'once';
      if (repeats === 'twice') this.#again(send);
      else if (repeats === 'an old one, too' && this.#oldFrame !== null) this.#again(this.#oldFrame);
      if (!whole && this.#clocks.length % 5 === 0) this.#oldFrame = send;
    });
  }

  /** A repeated frame counts, and says nothing new. */
  #again(send: () => void): void {
    this.#clocks.push(this.#clocks.at(-1) ?? 0);
    send();
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
    }, this.#manners.delay());
  }
}

/** How much of each client a log holds. */
export async function loggedClocks(log: UpdateLog, documentId: string): Promise<ContinuityIndex> {
  const { snapshot, tail } = await log.load(documentId);
  const index = snapshot === null ? new ContinuityIndex() : ContinuityIndex.fromState(decodeSnapshot(snapshot).state);
  for (const { update } of tail) index.apply(parseUpdate(update));
  return index;
}
