/** y-websocket 2.1 as it ships; with a folder as the second argument, with its LevelDB persistence. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { serveBench } from './process.ts';

const [cache = '', folder] = process.argv.slice(2);
if (folder !== undefined) process.env.YPERSISTENCE = folder;
const require = createRequire(`${cache}/package.json`);
const { WebSocketServer, Server } = require('ws');
const { setupWSConnection } = require('y-websocket/bin/utils');
const server = createServer();
const sockets = new (WebSocketServer ?? Server)({ noServer: true });
sockets.on('connection', setupWSConnection);
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (client: unknown) => sockets.emit('connection', client, request));
});
server.listen(0, '127.0.0.1', () => serveBench((server.address() as AddressInfo).port));
