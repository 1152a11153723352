/**
 * Keeps the text of an editor and a document equal while both change, over an editor that takes edits only for the
 * version it is at, and says so later. Invariant: `shown` is what the editor shows whenever no edit of ours is under
 * way, and the replica says the same, except for what was taken back and is about to be put right.
 */
import type { TextAnchor } from '@draftroom/core/contract/anchor';
import type { TextPlace } from '@draftroom/core/model/text/text-anchors';
import { normaliseLineEnds, type TextEdit, textEdits } from '@draftroom/core/model/text/text-edits';
import type * as Y from 'yjs';
import { rememberCarets } from './carets.ts';
import { applyEdits, editsOf, positioned, rebased, smallest } from './edit-lists.ts';
import type { EditorText, TextChanged } from './editor-text.ts';
import { fineEdits } from './fine-edits.ts';
import { LineMap } from './line-map.ts';
import { Replica } from './replica.ts';
import { ShownTexts } from './shown-texts.ts';

/** Something that should never happen, for the log. Texts are not part of it. */
export type BindingProblem =
  | 'the editor’s text is not the one that its events led to'
  | 'an accepted edit had no event';

export interface TextBindingOptions {
  doc: Y.Doc;
  editor: EditorText;
  /** For the replica: a document that is bound again goes on under the same id. */
  clientId?: number;
  /** Whether the person may write; what they do while they may not is taken back. */
  writable?: () => boolean;
  /** Whether the editor has just read its file again, and that says what it said before: nobody has typed it. */
  isOldFile?: (text: string) => boolean;
  /** The editor’s own undo or redo ran. It may have reverted others’ work, so it was taken back. */
  onNativeUndo?: (reason: 'undo' | 'redo') => void;
  onProblem?: (problem: BindingProblem) => void;
  now?: () => number;
  pause?: (milliseconds: number) => Promise<void>;
}

interface Served {
  text: string;
  at: number;
  /** Whether the person has changed the text since. */
  touched: boolean;
}

/** A window that reads the file shows what it was given within this time. */
const rereadTime = 5_000;
const longestPause = 1_000;

export class TextBinding {
  readonly content: Y.Text;
  /** Told before a change of the person reaches the document. */
  onLocal: ((edits: readonly TextEdit[]) => void) | null = null;
  readonly #options: TextBindingOptions;
  readonly #replica: Replica;
  #shown: string;
  #lines: LineMap;
  /** Events that came while an edit was under way. */
  #queue: TextChanged[] = [];
  #inFlight = false;
  #running = false;
  #again = false;
  #refusals = 0;
  #disposed = false;
  #served: Served[] = [];
  readonly #lately = new ShownTexts();
  #waiting: (() => void)[] = [];
  #hearing: (() => void)[] = [];

