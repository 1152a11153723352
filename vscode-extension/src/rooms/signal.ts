/** Tells listeners of one kind of thing. What a listener throws is not its neighbours' problem. */
export class Signal<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** The result ends it. */
  listen(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(value: Value): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
