/**
 * A VS Code of two sides: the window, where people type, and the extension host, which hears of it later. What it does is
 * what a real one was measured to do: an edit for an older version is refused whole, accepted edits come back made
 * smaller and bottom-up, nothing is told of an edit that changes nothing, a change of line ends replaces the document,
 * carets are pushed behind what is inserted at them, and undo takes back whatever was last, whoever did it.
 */
import { isInsidePair, joined, type TextEdit, textEdits } from '@draftroom/core/model/text/text-edits';
import { applyEdits, movedOffset } from '../edit-lists.ts';
import type { EditorText, PositionedEdit, PositionedSelection, TextChanged, TextView } from '../editor-text.ts';
import { LineMap } from '../line-map.ts';

export interface Caret {
  anchor: number;
  active: number;
}

interface UndoElement {
  undo: TextEdit[];
  redo: TextEdit[];
}

type ToHost =
  | { type: 'changed'; event: TextChanged; text: string; carets: Caret[] }
  | { type: 'carets'; carets: Caret[] }
  | { type: 'answer'; ok: boolean; resolve: (ok: boolean) => void }
  | { type: 'read' }
  | { type: 'stat' | 'save'; text: string };

type ToWindow =
  | { type: 'apply'; version: number; edits: readonly PositionedEdit[]; resolve: (ok: boolean) => void }
  | { type: 'select'; selections: readonly PositionedSelection[] }
  | { type: 'reread'; text: string }
  | { type: 'stated'; text: string };

export class FakeEditor implements EditorText {
  /** What the person sees, with LF; positions do not tell line ends apart. */
  text: string;
  carets: Caret[] = [{ anchor: 0, active: 0 }];
  eol: 'LF' | 'CRLF' = 'LF';
  /** Shows something that the binding is going to take back. */
  dubious = false;
  applied = 0;
  refused = 0;
  onChanged: (event: TextChanged) => void = () => {};
  /** What the file has when it is read again. */
  file: () => string = () => this.text;
  onSave: (text: string) => void = () => {};
  readonly #toHost: ToHost[] = [];
  readonly #toWindow: ToWindow[] = [];
  #version = 1;
  #undo: UndoElement[] = [];
  #redo: UndoElement[] = [];
  #hostText: string;
  #hostVersion = 1;
  #hostCarets: Caret[] = this.carets;

  constructor(text: string) {
    this.text = text;
    this.#hostText = text;
  }

  // ---- the extension host's side

  get version(): number {
    return this.#hostVersion;
  }

  read(): string {
    return this.#hostText;
  }

  apply(edits: readonly PositionedEdit[]): Promise<boolean> {
    return new Promise((resolve) => {
      this.#toWindow.push({ type: 'apply', version: this.#hostVersion, edits, resolve });
    });
  }

