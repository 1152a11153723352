import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider as Provider2 } from 'y-websocket-2';
import { WebsocketProvider as Provider3 } from 'y-websocket-3';
import * as Y from 'yjs';
import { TestEngine, until } from './testing/test-engine.ts';

let hub: TestEngine;
const ends: (() => void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await hub.stop();
});

function connect(Provider: typeof Provider3, documentId: string, token: string): { doc: Y.Doc; provider: Provider3 } {
  const doc = new Y.Doc();
  const options = {
    params: { token },
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  };
  const provider = new Provider(hub.url, documentId, doc, options);
  ends.push(() => provider.destroy());
  return { doc, provider };
}

const text = (doc: Y.Doc) => doc.getText('content').toString();

describe.each([
  ['2.1', Provider2 as unknown as typeof Provider3],
  ['3.x', Provider3],
] as [string, typeof Provider3][])('the stock y-websocket %s', (_version, Provider) => {
  it('[SYNC-1] is synced only on the whole document and converges', async () => {
    hub = await TestEngine.start();
    const ada = hub.member('ada', 'owner');
    const ben = hub.member('ben', 'editor');
    const id = await hub.document('hello');
    const a = connect(Provider, id, ada);
    const atSync: string[] = [];
    a.provider.on('sync', (synced: boolean) => {
      if (synced) atSync.push(text(a.doc));
    });
    const b = connect(Provider, id, ben);
    await until(() => a.provider.synced && b.provider.synced, 'sync');
    expect(atSync).toEqual(['hello']);
    a.doc.getText('content').insert(5, ' world');
    b.doc.getText('content').insert(0, '> ');
    await until(() => text(a.doc) === '> hello world' && text(b.doc) === '> hello world', 'convergence');
    expect(await hub.text(id)).toBe('> hello world');
  });

  it('[SYNC-2] stays connected when it is alone', async () => {
    hub = await TestEngine.start({ timing: { keepAlive: 50 } });
    const id = await hub.document('x');
    const { provider } = connect(Provider, id, hub.member('ada', 'owner'));
    await until(() => provider.synced, 'sync');
    const { wsLastMessageReceived } = provider;
    const statuses: string[] = [];
    provider.on('status', ({ status }: { status: string }) => statuses.push(status));
    await until(() => provider.wsLastMessageReceived > wsLastMessageReceived + 100, 'keep-alives');
    expect(statuses).toEqual([]);
  });
});
