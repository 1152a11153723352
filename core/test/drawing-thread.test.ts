import { afterEach, describe, expect, test } from 'vitest';
import { createDrawingWork } from '../src/modules/documents/drawings/drawing-thread.ts';
import type { DrawingWork } from '../src/modules/documents/drawings/ports.ts';
import type { ThreadOptions } from '../src/platform/task-thread.ts';
import { outcomeOf } from '../src/testing/test-people.ts';
import { oddThread } from './odd-threads.ts';

let work: DrawingWork | null = null;
afterEach(() => work?.close());

function start(mode: string, options: ThreadOptions = {}): DrawingWork {
  work = createDrawingWork(oddThread(mode), options);
  return work;
}

const ask = (signal = new AbortController().signal) =>
  work?.preview([new Uint8Array([0, 0])], async () => null, signal);

describe('the thread for drawings', () => {
  test.each(['dies-reading', 'dies-at-once', 'dies-half-way', 'throws'])(
    '[DJOB-4] that %s is an error worth another try, and the next task gets a new one',
    async (mode) => {
      start(mode);
      for (let i = 0; i < 2; i++) await expect(ask()).rejects.toThrow(/ended with 3|odd/);
    },
  );

  test('[DJOB-4] that answers is kept for the next task', async () => {
    start('works');
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(other).toEqual(one);
  });

  test('[DJOB-5] a task over its time is refused', async () => {
    start('spins', { mostTime: 200 });
    await expect(ask()).rejects.toMatchObject({ code: 'bad_drawing' });
  });

  test('[DJOB-5] a task over its memory is refused', async () => {
    start('hoards', { memoryMiB: 32 });
    await expect(ask()).rejects.toMatchObject({ code: 'bad_drawing' });
  });

  test('[DJOB-6] a task that is cancelled ends, running or waiting', async () => {
    start('spins');
    const [first, second] = [new AbortController(), new AbortController()];
    const running = ask(first.signal);
    const waiting = ask(second.signal);
    second.abort(new Error('not wanted'));
    await expect(waiting).rejects.toThrow('not wanted');
    first.abort(new Error('not wanted either'));
    await expect(running).rejects.toThrow('not wanted either');
  });

  test('[DJOB-6] closing ends what is under way', async () => {
    const spinning = start('spins');
    const running = outcomeOf(ask() ?? Promise.resolve());
    await spinning.close();
    expect(await running).toBe('shutting_down');
  });
});
