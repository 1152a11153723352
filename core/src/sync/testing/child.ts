import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A TypeScript file of the repository as a process of its own. */
export class Child {
  readonly process: ChildProcess;
  readonly lines: string[] = [];
  readonly #waiting: { match: (line: string) => boolean; resolve: (line: string) => void }[] = [];
  readonly ended: Promise<void>;

  constructor(file: string, args: readonly string[]) {
    this.process = spawn(process.execPath, ['--conditions=draftroom-source', file, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.ended = new Promise((resolve) => this.process.once('exit', () => resolve()));
    if (this.process.stdout === null) throw new Error('a child without output');
    createInterface(this.process.stdout).on('line', (line) => {
      this.lines.push(line);
      for (const { match, resolve } of this.#waiting) if (match(line)) resolve(line);
    });
  }

  /** The first line that matches, also one from before. */
  line(match: (line: string) => boolean): Promise<string> {
    const known = this.lines.find(match);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ match, resolve });
      void this.ended.then(() => reject(new Error(`the process ended; it said: ${this.lines.join(' | ')}`)));
    });
  }

  say(line: string): void {
    this.process.stdin?.write(`${line}\n`);
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }
}
