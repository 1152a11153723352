import type { RoomView } from './room-view.ts';

/** What lives as long as a tab, in front or not: it ends when the tab closes, or when the room is left. */
export class TabKeeper {
  readonly #view: RoomView;
  readonly #ends = new Map<string, () => void>();
  #stop: (() => void) | null = null;

  constructor(view: RoomView) {
    this.#view = view;
  }

  /** Once for each tab. `start` gives what ends it. */
  keep(id: string, start: () => () => void): void {
    if (this.#ends.has(id)) return;
    this.#stop ??= this.#view.subscribe(() => this.#look());
    this.#ends.set(id, start());
  }

  dispose(): void {
    this.#stop?.();
    this.#stop = null;
    for (const id of [...this.#ends.keys()]) this.#end(id);
  }

  #look(): void {
    const { tabs } = this.#view.get();
    for (const id of [...this.#ends.keys()]) if (!tabs.includes(id)) this.#end(id);
  }

  #end(id: string): void {
    const end = this.#ends.get(id);
    this.#ends.delete(id);
    end?.();
  }
}
