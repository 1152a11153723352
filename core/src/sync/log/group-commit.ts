/** Thrown for everything that was still waiting when the log was closed. */
class LogClosedError extends Error {
  override readonly name = 'LogClosedError';

  constructor() {
    super('the log is closed');
  }
}

export interface GroupCommitOptions<T> {
  /**
   * Makes all items durable, or throws: then the same items are given again after a pause. Items that can never be
   * taken are returned with the reason.
   */
  commit(items: readonly T[]): Promise<ReadonlyMap<T, Error>>;
  sizeOf(item: T): number;
  readonly mostBytes: number;
  readonly mostItems?: number;
  /** Commits begin at least so many milliseconds apart; the first after a while begins at once. */
  readonly windowMs: number;
  /** Pauses between attempts while commits fail: doubled from the first to the last. */
  readonly backoffMs: readonly [first: number, last: number];
  onFailure(error: unknown, attempt: number): void;
}

interface Waiting<T> {
  readonly item: T;
  readonly size: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One commit at a time; whatever comes meanwhile shares the next one, in the order of its coming. */
export class GroupCommit<T> {
  private readonly options: GroupCommitOptions<T>;
  private waiting: Waiting<T>[] = [];
  private bytes = 0;
  private failing = false;
  private closing = false;
  private running: Promise<void> | null = null;
  private wakeUp: (() => void) | null = null;
  /** When the last commit began. */
  private began = Number.NEGATIVE_INFINITY;

  constructor(options: GroupCommitOptions<T>) {
    this.options = options;
  }

  get healthy(): boolean {
    return !this.failing;
  }

  get pendingBytes(): number {
    return this.bytes;
  }

  add(item: T): Promise<void> {
    if (this.closing) return Promise.reject(new LogClosedError());
    const size = this.options.sizeOf(item);
    this.bytes += size;
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, size, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Finishes what can be finished; a disk that fails just now is tried once more. */
  async close(): Promise<void> {
    this.closing = true;
    this.wakeUp?.();
    while (this.running !== null) await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.othersToCome();
      this.began = performance.now();
      const batch = this.takeBatch();
      const refused = await this.commitUntilDone(batch);
      for (const { item, size, resolve, reject } of batch) {
        this.bytes -= size;
        const reason = refused === null ? new LogClosedError() : refused.get(item);
        if (reason === undefined) resolve();
        else reject(reason);
      }
    }
    this.running = null;
  }

  private takeBatch(): Waiting<T>[] {
    let count = 1;
    let bytes = this.waiting[0]?.size ?? 0;
    const most = Math.min(this.waiting.length, this.options.mostItems ?? this.waiting.length);
    for (; count < most; count++) {
      bytes += this.waiting[count]?.size ?? 0;
      if (bytes > this.options.mostBytes) break;
    }
    if (count === this.waiting.length) {
      const all = this.waiting;
      this.waiting = [];
      return all;
    }
    return this.waiting.splice(0, count);
  }

  /** Null: given up, because the log closes while its disk fails. */
  private async commitUntilDone(batch: readonly Waiting<T>[]): Promise<ReadonlyMap<T, Error> | null> {
    const items = batch.map(({ item }) => item);
    let [wait, longest] = this.options.backoffMs;
    for (let attempt = 1; ; attempt++) {
      const isLast = this.closing;
      try {
        const refused = await this.options.commit(items);
        this.failing = false;
        return refused;
      } catch (error) {
        this.failing = true;
        this.options.onFailure(error, attempt);
        if (isLast) return null;
      }
      if (!this.closing) await this.sleep(wait);
      wait = Math.min(wait * 2, longest);
    }
  }

  /** At least all that is called in this turn of the event loop. */
  private async othersToCome(): Promise<void> {
    const { windowMs, mostBytes } = this.options;
    const left = this.began + windowMs - performance.now();
    if (windowMs > 0 && left > 1 && !this.closing && this.bytes < mostBytes) await this.sleep(left);
    else await new Promise((resolve) => setImmediate(resolve));
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