  views(): readonly TextView[] {
    return [
      {
        selections: () => {
          const lines = new LineMap(this.#hostText);
          return this.#hostCarets.map(({ anchor, active }) => ({
            anchor: lines.position(anchor),
            active: lines.position(active),
          }));
        },
        select: (selections) => {
          this.#toWindow.push({ type: 'select', selections });
        },
      },
    ];
  }

  // ---- what is between them

  get waiting(): number {
    return this.#toHost.length + this.#toWindow.length;
  }

  /** Delivers the oldest message in one direction. */
  deliver(direction: 'host' | 'window'): boolean {
    if (direction === 'host') {
      const message = this.#toHost.shift();
      if (message !== undefined) this.#hear(message);
      return message !== undefined;
    }
    const message = this.#toWindow.shift();
    if (message !== undefined) this.#do(message);
    return message !== undefined;
  }

  // ---- the person's side

  edit(edits: readonly TextEdit[]): void {
    this.#change(joined(edits), {});
  }

  select(carets: Caret[]): void {
    this.carets = carets;
    this.#toHost.push({ type: 'carets', carets });
  }

  /** Types at every caret. */
  type(insert: string): void {
    const edits = this.carets
      .map(({ anchor, active }) => ({ index: Math.min(anchor, active), remove: Math.abs(anchor - active), insert }))
      .toSorted((left, right) => left.index - right.index);
    this.#change(joined(edits), {});
    let shift = 0;
    this.carets = edits.map(({ index, remove }) => {
      const at = index + shift + insert.length;
      shift += insert.length - remove;
      return { anchor: at, active: at };
    });
    this.#toHost.push({ type: 'carets', carets: this.carets });
  }

  undo(): boolean {
    const element = this.#undo.pop();
    if (element === undefined) return false;
    this.dubious = true;
    this.#redo.push(element);
    this.#change(element.undo, { reason: 'undo' });
    return true;
  }

  redo(): boolean {
    const element = this.#redo.pop();
    if (element === undefined) return false;
    this.dubious = true;
    this.#undo.push(element);
    this.#change(element.redo, { reason: 'redo' });
    return true;
  }

  setEol(eol: 'LF' | 'CRLF'): void {
    if (eol === this.eol) return;
    this.eol = eol;
    this.#replaceWhole(this.text);
  }

  /** "Revert File": the window asks for the file and shows what it is given. */
  reread(): void {
    this.#toHost.push({ type: 'read' });
  }

  /** The window asks about the file before it writes what it showed when the save began. */
  save(): void {
    this.#toHost.push({ type: 'stat', text: this.text });
  }

  #hear(message: ToHost): void {
    switch (message.type) {
      case 'changed':
        this.#hostText = message.text;
        this.#hostVersion = message.event.version;
        this.onChanged(message.event);
        return;
      case 'carets':
        this.#hostCarets = message.carets;
        return;
      case 'answer':
        message.resolve(message.ok);
        return;
      case 'read':
        this.#toWindow.push({ type: 'reread', text: this.file() });
        return;
      case 'stat':
        this.#toWindow.push({ type: 'stated', text: message.text });
        return;
      case 'save':
        this.onSave(message.text);
    }
  }

  #do(message: ToWindow): void {
    if (message.type === 'stated') {
      this.#toHost.push({ type: 'save', text: message.text });
      return;
    }
    if (message.type === 'reread') {
      if (message.text === this.text) return;
      this.dubious = true;
      this.#replaceWhole(message.text);
      return;
    }
    const lines = new LineMap(this.text);
    if (message.type === 'select') {
      // The text may have changed since; a caret never stands inside a character.
      const valid = (offset: number) => (isInsidePair(this.text, offset) ? offset - 1 : offset);
      this.select(
        message.selections.map(({ anchor, active }) => ({
          anchor: valid(lines.offset(anchor)),
          active: valid(lines.offset(active)),
        })),
      );
      return;
    }
    const ok = message.version === this.#version;
    if (ok) {
      this.applied += 1;
      const edits = message.edits.map(({ start, end, text }) => {
        const index = lines.offset(start);
        return { index, remove: lines.offset(end) - index, insert: text };
      });
      this.#change(
        edits.flatMap((edit) => smaller(this.text, edit)),
        {},
      );
      this.#toHost.push({ type: 'carets', carets: this.carets });
    } else this.refused += 1;
    this.#toHost.push({ type: 'answer', ok, resolve: message.resolve });
  }

  #change(edits: readonly TextEdit[], { reason }: { reason?: 'undo' | 'redo' }): void {
    const real = edits.filter(({ index, remove, insert }) => this.text.slice(index, index + remove) !== insert);
    if (real.length === 0) return;
    const lines = new LineMap(this.text);
    const changes = real.toReversed().map(({ index, remove, insert }) => ({
      start: lines.position(index),
      end: lines.position(index + remove),
      text: this.eol === 'CRLF' ? insert.replaceAll('\n', '\r\n') : insert,
    }));
    if (reason === undefined) {
      this.#undo.push({ undo: inverse(this.text, real), redo: [...real] });
      this.#redo = [];
    }
    this.carets = this.carets.map(({ anchor, active }) => ({
      anchor: movedOffset(anchor, real, 'after'),
      active: movedOffset(active, real, 'after'),
    }));
    this.text = applyEdits(this.text, real);
    this.#tell(changes, reason);
  }

  #replaceWhole(text: string): void {
    const end = new LineMap(this.text).position(this.text.length);
    const edits = textEdits(this.text, text);
    if (edits.length > 0) this.#undo.push({ undo: inverse(this.text, edits), redo: edits });
    this.text = text;
    this.carets = this.carets.map(({ anchor, active }) => ({
      anchor: movedOffset(anchor, edits, 'after'),
      active: movedOffset(active, edits, 'after'),
    }));
    const shown = this.eol === 'CRLF' ? text.replaceAll('\n', '\r\n') : text;
    this.#tell([{ start: { line: 0, character: 0 }, end, text: shown }], undefined);
  }

  #tell(changes: PositionedEdit[], reason: 'undo' | 'redo' | undefined): void {
    this.#version += 1;
    const event = { version: this.#version, changes, ...(reason === undefined ? {} : { reason }) };
    this.#toHost.push({ type: 'changed', event, text: this.text, carets: this.carets });
  }
}

/** As the editor makes them before it applies them: what stays is not replaced. */
function smaller(text: string, edit: TextEdit): TextEdit[] {
  const removed = text.slice(edit.index, edit.index + edit.remove);
  const inside = removed === '' ? -1 : edit.insert.indexOf(removed);
  if (inside === -1) {
    return textEdits(removed, edit.insert).map((part) => ({ ...part, index: edit.index + part.index }));
  }
  return [
    { index: edit.index, remove: 0, insert: edit.insert.slice(0, inside) },
    { index: edit.index + edit.remove, remove: 0, insert: edit.insert.slice(inside + removed.length) },
  ].filter(({ insert }) => insert !== '');
}

function inverse(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return edits.map(({ index, remove, insert }) => {
    const at = index + shift;
    shift += insert.length - remove;
    return { index: at, remove: insert.length, insert: text.slice(index, index + remove) };
  });
}
