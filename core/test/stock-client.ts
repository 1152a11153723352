/**
 * The stock provider in a process of its own: `node stock-client.ts <2|3> <url> <document id> <token>`. Each line in is
 * typed at the end; the text and the state of the connection are said whenever they change.
 */
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { WebsocketProvider as Provider2 } from 'y-websocket-2';
import { WebsocketProvider as Provider3 } from 'y-websocket-3';
import * as Y from 'yjs';

const [version, url = '', documentId = '', token = ''] = process.argv.slice(2);
const Provider = version === '2' ? (Provider2 as unknown as typeof Provider3) : Provider3;
const doc = new Y.Doc();
const text = doc.getText('content');
const provider = new Provider(url, documentId, doc, {
  params: { token },
  disableBc: true,
  WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
});
provider.on('status', ({ status }: { status: string }) => console.log(`status ${status}`));
provider.on('sync', (synced: boolean) => console.log(`synced ${synced} ${text.toString()}`));
text.observe(() => console.log(`text ${text.toString()}`));
createInterface(process.stdin).on('line', (line) => text.insert(text.length, line));
