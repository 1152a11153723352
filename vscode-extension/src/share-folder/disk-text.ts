/**
 * A file that no editor shows, as a text that the binding keeps in step: what was read counts as what is shown. An edit is
 * written only if the file still says what was read; otherwise it is read again and the change told, as an editor does.
 */
import { applyEdits, positioned } from '../text-binding/edit-lists.ts';
import type { EditorText, PositionedEdit, TextChanged } from '../text-binding/editor-text.ts';
import { fineEdits } from '../text-binding/fine-edits.ts';
import { LineMap } from '../text-binding/line-map.ts';
import type { LocalDisk } from './local-disk.ts';
import { editFileText, type FileText, readFileText } from './text-format.ts';

export interface DiskTextEvents {
  changed(event: TextChanged): void;
  /** The file is no text any more, or not there. */
  gone(): void;
  /** What the disk said before an edit of ours was written. */
  wrote(before: FileText, after: FileText): void;
}

export class DiskText implements EditorText {
  readonly #disk: LocalDisk;
  readonly #path: string;
  readonly #events: DiskTextEvents;
  #file: FileText;
  #version = 1;
  /** One thing at a time with the file. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: { disk: LocalDisk; path: string; file: FileText; events: DiskTextEvents }) {
    this.#disk = options.disk;
    this.#path = options.path;
    this.#file = options.file;
    this.#events = options.events;
  }

  get version(): number {
    return this.#version;
  }

  read(): string {
    return this.#file.text;
  }

  views(): [] {
    return [];
  }

  apply(edits: readonly PositionedEdit[]): Promise<boolean> {
    const madeFor = this.#version;
    return this.#inTurn(async () => {
      // The file was read again while this waited for its turn.
      if (this.#version !== madeFor) return false;
      const before = this.#file;
      const lines = new LineMap(before.text);
      const flat = edits.map(({ start, end, text }) => {
        const index = lines.offset(start);
        return { index, remove: lines.offset(end) - index, insert: text };
      });
      const after = editFileText(before, edits, applyEdits(before.text, flat));
      if (after.text === before.text) return true;
      if (!(await this.#disk.write(this.#path, after.bytes, before.bytes))) {
        await this.#readAgain();
        return false;
      }
      this.#take(after);
      this.#events.wrote(before, after);
      return true;
    });
  }

  /** For when the file may have changed. */
  reread(): Promise<void> {
    return this.#inTurn(() => this.#readAgain());
  }

  /** When nothing is being read or written any more. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #readAgain(): Promise<void> {
    const bytes = await this.#disk.read(this.#path);
    const file = bytes === null ? null : readFileText(bytes);
    if (file === null) this.#events.gone();
    else this.#take(file);
  }

  #take(file: FileText): void {
    const before = this.#file.text;
    this.#file = file;
    if (before === file.text) return;
    this.#version += 1;
    // Editors report the last change first.
    const changes = positioned(fineEdits(before, file.text), new LineMap(before)).reverse();
    this.#events.changed({ version: this.#version, changes });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}
