import { describe, expect, it } from 'vitest';
import { runStockProviders } from './stock-processes.ts';

describe('stock y-websocket providers in their own processes', () => {
  it.each([
    ['2', '3'],
    ['3', '2'],
  ] as const)('[SYNC-29] %s and %s converge, stay connected alone, and never see a viewer write', async (a, b) => {
    const run = await runStockProviders({ versions: [a, b], aloneFor: 1_500, keepAlive: 300 });
    expect(run).toEqual({ disturbances: [], texts: ['one two!', 'one two!'] });
  });
});
