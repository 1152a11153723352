/** Time and chance as ports, so that tests decide both. */
export interface ClientClock {
  now(): number;
  /** Runs `task` once after `delay` milliseconds; the result cancels it. */
  after(delay: number, task: () => void): () => void;
}

export const systemClientClock: ClientClock = {
  now: () => Date.now(),
  after: (delay, task) => {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

const shortestDelay = 1_000;
const longestDelay = 30_000;

/** Exponential backoff with full jitter: anything up to 1 s, 2 s, 4 s … 30 s, so that clients do not come back as one. */
export function reconnectDelay(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(longestDelay, shortestDelay * 2 ** Math.min(attempt, 10)));
}

/**
 * Says when it is worth trying at once (the network came back, the machine woke up, the window is looked at again), and
 * when the network has gone: an open socket would notice only by its silence.
 */
export type WakeSource = (wake: () => void, lost: () => void) => () => void;

/** Browser events where there are any; elsewhere (Node, extension hosts) it never speaks. */
export const environmentWake: WakeSource = (wake, lost) => {
  const target: Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>> = globalThis;
  if (target.addEventListener === undefined) return () => {};
  const names = ['online', 'focus', 'pageshow', 'visibilitychange'];
  for (const name of names) target.addEventListener(name, wake);
  target.addEventListener('offline', lost);
  return () => {
    for (const name of names) target.removeEventListener?.(name, wake);
    target.removeEventListener?.('offline', lost);
  };
};
