import type { ErrorCode } from '../contract/errors.ts';
import { roomChannel } from '../contract/wire.ts';
import type { Channel } from './channel.ts';
import { type Connection, closeCodeOf, type Session } from './connection.ts';
import { closedFrame } from './frames.ts';
import { type HubState, personOf } from './hub-state.ts';
import type { Access, SyncActor } from './ports.ts';
import { Presence } from './presence.ts';
import { isRefusal, type RightsHolder, recheck } from './rights.ts';
import { MalformedFrameError, readChannel, readClientFrame, readControlFrame } from './wire.ts';

/** What an open costs of the byte budget: rights are asked and a document may be loaded. */
const openCost = 16 * 1024;

/** A channel whose document is still being opened, with the frames that came meanwhile. */
interface Opening {
  readonly documentId: string;
  readonly held: Uint8Array[];
  heldBytes: number;
}

/**
 * The socket of our own clients: all documents of a room, each on its channel, and the room's presence on channel 0.
 * What goes wrong with one document ends its channel only.
 */
export class RoomSocket implements Session, RightsHolder {
  readonly roomId: string;
  access: Access;
  rightsChecks = 0;
  ended = false;
  readonly #hub: HubState;
  readonly #connection: Connection;
  readonly #presence: Presence;
  readonly #channels = new Map<number, Channel | Opening>();
  #highestChannel = 0;

  static async open(hub: HubState, connection: Connection, roomId: string): Promise<void> {
    const access = await hub.accessTo(connection.actor as SyncActor, { roomId });
    if (isRefusal(access)) connection.refuse(access.refused);
    else if (!connection.closed) connection.open(new RoomSocket(hub, connection, access));
  }

  private constructor(hub: HubState, connection: Connection, access: Access) {
    this.#hub = hub;
    this.#connection = connection;
    this.access = access;
    this.roomId = access.roomId;
    const { limits, now } = hub.parts;
    this.#presence = new Presence({
      connection,
      documentId: null,
      person: () => personOf(connection.actor as SyncActor, this.access),
      onClaim: (clientId) => {
        for (const channel of this.#open()) channel.claim(clientId);
      },
      limits,
      now: now(),
    });
    hub.room(this.roomId).join(this.#presence);
  }

  receive(message: Uint8Array): void {
    const { channel, from } = readChannel(message);
    if (channel === roomChannel) {
      this.#control(message, from);
      return;
    }
    const target = this.#channels.get(channel);
    if (target === undefined) {
      // Sent before the client could know that the hub has closed the channel.
      if (channel > this.#highestChannel) throw new MalformedFrameError('unknown-type', 0);
    } else if ('held' in target) {
      this.#hold(channel, target, message);
    } else {
      deliver(target, message, from);
    }
  }

  collectAcks(): void {
    for (const channel of this.#open()) channel.collectAcks();
  }

  sweep(now: number): void {
    for (const channel of this.#open()) channel.sweep(now);
  }

  renewPerson(): void {
    this.#hub.room(this.roomId).renew(this.#presence);
  }

  recheck(): void {
    const actor = this.#connection.actor as SyncActor;
    void recheck(this, () => this.#hub.accessTo(actor, { roomId: this.roomId }));
    for (const channel of this.#open()) {
      void recheck(channel, () => this.#hub.accessTo(actor, { documentId: channel.document.id }));
    }
  }

  changeAccess(access: Access): void {
    this.access = access;
    this.renewPerson();
  }

  refuse(code: ErrorCode): void {
    this.#connection.refuse(code);
  }

  /** Called by the connection. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const channel of this.#open()) channel.end();
    this.#channels.clear();
    this.#hub.room(this.roomId).leave(this.#presence);
  }

  #control(message: Uint8Array, from: number): void {
    const control = readControlFrame(message, from);
    if (control?.kind === 'open') {
      this.#openChannel(control.channel, control.documentId);
    } else if (control?.kind === 'close') {
      const channel = this.#channels.get(control.channel);
      this.#channels.delete(control.channel);
      if (channel !== undefined && 'end' in channel) channel.end();
    } else {
      const frame = readClientFrame(message, from);
      if (frame.kind === 'presence') this.#hub.room(this.roomId).receive(this.#presence, frame.update);
      else if (frame.kind === 'query-presence') this.#hub.room(this.roomId).greet(this.#presence);
      else throw new MalformedFrameError('unknown-type', from);
    }
  }

  #openChannel(channel: number, documentId: string): void {
    if (channel <= this.#highestChannel) throw new MalformedFrameError('unknown-type', 0);
    this.#highestChannel = channel;
    if (!this.#connection.charge(openCost)) return;
    if (this.#channels.size >= this.#hub.parts.limits.documentsPerConnection) {
      this.#closeChannel(channel, 'too_many');
      return;
    }
    const opening: Opening = { documentId, held: [], heldBytes: 0 };
    this.#channels.set(channel, opening);
    this.#finishOpening(channel, opening).catch((error: unknown) => this.#connection.failed(error));
  }

  async #finishOpening(channel: number, opening: Opening): Promise<void> {
    const isOpen = () => !this.ended && this.#channels.get(channel) === opening;
    const opened = await this.#hub.openDocument({
      connection: this.#connection,
      actor: this.#connection.actor as SyncActor,
      documentId: opening.documentId,
      channel,
      roomId: this.roomId,
      presenceId: () => this.#presence.clientId,
      refuse: (code) => this.#closeChannel(channel, code),
      isOpen,
    });
    if (!isOpen()) {
      if (!isRefusal(opened)) opened.end();
    } else if (isRefusal(opened)) {
      this.#closeChannel(channel, opened.refused);
    } else {
      this.#channels.set(channel, opened);
      this.#deliverHeld(opened, opening.held);
    }
  }

  #deliverHeld(channel: Channel, held: readonly Uint8Array[]): void {
    try {
      for (const message of held) deliver(channel, message, readChannel(message).from);
    } catch (error) {
      this.#connection.failed(error);
    }
  }

  #hold(channel: number, opening: Opening, message: Uint8Array): void {
    opening.heldBytes += message.length;
    if (opening.heldBytes > this.#hub.parts.limits.heldFramesBytes) this.#closeChannel(channel, 'too_fast');
    else opening.held.push(new Uint8Array(message));
  }

  #closeChannel(channel: number, code: ErrorCode): void {
    const target = this.#channels.get(channel);
    if (target !== undefined && 'end' in target) {
      target.collectAcks();
      target.end();
    }
    this.#channels.delete(channel);
    this.#connection.send(closedFrame(channel, closeCodeOf(code), code), roomChannel);
  }

  *#open(): Generator<Channel> {
    for (const channel of this.#channels.values()) if ('end' in channel) yield channel;
  }
}

function deliver(channel: Channel, message: Uint8Array, from: number): void {
  const frame = readClientFrame(message, from);
  // Presence belongs to the room; what a channel says of it is dropped.
  if (frame.kind === 'step1' || frame.kind === 'write') channel.receive(frame);
}