  constructor(options: TextBindingOptions) {
    this.#options = options;
    const { doc, clientId } = options;
    this.#replica = new Replica({
      doc,
      origin: this,
      onAhead: () => this.#wake(),
      ...(clientId === undefined ? {} : { clientId }),
    });
    this.content = this.#replica.content;
    this.#shown = options.editor.read();
    this.#lines = new LineMap(this.#shown);
    this.#lately.add(this.#shown.toWellFormed(), this.#now());
    if (this.#shown !== this.#replica.text) this.#wake();
  }

  /** What the editor shows, as far as is known. */
  get shown(): string {
    return this.#shown;
  }

  /** Whether others' edits are on their way into the editor, which has one thing to do at a time. */
  get busy(): boolean {
    return this.#running;
  }

  /** Of what the editor shows. */
  get lines(): LineMap {
    return this.#lines;
  }

  /** A place in what the editor shows, for others. */
  encode(offset: number): string {
    return this.#replica.encode(offset);
  }

  /** Where the editor shows a place that came from others; null while it does not. */
  decode(position: string): number | null {
    return this.#replica.decode(position);
  }

  /** An anchor on a stretch of what the editor shows; on its line when it is empty. */
  anchor(documentId: string, stretch: { start: number; end: number }): TextAnchor {
    return this.#replica.anchor(documentId, stretch);
  }

  /** Where the editor shows what anchors are on. */
  places(anchors: readonly TextAnchor[]): TextPlace[] {
    return this.#replica.places(anchors);
  }

  /** Resolves when the editor shows the document and nothing is under way. */
  settled(): Promise<void> {
    if (this.#disposed || !this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when every change that was told of is taken in. */
  heard(): Promise<void> {
    if (this.#disposed || !this.#inFlight) return Promise.resolve();
    return new Promise((resolve) => this.#hearing.push(resolve));
  }

  /** Whether the editor shows this text or did a while ago, so that a save of it is no edit. Line ends do not count. */
  showed(text: string): boolean {
    return this.#lately.has(normaliseLineEnds(text).toWellFormed(), this.#now());
  }

  /** What the document is to say, from elsewhere than the editor: as the person's own edit of what the editor shows. */
  write(text: string): void {
    const edits = textEdits(this.#shown, normaliseLineEnds(text));
    if (this.#disposed || edits.length === 0) return;
    this.#mine(this.#shown, edits);
    this.#wake();
  }

  /** For every change event of the editor, also those that our own edits cause. */
  changed(event: TextChanged): void {
    if (this.#disposed || event.changes.length === 0) return;
    // Before it is taken in: a save may write it while an edit is under way.
    this.#lately.add(this.#options.editor.read().toWellFormed(), this.#now());
    if (this.#inFlight) this.#queue.push(event);
    else this.#take(event);
  }

  /** The file was read with this text: if the editor is about to show it, nobody has typed it. */
  served(text: string): void {
    const now = this.#now();
    const recent = this.#served.filter(({ at }) => now - at < rereadTime);
    this.#served = [...recent, { text: normaliseLineEnds(text), at: now, touched: false }];
  }

  dispose(): void {
    this.#disposed = true;
    this.#replica.dispose();
    this.#release();
  }

  #take(event: TextChanged): void {
    const edits = editsOf(this.#shown, event.changes, this.#lines);
    if (edits.length === 0) return;
    const after = applyEdits(this.#shown, edits);
    if (event.reason !== undefined || this.#isReread(event, after)) {
      this.#show(after);
      this.#wake();
      if (event.reason !== undefined) this.#options.onNativeUndo?.(event.reason);
      return;
    }
    this.#local(edits, after);
  }

  /** `after` is what the editor shows now. */
  #local(edits: readonly TextEdit[], after: string): void {
    const before = this.#shown;
    this.#show(after);
    if (this.#options.writable?.() !== false) {
      for (const served of this.#served) served.touched = true;
      this.#mine(before, edits);
    }
    if (this.#replica.text !== after) this.#wake();
  }

  #mine(before: string, edits: readonly TextEdit[]): void {
    // Half a character in the editor is a replacement character in the replica, at the same place.
    const same = before.toWellFormed() === this.#replica.text;
    // By lines, what was done inside a line that differs would be lost with it.
    const mine = same ? edits : rebased(edits, fineEdits(this.#replica.text, before));
    this.onLocal?.(mine);
    this.#replica.edit(mine);
  }

  /**
   * Between reading the file and showing it the person may type and others' edits may come; what is shown then is old.
   * After somebody has typed only a change of the whole text can be it: others may lead to the same text by chance.
   */
  #isReread({ changes }: TextChanged, after: string): boolean {
    if (this.#options.isOldFile?.(after) === true) return true;
    if (this.#served.length === 0) return false;
    const now = this.#now();
    const [first] = changes;
    const whole =
      changes.length === 1 &&
      first !== undefined &&
      this.#lines.offset(first.start) === 0 &&
      this.#lines.offset(first.end) === this.#shown.length;
    return this.#served.some(({ text, at, touched }) => text === after && now - at < rereadTime && (whole || !touched));
  }

  #wake(): void {
    if (this.#disposed) return;
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    // Not at once: the editor may be telling its listeners of a change of which this binding hears next.
    queueMicrotask(() => void this.#run());
  }

  async #run(): Promise<void> {
    try {
      while (this.#again && !this.#disposed) {
        this.#again = false;
        await this.#step();
      }
    } finally {
      // A step that failed is the end of this round, not of the binding.
      this.#running = false;
      this.#release();
    }
  }

  async #step(): Promise<void> {
    await this.#putIn();
    for (const resolve of this.#hearing.splice(0)) resolve();
  }

  async #putIn(): Promise<void> {
    const { editor } = this.#options;
    this.#check();
    const accepted = this.#replica.ahead;
    const { edits, text } = this.#wanted();
    if (edits.length === 0) {
      this.#replica.accept(accepted);
      return;
    }
    const { version } = editor;
    const restoreCarets = rememberCarets(editor.views(), this.#lines);
    this.#inFlight = true;
    const ok = await editor.apply(positioned(edits, this.#lines)).catch(() => false);
    this.#inFlight = false;
    if (this.#disposed) return;
    const events = this.#queue;
    this.#queue = [];
    this.#again = true;
    const [echo] = events;
    const echoed = ok && echo?.version === version + 1 && this.#leadsTo(echo, text);
    if (!echoed) {
      if (ok) this.#options.onProblem?.('an accepted edit had no event');
      for (const event of events) this.#take(event);
      await this.#afterRefusal(events.length > 0);
      return;
    }
    this.#refusals = 0;
    this.#replica.accept(accepted);
    this.#show(text);
    for (const event of events.slice(1)) this.#take(event);
    // Who has typed meanwhile has a caret of their own making.
    if (events.length === 1) restoreCarets(edits, this.#lines);
  }

  /** Not by what the event says: the editor makes edits smaller before it applies them. */
  #leadsTo(event: TextChanged, text: string): boolean {
    return applyEdits(this.#shown, editsOf(this.#shown, event.changes, this.#lines)) === text;
  }

  /** What brings the editor to the document. */
  #wanted(): { edits: TextEdit[]; text: string } {
    const diff = this.#replica.diff();
    if (this.#shown === this.#replica.text) return { ...diff, edits: smallest(this.#shown, diff.edits) };
    return { edits: textEdits(this.#shown, diff.text), text: diff.text };
  }

  /** Every event has been heard here, so a text that differs was changed without one: taken as the person's own. */
  #check(): void {
    const text = this.#options.editor.read();
    if (text === this.#shown) return;
    this.#options.onProblem?.('the editor’s text is not the one that its events led to');
    this.#local(textEdits(this.#shown, text), text);
  }

  /** Somebody typed: their event came, or is on its way. Without one the editor refuses for another reason: not so fast. */
  async #afterRefusal(typed: boolean): Promise<void> {
    this.#refusals = typed ? 0 : this.#refusals + 1;
    if (this.#refusals < 2) return;
    const pause =
      this.#options.pause ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    await pause(Math.min(longestPause, 2 ** this.#refusals));
  }

  #show(text: string): void {
    this.#shown = text;
    this.#lines = new LineMap(text);
  }

  #release(): void {
    for (const resolve of [...this.#waiting.splice(0), ...this.#hearing.splice(0)]) resolve();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}
