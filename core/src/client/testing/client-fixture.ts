/** Test set-up of the client zone: a scripted hub, rooms on it, a clock that a test moves, and waiting by condition. */
import { expect, vi } from 'vitest';
import type { ClientClock } from '../client-clock.ts';
import { createMemoryStore, type LocalStore } from '../local-store.ts';
import { RoomSession, type RoomSessionOptions } from '../room-session.ts';
import { ScriptedHub } from './scripted-hub.ts';

export const documentId = '0123456789abcdefghjk';
export const roomId = 'kjhgfedcba9876543210';

/** Real time for what is due at once; anything later waits for `advance`. */
export class ManualClock implements ClientClock {
  #now = 1_000_000;
  #tasks: { at: number; task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, task: () => void): () => void {
    const entry = { at: this.#now + delay, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((known) => known !== entry);
    };
  }

  get waiting(): number {
    return this.#tasks.length;
  }

  /** Milliseconds until each task, soonest first. */
  get delays(): number[] {
    return this.#tasks.map((entry) => entry.at - this.#now).toSorted((left, right) => left - right);
  }

  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#tasks.toSorted((left, right) => left.at - right.at)[0];
      if (next === undefined || next.at > end) break;
      this.#tasks = this.#tasks.filter((known) => known !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = end;
  }

  /** As a sleeping machine: time passes, timers do not run until it wakes. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export interface Fixture {
  hub: ScriptedHub;
  clock: ManualClock;
  wake: () => void;
  /** The network goes, and no socket is told. */
  loseNetwork: () => void;
  posted: Uint8Array[];
  open(options?: Partial<RoomSessionOptions>): RoomSession;
  dispose(): Promise<void>;
}

export async function createFixture(text = 'one\n'): Promise<Fixture> {
  const hub = new ScriptedHub();
  hub.document(documentId, text);
  await hub.listen();
  const clock = new ManualClock();
  const rooms: RoomSession[] = [];
  const wakes = new Set<() => void>();
  const losses = new Set<() => void>();
  const posted: Uint8Array[] = [];
  let tickets = 0;
  return {
    hub,
    clock,
    posted,
    wake: () => {
      for (const wake of wakes) wake();
    },
    loseNetwork: () => {
      for (const lose of losses) lose();
    },
    open(options = {}) {
      const room = new RoomSession({
        hub: hub.url,
        roomId,
        store: createMemoryStore() as LocalStore,
        clock,
        random: () => 0.5,
        ticket: async () => `ticket-${++tickets}`,
        wake: (wake, lost) => {
          wakes.add(wake);
          losses.add(lost);
          return () => {
            wakes.delete(wake);
            losses.delete(lost);
          };
        },
        postUpdate: async (_id, update) => {
          posted.push(update);
        },
        ...options,
      });
      rooms.push(room);
      return room;
    },
    async dispose() {
      for (const room of rooms) await room.dispose();
      expect(clock.waiting, 'timers left behind').toBe(0);
      await hub.dispose();
    },
  };
}

export async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 60_000, interval: 5 });
}

/** Lets what is under way on sockets arrive; only for showing that nothing more happens. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 60));
}
