/**
 * No product but a floor: passes messages on unread, each framed once and written once to every colleague. Nothing is
 * checked, kept or acknowledged, and who joins gets an empty document.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocketServer } from 'ws';
import { serveBench } from './process.ts';

const rooms = new Map<string, Set<Duplex>>();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
const server = createServer();
const emptyStep2 = Uint8Array.of(0x82, 5, 0, 1, 2, 0, 0);

server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (client) => {
    const room = rooms.get(request.url ?? '') ?? new Set<Duplex>();
    rooms.set(request.url ?? '', room);
    room.add(socket);
    client.on('close', () => room.delete(socket));
    client.on('message', (data: RawData) => {
      const message = data as Buffer;
      if (message[0] === 0 && message[1] === 0) {
        socket.write(emptyStep2);
        return;
      }
      const frame = frameOf(message);
      for (const other of room) if (other !== socket) other.write(frame);
    });
  });
});

function frameOf(message: Buffer): Buffer {
  const { length } = message;
  if (length > 0xffff) throw new Error('the bench sends no frames that large');
  const head = length < 126 ? [0x82, length] : [0x82, 126, length >>> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(head), message]);
}

server.listen(0, '127.0.0.1', () => serveBench((server.address() as AddressInfo).port));
