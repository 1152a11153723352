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

type Topic = 'gone here' | 'gone room' | 'differ';

export class Questions {
  readonly #people: SharePeople;
  readonly #answered: (paths: readonly string[]) => void;
  readonly #answers = new Map<string, Answer>();
  /** What is being asked, and files of the same kind that came since: they are the next question. */
  readonly #open = new Map<Topic, { asked: readonly string[]; next: Set<string> }>();

  constructor(people: SharePeople, answered: (paths: readonly string[]) => void) {
    this.#people = people;
    this.#answered = answered;
  }

  get open(): boolean {
    return this.#open.size > 0;
  }

  /** Undefined while nobody has answered. An answer counts once, but for *later*. */
  answer(path: string): Answer | undefined {
    const answer = this.#answers.get(path);
    if (answer !== 'later') this.#answers.delete(path);
    return answer;
  }

  /** Said without being asked; what was said before counts no more. */
  decide(path: string, answer: 'room' | 'mine'): void {
    this.#answers.set(path, answer);
    this.#answered([path]);
  }

  askGone(paths: readonly string[], where: 'here' | 'room'): void {
    this.#ask(`gone ${where}`, paths, async () => {
      const answer = await this.#people.manyGone(paths.length, where);
      if (answer !== 'stop') return answer;
      this.#people.stop();
      return null;
    });
  }

  askDiffer(paths: readonly string[]): void {
    this.#ask('differ', paths, () => this.#people.differ(paths));
  }

  #ask(topic: Topic, paths: readonly string[], ask: () => Promise<Answer | null>): void {
    const open = this.#open.get(topic);
    if (open !== undefined) for (const path of paths) if (!open.asked.includes(path)) open.next.add(path);
    if (open !== undefined || paths.length === 0) return;
    const next = new Set<string>();
    this.#open.set(topic, { asked: paths, next });
    void ask()
      .catch(() => 'later' as const)
      .then((answer) => {
        this.#open.delete(topic);
        if (answer === null) return;
        for (const path of paths) this.#answers.set(path, answer);
        this.#answered([...paths, ...next]);
      });
  }
}
