import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../contract/errors.ts';
import { idPattern } from '../contract/ids.ts';
import { roomChannel } from '../contract/wire.ts';
import { Backlogs } from './backlog.ts';
import { Connection } from './connection.ts';
import { DocumentSocket } from './document-socket.ts';
import type { HubState } from './hub-state.ts';
import type { SyncCredentials } from './ports.ts';
import { askAccess, isRefusal } from './rights.ts';
import { RoomSocket } from './room-socket.ts';
import { TokenBucket } from './token-bucket.ts';
import { acceptWebSocket, type ServerWebSocket, type WebSocketLimits } from './web-socket.ts';

type Target =
  | { readonly kind: 'document'; readonly documentId: string }
  | { readonly kind: 'room'; readonly roomId: string }
  | { readonly kind: 'unknown' };

export interface UpgradeQuestions {
  /** The client's address; behind a trusted proxy the one that it names. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Why an upgrade is refused whoever asks, else null. */
  readonly refusalOf?: (request: IncomingMessage) => ErrorCode | null;
}

/** Sockets of the hub: completes every upgrade and refuses by close codes. Query strings are never logged. */
export class Upgrades {
  readonly connections = new Set<Connection>();
  readonly closedByCode = new Map<number, number>();
  readonly #hub: HubState;
  readonly #asks: UpgradeQuestions;
  readonly #socketLimits: WebSocketLimits;
  readonly #servers = new Map<Server, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>();
  readonly #backlogs = new Backlogs();
  readonly #byAddress = new Map<string, number>();
  readonly #byUser = new Map<string, number>();
  readonly #upgradeBudgets = new Map<string, TokenBucket>();
  /** Sessions that ended a moment ago: a sign-in that was being checked meanwhile does not count. */
  readonly #revoked = new Map<string, number>();
  /** Sockets that have not closed yet, refused ones too. */
  readonly #sockets = new Set<Duplex>();
  #closing = false;
  #allClosed: (() => void) | null = null;

  constructor(hub: HubState, asks: UpgradeQuestions) {
    this.#hub = hub;
    this.#asks = asks;
    this.#socketLimits = { maxPayload: hub.parts.limits.inboundFrame, closeWait: hub.parts.timing.closeWait };
  }

