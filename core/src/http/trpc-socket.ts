/** tRPC over WebSocket at `/trpc`: subscriptions, and calls on the same socket. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RequestContext } from '../context.ts';
import { closeCodes } from '../contract/close-codes.ts';
import { type ErrorCode, errorFacts, HubError, isHubError } from '../contract/errors.ts';
import type { Limits } from '../contract/limits.ts';
import { networkOf } from '../platform/network.ts';
import { appRouter } from '../router.ts';
import { TokenBucket } from '../sync/token-bucket.ts';
import { toTrpcError } from '../trpc.ts';

export interface TrpcSocketOptions {
  readonly server: Server;
  readonly limits: Limits;
  addressOf(request: IncomingMessage): string;
  foreignHost(request: IncomingMessage): string | null;
  /** Throws a catalogue error when the socket must not be opened. */
  createContext(request: IncomingMessage, token: string | null): Promise<RequestContext>;
}

export interface TrpcSockets {
  /** Who opened a socket is asked once; so it ends with their session. */
  sessionRevoked(sessionId: string): void;
  close(): Promise<void>;
}

/** How long a socket may take to answer a close before it is cut. */
const closeWait = 1_000;

interface OpenSocket {
  readonly address: string;
  sessionId: string | null;
  userId: string | null;
  /** Sessions that ended while it was being asked whose this socket is; null once that is known. */
  endedMeanwhile: Set<string> | null;
}

export function attachTrpcSocket(options: TrpcSocketOptions): TrpcSockets {
  const { server, addressOf, limits } = options;
  const wsOptions = { noServer: true, maxPayload: 1024 * 1024, perMessageDeflate: false, closeTimeout: closeWait };
  const sockets = new WebSocketServer(wsOptions);
  const open = new Map<WebSocket, OpenSocket>();
  sockets.on('connection', (client: WebSocket, request: IncomingMessage) => {
    if (options.foreignHost(request) !== null) return refuse(client, 'wrong_host');
    const address = networkOf(addressOf(request));
    const others = [...open.values()].filter((socket) => socket.address === address).length;
    if (others >= limits.connectionsPerAddress) return refuse(client, 'too_many_connections');
    open.set(client, { address, sessionId: null, userId: null, endedMeanwhile: new Set() });
    client.once('close', () => open.delete(client));
    limitMessages(client, limits);
  });
  const handler = applyWSSHandler({
    wss: sockets,
    router: appRouter,
    createContext: async ({ req, res: client, info }) => {
      try {
        const socket = open.get(client);
        if (socket === undefined) throw new HubError('too_many_connections');
        const context = await options.createContext(req, info.connectionParams?.token ?? null);
        const sessionId = context.actor.kind === 'user' ? context.actor.sessionId : null;
        const userId = context.actor.kind === 'user' ? context.actor.userId : null;
        const others = [...open.values()].filter((one) => userId !== null && one.userId === userId).length;
        if (others >= limits.connectionsPerUser) throw new HubError('too_many_connections');
        if (sessionId !== null && socket.endedMeanwhile?.has(sessionId)) throw new HubError('not_signed_in');
        socket.sessionId = sessionId;
        socket.userId = userId;
        socket.endedMeanwhile = null;
        return context;
      } catch (error) {
        // After the answer that names the error, and before the close without a code that follows it.
        setImmediate(() => refuse(client, isHubError(error) ? error.code : 'internal'));
        throw toTrpcError(error);
      }
    },
    keepAlive: { enabled: true, pingMs: 15_000, pongWaitMs: 10_000 },
  });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== '/trpc') return;
    // The adapter makes an address of both and throws where nobody catches.
    if (!URL.canParse(request.url ?? '/', `http://${request.headers.host ?? 'hub'}`))
      return answer(socket, '400 Bad Request');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  server.on('upgrade', onUpgrade);
  return {
    sessionRevoked(sessionId) {
      for (const [client, socket] of open) {
        if (socket.sessionId === sessionId) refuse(client, 'not_signed_in');
        else socket.endedMeanwhile?.add(sessionId);
      }
    },
    close: async () => {
      server.off('upgrade', onUpgrade);
      handler.broadcastReconnectNotification();
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

/** Messages are read whether or not what they ask for is counted. */
function limitMessages(client: WebSocket, { callMessagesPerSecond, bytesPerSecond, bytesBurst }: Limits): void {
  const now = () => performance.now();
  const messages = new TokenBucket({ perSecond: callMessagesPerSecond, most: 10 * callMessagesPerSecond, now: now() });
  const bytes = new TokenBucket({ perSecond: bytesPerSecond, most: bytesBurst, now: now() });
  client.on('message', (data: Buffer) => {
    if (!messages.take(1, now()) || !bytes.take(data.length, now())) refuse(client, 'too_fast');
  });
}

/** What it still says on its way out is not heard. */
function refuse(client: WebSocket, code: ErrorCode): void {
  client.removeAllListeners('message');
  client.close(errorFacts(code).close ?? closeCodes.shuttingDown, code);
}

/** Upgrades that nobody answers would hang until the client gives up. */
export function refuseOtherUpgrades(server: Server, known: (path: string) => boolean): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    if (!known(pathOf(request))) answer(socket, '404 Not Found');
  });
}

function answer(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}
