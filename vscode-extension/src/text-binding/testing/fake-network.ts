/** A hub and its peers with delays, cuts and reconnects: each direction of each peer is a queue of updates. */
import { seedText } from '@draftroom/core/model/text/text-document';
import * as Y from 'yjs';

const fromNetwork = Symbol('from the network');

export class FakePeer {
  readonly doc = new Y.Doc();
  readonly up: Uint8Array[] = [];
  readonly down: Uint8Array[] = [];
  online = true;

  constructor(hub: Y.Doc, clientId: number) {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(hub), fromNetwork);
    this.doc.clientID = clientId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (this.online && origin !== fromNetwork) this.up.push(update);
    });
  }
}

export class FakeNetwork {
  readonly hub = new Y.Doc();
  readonly peers: FakePeer[] = [];

  constructor(text: string) {
    this.hub.clientID = 1;
    seedText(this.hub, text);
  }

  join(): FakePeer {
    const peer = new FakePeer(this.hub, 100 + this.peers.length);
    this.peers.push(peer);
    return peer;
  }

  /** Delivers the oldest update of one direction. */
  deliver(peer: FakePeer, direction: 'up' | 'down'): boolean {
    const update = peer[direction].shift();
    if (update === undefined) return false;
    if (direction === 'down') {
      Y.applyUpdate(peer.doc, update, fromNetwork);
      return true;
    }
    Y.applyUpdate(this.hub, update);
    for (const other of this.peers) if (other !== peer && other.online) other.down.push(update);
    return true;
  }

  /** What is under way is lost. */
  cut(peer: FakePeer): void {
    peer.online = false;
    peer.up.length = 0;
    peer.down.length = 0;
  }

  reconnect(peer: FakePeer): void {
    if (peer.online) return;
    peer.online = true;
    peer.down.push(Y.encodeStateAsUpdate(this.hub, Y.encodeStateVector(peer.doc)));
    peer.up.push(Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(this.hub)));
  }

  deliverAll(): void {
    for (const peer of this.peers) while (this.deliver(peer, 'up')) {}
    for (const peer of this.peers) while (this.deliver(peer, 'down')) {}
  }
}
