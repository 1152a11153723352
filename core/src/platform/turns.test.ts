import { describe, expect, test } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns', () => {
  test('[RATE-4] so many at once, the others in order, and no more than may wait', async () => {
    const turns = createTurns({ atOnce: 2, mostWaiting: 3 });
    const log: string[] = [];
    const ends: (() => void)[] = [];
    const start = (name: string) =>
      turns(async () => {
        log.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        return name;
      });
    const all = ['a', 'b', 'c', 'd', 'e'].map(start);
    await expect(start('f')).rejects.toMatchObject({ code: 'too_fast' });
    expect(log).toEqual(['a', 'b']);
    for (let ended = 0; ended < all.length; ended++) {
      ends[ended]?.();
      await all[ended];
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([log, await Promise.all(all)]).toEqual([
      ['a', 'b', 'c', 'd', 'e'],
      ['a', 'b', 'c', 'd', 'e'],
    ]);
  });

  test('[RATE-4] a failure gives its turn on', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 1 });
    const failing = turns(() => Promise.reject(new Error('no')));
    const next = turns(async () => 1);
    await expect(failing).rejects.toThrow('no');
    expect([await next, await turns(async () => 2)]).toEqual([1, 2]);
  });
});
