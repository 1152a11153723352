/** Hocuspocus as it ships, in memory. */
import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { serveBench } from './process.ts';

const [cache = ''] = process.argv.slice(2);
const { Server } = await import(
  pathToFileURL(createRequire(`${cache}/package.json`).resolve('@hocuspocus/server')).href
);
const server = new Server({ quiet: true, port: 0, address: '127.0.0.1', stopOnSignals: false });
await server.listen();
serveBench(server.httpServer.address().port);
