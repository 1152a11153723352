import type { Channel } from './channel.ts';
import type { Connection, Session } from './connection.ts';
import { type HubState, personOf } from './hub-state.ts';
import type { SyncActor } from './ports.ts';
import { Presence } from './presence.ts';
import { isRefusal, recheck } from './rights.ts';
import { readClientFrame } from './wire.ts';

/** A socket that the stock `y-websocket` providers can use: one document, frames without a prefix. */
export class DocumentSocket implements Session {
  readonly #connection: Connection;
  readonly #hub: HubState;
  readonly #channel: Channel;
  readonly #presence: Presence;
  readonly roomId: string;

  static async open(hub: HubState, connection: Connection, documentId: string): Promise<void> {
    const actor = connection.actor as SyncActor;
    const presence: { current: Presence | null } = { current: null };
    const channel = await hub.openDocument({
      connection,
      actor,
      documentId,
      channel: undefined,
      roomId: null,
      presenceId: () => presence.current?.clientId ?? null,
      refuse: (code) => connection.refuse(code),
      isOpen: () => !connection.closed,
    });
    if (isRefusal(channel)) {
      connection.refuse(channel.refused);
      return;
    }
    const session = new DocumentSocket(hub, connection, channel);
    presence.current = session.#presence;
    connection.open(session);
  }

  private constructor(hub: HubState, connection: Connection, channel: Channel) {
    this.#hub = hub;
    this.#connection = connection;
    this.#channel = channel;
    this.roomId = channel.access.roomId;
    const { limits, now } = hub.parts;
    this.#presence = new Presence({
      connection,
      documentId: channel.document.id,
      person: () => ({ ...personOf(connection.actor as SyncActor, channel.access), doc: channel.document.id }),
      onClaim: (clientId) => channel.claim(clientId),
      limits,
      now: now(),
    });
    hub.room(this.roomId).join(this.#presence);
  }

  receive(message: Uint8Array): void {
    const frame = readClientFrame(message);
    if (frame.kind === 'presence') this.#hub.room(this.roomId).receive(this.#presence, frame.update);
    else if (frame.kind === 'query-presence') this.#hub.room(this.roomId).greet(this.#presence);
    else this.#channel.receive(frame);
  }

  collectAcks(): void {
    this.#channel.collectAcks();
  }

  sweep(now: number): void {
    this.#channel.sweep(now);
  }

  renewPerson(): void {
    this.#hub.room(this.roomId).renew(this.#presence);
  }

  recheck(): void {
    const channel = this.#channel;
    const actor = this.#connection.actor as SyncActor;
    void recheck(channel, () => this.#hub.accessTo(actor, { documentId: channel.document.id })).then(() => {
      if (!channel.ended) this.renewPerson();
    });
  }

  end(): void {
    this.#channel.end();
    this.#hub.room(this.roomId).leave(this.#presence);
  }
}
