import { HubError } from '../contract/errors.ts';

/** Runs work a few at a time; the rest waits in order. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Throws `too_fast` when `mostWaiting` wait already. */
export function createTurns({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw new HubError('too_fast', { seconds: 5 });
      // Whoever ends hands its place on, so that nobody can come in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
