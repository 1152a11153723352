/** Hocuspocus as it ships, in memory; with a folder as the second argument, with its SQLite persistence. */
import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { serveBench } from './process.ts';

const [cache = '', folder] = process.argv.slice(2);
const load = (name: string) => import(pathToFileURL(createRequire(`${cache}/package.json`).resolve(name)).href);
const { Server } = await load('@hocuspocus/server');
const extensions = [];
if (folder !== undefined) {
  const { SQLite } = await load('@hocuspocus/extension-sqlite');
  extensions.push(new SQLite({ database: `${folder}/documents.sqlite` }));
}
const server = new Server({ extensions, quiet: true, port: 0, address: '127.0.0.1', stopOnSignals: false });
await server.listen();
serveBench(server.httpServer.address().port);
