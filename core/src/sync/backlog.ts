/**
 * What waits for the slow readers of one user, all their sockets together: each alone may leave what a short cut leaves,
 * sixty of them would fill the hub's memory.
 */
export class Backlogs {
  readonly #bytes = new Map<string, number>();

  /** Takes note that so many bytes more (or fewer) wait, and returns how many wait in all. */
  add(userId: string, change: number): number {
    const bytes = (this.#bytes.get(userId) ?? 0) + change;
    if (bytes <= 0) this.#bytes.delete(userId);
    else this.#bytes.set(userId, bytes);
    return bytes;
  }
}
