/** Two stock providers, each in its own process, on one document; used by the test and by the two real minutes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../src/contract/ids.ts';
import { Child } from '../src/sync/testing/child.ts';

const file = (name: string) => join(import.meta.dirname, name);

export interface StockRun {
  /** What a client left alone for `aloneFor` said of its connection meanwhile; empty when nothing happened. */
  readonly disturbances: string[];
  readonly texts: readonly [string, string];
}

export async function runStockProviders(options: {
  versions: readonly [string, string];
  aloneFor: number;
  keepAlive?: number;
}): Promise<StockRun> {
  const directory = await mkdtemp(join(tmpdir(), 'draftroom-stock-'));
  const documentId = newId();
  const server = new Child(file('sync-server.ts'), [
    directory,
    documentId,
    ...(options.keepAlive ? [`${options.keepAlive}`] : []),
  ]);
  const children: Child[] = [server];
  const client = (version: string, token: string) => {
    const child = new Child(file('stock-client.ts'), [version, url, documentId, token]);
    children.push(child);
    return child;
  };
  let url = '';
  try {
    url = `ws://127.0.0.1:${await server.line((line) => /^\d+$/.test(line))}/sync`;
    const first = client(options.versions[0], 'ada');
    await first.line((line) => line.startsWith('synced true'));
    const said = first.lines.length;
    await new Promise((resolve) => setTimeout(resolve, options.aloneFor));
    const disturbances = first.lines.slice(said);
    first.say('one ');
    await first.line((line) => line === 'text one ');
    const second = client(options.versions[1], 'ben');
    await second.line((line) => line === 'text one ');
    second.say('two');
    await first.line((line) => line === 'text one two');
    const viewer = client(options.versions[1], 'vic');
    await viewer.line((line) => line === 'text one two');
    viewer.say(' never seen');
    await viewer.line((line) => line === 'text one two never seen');
    first.say('!');
    await second.line((line) => line === 'text one two!');
    await first.line((line) => line === 'text one two!');
    return { disturbances, texts: [last(first), last(second)] };
  } finally {
    for (const child of children) await child.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

function last(child: Child): string {
  return child.lines.findLast((line) => line.startsWith('text '))?.slice('text '.length) ?? '';
}
