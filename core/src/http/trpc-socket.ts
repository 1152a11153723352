/** tRPC over WebSocket at `/trpc`: subscriptions, and calls on the same socket. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import type { RequestContext } from '../context.ts';
import { appRouter } from '../router.ts';

export interface TrpcSocketOptions {
  readonly server: Server;
  /** Throws a catalogue error when the socket must not be opened. */
  createContext(request: IncomingMessage, token: string | null): Promise<RequestContext>;
}

export function attachTrpcSocket({ server, createContext }: TrpcSocketOptions): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024, perMessageDeflate: false });
  const handler = applyWSSHandler({
    wss: sockets,
    router: appRouter,
    createContext: ({ req, info }) => createContext(req, info.connectionParams?.token ?? null),
    keepAlive: { enabled: true, pingMs: 15_000, pongWaitMs: 10_000 },
  });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== '/trpc') return;
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  server.on('upgrade', onUpgrade);
  return {
    close: async () => {
      server.off('upgrade', onUpgrade);
      handler.broadcastReconnectNotification();
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

/** Upgrades that nobody answers would hang until the client gives up. */
export function refuseOtherUpgrades(server: Server, known: (path: string) => boolean): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    if (!known(pathOf(request))) socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}
