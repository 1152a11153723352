/** Finds what a test left open: sockets, timers, threads and listeners that were not there before. */
import { createHook } from 'node:async_hooks';
import process from 'node:process';

/** Kinds that keep a process alive, as Node names them; file and name look-ups end by themselves. */
const watched = /^(TCPSocketWrap|TCPServerWrap|PipeWrap|MessagePort|Worker|ProcessWrap|FSEventWrap|StatWatcher)$/;

/** Closing takes a few turns of the loop; the deadline only ends a wait that would never end. */
const patience = 15_000;

export interface LeakWatch {
  /** One sentence for each kind of thing that is still there; waits for what is about to go. Ends the watch. */
  left(): Promise<string[]>;
}

/** A timer counts when it keeps the process alive, or when our own code started it. */
export function watchLeaks(): LeakWatch {
  const before = counts();
  const timers = watchTimers();
  const more = (): string[] => [
    ...timers.running().map((where) => `a timer started ${where}`),
    ...[...counts()].flatMap(([kind, now]) => {
      const extra = now - (before.get(kind) ?? 0);
      return extra > 0 ? [`${extra} more ${kind}`] : [];
    }),
  ];
  return {
    async left() {
      timers.stopRecording();
      const deadline = Date.now() + patience;
      let found = more();
      while (found.length > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        found = more();
      }
      timers.end();
      return found;
    },
  };
}

function counts(): Map<string, number> {
  const found = new Map<string, number>();
  const add = (kind: string, by: number) => found.set(kind, (found.get(kind) ?? 0) + by);
  for (const kind of process.getActiveResourcesInfo()) if (watched.test(kind)) add(kind, 1);
  for (const event of process.eventNames()) add(`listener of process '${String(event)}'`, process.listenerCount(event));
  return found;
}

interface Timer {
  hasRef(): boolean;
}

/** By identity, not by number: timers of the test runner come and go all the time. */
function watchTimers(): { running(): string[]; stopRecording(): void; end(): void } {
  const started = new Map<number, { timer: Timer; at: Error }>();
  let recording = true;
  const hook = createHook({
    init(id, type, _trigger, resource) {
      if (recording && type === 'Timeout') started.set(id, { timer: resource as Timer, at: new Error() });
    },
    destroy: (id) => void started.delete(id),
  }).enable();
  return {
    running() {
      return [...started.values()].flatMap(({ timer, at }) => {
        const where = at.stack?.split('\n').find((line) => /[/\\]/.test(line) && !/node:|testing\/leaks/.test(line));
        if (where === undefined || /node_modules\/(@?vitest|tinypool)/.test(where)) return [];
        return timer.hasRef() || !where.includes('node_modules') ? [where.trim()] : [];
      });
    },
    stopRecording() {
      recording = false;
    },
    end: () => void hook.disable(),
  };
}
