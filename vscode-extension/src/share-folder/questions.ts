/** What only a person can decide. Nothing waits for an answer but the files that it is about. */

export interface SharePeople {
  /** Many files went on one side at once; `here`: on this machine. */
  manyGone(count: number, where: 'here' | 'room'): Promise<'follow' | 'bringBack' | 'stop'>;
  /** Both sides have something else under one name, and it is not known which is newer. */
  differ(paths: readonly string[]): Promise<'room' | 'mine' | 'later'>;
  roleChanged(mayWrite: boolean): void;
  /** The person wants no more of it. */
  stop(): void;
}

export type Answer = 'follow' | 'bringBack' | 'room' | 'mine' | 'later';

export class Questions {
  readonly #people: SharePeople;
  readonly #answered: (paths: readonly string[]) => void;
  readonly #answers = new Map<string, Answer>();
  readonly #asked = new Set<string>();

  constructor(people: SharePeople, answered: (paths: readonly string[]) => void) {
    this.#people = people;
    this.#answered = answered;
  }

  get open(): boolean {
    return this.#asked.size > 0;
  }

  /** Undefined while nobody has answered. An answer counts once, but for *later*. */
  answer(path: string): Answer | undefined {
    const answer = this.#answers.get(path);
    if (answer !== 'later') this.#answers.delete(path);
    return answer;
  }

  askGone(paths: readonly string[], where: 'here' | 'room'): void {
    this.#ask(paths, async (asked) => {
      const answer = await this.#people.manyGone(asked.length, where);
      if (answer !== 'stop') return answer;
      this.#people.stop();
      return null;
    });
  }

  askDiffer(paths: readonly string[]): void {
    this.#ask(paths, (asked) => this.#people.differ(asked));
  }

  #ask(paths: readonly string[], ask: (paths: readonly string[]) => Promise<Answer | null>): void {
    const fresh = paths.filter((path) => !this.#asked.has(path));
    if (fresh.length === 0) return;
    for (const path of fresh) this.#asked.add(path);
    void ask(fresh)
      .catch(() => 'later' as const)
      .then((answer) => {
        for (const path of fresh) {
          this.#asked.delete(path);
          if (answer !== null) this.#answers.set(path, answer);
        }
        if (answer !== null) this.#answered(fresh);
      });
  }
}