  attach(server: Server): void {
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const target = request.url ?? '/';
      // Anything else may not even be an address, and what throws here would end the process.
      if (/^\/sync([/?]|$)/.test(target)) this.#upgrade(request, { socket, head, url: new URL(`ws://hub${target}`) });
    };
    this.#servers.set(server, onUpgrade);
    server.on('upgrade', onUpgrade);
  }

  sessionRevoked(sessionId: string): void {
    this.#revoked.set(sessionId, this.#hub.parts.now());
    for (const connection of this.connections) {
      if (connection.actor?.sessionId === sessionId) connection.refuse('not_signed_in');
    }
  }

  sweep(now: number): void {
    for (const connection of this.connections) connection.sweep(now);
    for (const [sessionId, at] of this.#revoked) if (now - at > 60_000) this.#revoked.delete(sessionId);
    for (const [address, budget] of this.#upgradeBudgets) if (budget.full(now)) this.#upgradeBudgets.delete(address);
  }

  /** Takes nothing more in, neither sockets nor frames. */
  stopReceiving(): void {
    this.#closing = true;
    for (const [server, onUpgrade] of this.#servers) server.off('upgrade', onUpgrade);
    this.#servers.clear();
    for (const connection of this.connections) connection.stopReceiving();
  }

  /** Closes every socket and waits until they are gone. */
  async close(): Promise<void> {
    const gone =
      this.#sockets.size === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            this.#allClosed = resolve;
          });
    for (const connection of this.connections) connection.refuse('shutting_down');
    await gone;
  }

  #upgrade(request: IncomingMessage, { socket, head, url }: { socket: Duplex; head: Buffer; url: URL }): void {
    const ws = acceptWebSocket(request, socket, this.#socketLimits);
    if (ws === null) return;
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#allClosed?.();
    });
    ws.start(this.#start({ ws, request, url }), head);
  }

  #start({ ws, request, url }: { ws: ServerWebSocket; request: IncomingMessage; url: URL }): Connection {
    const { parts } = this.#hub;
    const address = this.#asks.addressOf?.(request) ?? request.socket.remoteAddress ?? '';
    const target = targetOf(url);
    const connection = new Connection({
      ...parts,
      ws,
      backlogs: this.#backlogs,
      wantsAcks: url.searchParams.get('ack') === '1',
      keepAliveChannel: target.kind === 'room' ? roomChannel : undefined,
      onClosed: (closed, code) => this.#closed(closed, { code, address }),
    });
    this.connections.add(connection);
    const open = count(this.#byAddress, address, 1);
    const refusal = this.#asks.refusalOf?.(request) ?? null;
    if (this.#closing) connection.refuse('shutting_down');
    else if (refusal !== null) connection.refuse(refusal);
    else if (!this.#mayUpgrade(address)) connection.refuse('too_fast');
    else if (open > parts.limits.connectionsPerAddress) connection.refuse('too_many_connections');
    else if (target.kind === 'unknown') connection.refuse('not_found');
    else void this.#open(connection, target, credentialsOf(request, url, address));
    return connection;
  }

  #mayUpgrade(address: string): boolean {
    const { limits, now } = this.#hub.parts;
    const most = limits.upgradesPerMinute;
    let budget = this.#upgradeBudgets.get(address);
    if (budget === undefined) {
      budget = new TokenBucket({ perSecond: most / 60, most, now: now() });
      this.#upgradeBudgets.set(address, budget);
    }
    return budget.take(1, now());
  }

  async #open(connection: Connection, target: Target, credentials: SyncCredentials): Promise<void> {
    const { access, warn, limits } = this.#hub.parts;
    const actor = await askAccess(() => access.authenticate(credentials), warn);
    if (connection.closed) return;
    if (isRefusal(actor)) {
      connection.refuse(actor.refused);
      return;
    }
    if (actor.sessionId !== null && this.#revoked.has(actor.sessionId)) {
      connection.refuse('not_signed_in');
      return;
    }
    connection.authorise(actor);
    if (actor.userId !== null && count(this.#byUser, actor.userId, 1) > limits.connectionsPerUser) {
      connection.refuse('too_many_connections');
      return;
    }
    try {
      if (target.kind === 'document') await DocumentSocket.open(this.#hub, connection, target.documentId);
      else if (target.kind === 'room') await RoomSocket.open(this.#hub, connection, target.roomId);
    } catch (error) {
      warn('a socket could not be opened', error);
      connection.refuse('internal');
    }
  }

  #closed(connection: Connection, { code, address }: { code: number; address: string }): void {
    this.connections.delete(connection);
    count(this.#byAddress, address, -1);
    const userId = connection.actor?.userId ?? null;
    if (userId !== null) count(this.#byUser, userId, -1);
    // A client may say any number in its close frame.
    count(this.closedByCode, code >= 4400 || code <= 1015 ? code : 0, 1);
  }
}

function targetOf(url: URL): Target {
  if (url.pathname !== '/sync' && url.pathname !== '/sync/') {
    const documentId = url.pathname.slice('/sync/'.length);
    return idPattern.test(documentId) ? { kind: 'document', documentId } : { kind: 'unknown' };
  }
  const roomId = url.searchParams.get('room') ?? '';
  return idPattern.test(roomId) ? { kind: 'room', roomId } : { kind: 'unknown' };
}

function credentialsOf(request: IncomingMessage, url: URL, address: string): SyncCredentials {
  const { cookie, origin } = request.headers;
  return { token: url.searchParams.get('token'), cookie: cookie ?? null, origin: origin ?? null, address };
}

function count<Key>(counts: Map<Key, number>, key: Key, change: 1 | -1): number {
  const value = (counts.get(key) ?? 0) + change;
  if (value === 0) counts.delete(key);
  else counts.set(key, value);
  return value;
}
