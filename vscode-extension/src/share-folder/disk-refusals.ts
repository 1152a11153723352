/** What the disk of this machine does not take or give: it waits, and nothing else waits for it. */
import type { HeldBack, SettlingDeps } from './settling.ts';

/** Milliseconds until the disk is asked again. */
const againTime = 60_000;

export class DiskRefusals {
  readonly #deps: Pick<SettlingDeps, 'later' | 'warn'>;
  readonly #heldBack: Map<string, HeldBack>;
  /** When the disk is asked again; of each path it has been told. */
  readonly #due = new Map<string, number>();

  constructor(deps: Pick<SettlingDeps, 'later' | 'warn'>, heldBack: Map<string, HeldBack>) {
    this.#deps = deps;
    this.#heldBack = heldBack;
  }

  /** Null when the disk refuses, and the path is held back then; what else goes wrong is thrown. */
  async around<Result>(path: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!isOfDisk(error)) throw error;
      this.#heldBack.set(path, 'disk');
      const due = this.#due.get(path);
      if (due === undefined) this.#deps.warn(`the disk refuses ${path}`, error);
      const now = Date.now();
      if (due === undefined || due <= now) {
        this.#due.set(path, now + againTime);
        this.#deps.later(path, againTime);
      }
      return null;
    }
  }
}

/** Errors of the hub are never those of a call of this system: they are wrapped. */
export function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
