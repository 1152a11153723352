/** The log that people see under Output and send along with reports; nothing secret gets into it. */
import { type Disposable, FileSystemError, type LogOutputChannel, window } from 'vscode';
import { redact } from './redact.ts';

const kept = 200;

export class DraftroomLog implements Disposable {
  readonly #channel: LogOutputChannel;
  readonly #recent: string[] = [];

  constructor() {
    this.#channel = window.createOutputChannel('Draftroom', { log: true });
  }

  /** The newest lines, oldest first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  info(message: string): void {
    this.#channel.info(this.#keep(message));
  }

  warn(message: string): void {
    this.#channel.warn(this.#keep(message));
  }

  error(where: string, error: unknown): void {
    this.#channel.error(this.#keep(`${where}: ${describe(error)}`));
  }

  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }

  #keep(message: string): string {
    const shown = redact(message);
    this.#recent.push(`${new Date().toISOString()} ${shown}`);
    if (this.#recent.length > kept) this.#recent.shift();
    return shown;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? ` [${String(error.code)}]` : '';
  // What a system says of its files names them whole.
  if ('syscall' in error) return `${error.name}${code}: ${String(error.syscall)}`;
  if (error instanceof FileSystemError) return `${error.name}${code}`;
  const cause = error.cause instanceof Error ? `; because ${describe(error.cause)}` : '';
  return `${error.name}${code}: ${error.message}${cause}`;
}
