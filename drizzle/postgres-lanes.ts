/**
 * Connections for transactions, each with a driver of its own that is thrown away when its connection ends. The driver's
 * own reservations cannot be used: it hands out connections that have ended, answers the next query on them with the
 * error of the last one, and may never answer a statement that was sent just before the end.
 */
import { type ConnectOptions, connect, type Sql } from './postgres-driver.ts';
import { DatabaseUnavailableError, SqlError } from './sql-client.ts';

export class Lane {
  readonly #sql: Sql;
  readonly #lost: Promise<never>;
  #isLost = false;
  #wasOpen = false;
  #tell: (error: Error) => void = () => {};

  constructor(url: string, options: Pick<ConnectOptions, 'connectTimeoutMs'>) {
    this.#lost = new Promise((_, reject) => {
      this.#tell = reject;
    });
    this.#lost.catch(() => {
      // Nobody may be waiting for an answer at that moment.
    });
    this.#sql = connect(url, { ...options, max: 1, onClose: () => this.lose() });
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** The answer, or the error that the connection is lost; then nothing more is sent, for it would go over another one. */
  async run<Answer>(ask: (sql: Sql) => Promise<Answer>): Promise<Answer> {
    if (this.#isLost) return this.#lost;
    try {
      const answer = await Promise.race([ask(this.#sql), this.#lost]);
      this.#wasOpen = true;
      return answer;
    } catch (error) {
      if (!endsConnection(error)) throw error;
      this.lose();
      // How a connection ended says less than that it did; why there never was one says all.
      if (this.#wasOpen) return this.#lost;
      throw error;
    }
  }

  lose(): void {
    this.#isLost = true;
    this.#tell(new DatabaseUnavailableError('the connection to the database is lost'));
  }

  async end(seconds: number): Promise<void> {
    await this.#sql.end({ timeout: seconds }).catch(() => undefined);
  }
}

/** At most so many at once; who comes then waits for one that is given back. */
export class Lanes {
  readonly #most: number;
  readonly #open: () => Lane;
  readonly #all = new Set<Lane>();
  readonly #free: Lane[] = [];
  readonly #waiting: (() => void)[] = [];
  #isClosed = false;

  constructor(most: number, open: () => Lane) {
    this.#most = most;
    this.#open = open;
  }

  async take(): Promise<Lane> {
    for (;;) {
      if (this.#isClosed) throw new DatabaseUnavailableError('the database is closed');
      const lane = this.#free.pop();
      if (lane !== undefined && !lane.isLost) return lane;
      if (lane !== undefined) this.#drop(lane);
      else if (this.#all.size < this.#most) return this.#add();
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  give(lane: Lane): void {
    if (lane.isLost) this.#drop(lane);
    else this.#free.push(lane);
    this.#waiting.shift()?.();
  }

  /** Gives those that are in use a moment to finish. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#all].map((lane) => lane.end(5)));
  }

  #add(): Lane {
    const lane = this.#open();
    this.#all.add(lane);
    return lane;
  }

  #drop(lane: Lane): void {
    this.#all.delete(lane);
    void lane.end(0);
  }
}

/** Classes 57P0 (shut down) and 08 (connection) of SQLSTATE. */
function endsConnection(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError || (error instanceof SqlError && /^(57P0|08)/.test(error.code));
}
