/**
 * A private copy of a document that says exactly what the editor shows, while the document itself may be ahead. What is
 * typed is done to the copy, on the very state that the person saw; Yjs then merges it into the document as it would
 * merge the work of somebody far away.
 */
import type { TextAnchor } from '@draftroom/core/contract/anchor';
import { insertSplitLength } from '@draftroom/core/contract/limits';
import { makeTextAnchor, resolveTextAnchor, type TextPlace } from '@draftroom/core/model/text/text-anchors';
import { readText, repairText, textContent } from '@draftroom/core/model/text/text-document';
import { normaliseLineEnds, splitPoints, type TextEdit, textEdits } from '@draftroom/core/model/text/text-edits';
import { decodePosition, encodePosition } from '@draftroom/core/model/text/text-positions';
import * as Y from 'yjs';
import { applyEdits } from './edit-lists.ts';
import { type ReplicaDiff, replicaDiff } from './replica-diff.ts';

const fromEditor = Symbol('from the editor');
const fromDocument = Symbol('from the document');

export interface ReplicaOptions {
  doc: Y.Doc;
  /** The origin of the transactions that bring local edits to the document. */
  origin: object;
  /** The Yjs client id of the replica; by chance, if it is not given. Two replicas at a time never share one. */
  clientId?: number;
  /** Told when the document holds something that the replica does not. */
  onAhead: () => void;
}

export class Replica {
  readonly content: Y.Text;
  readonly #replica = new Y.Doc();
  readonly #text: Y.Text;
  readonly #options: ReplicaOptions;
  /** Updates of the document, in order, that the replica lacks. */
  #ahead: Uint8Array[] = [];
  #shown = '';
  /** Whether offsets of the text are offsets of the items. */
  #plain = true;
  /** What the replica is going to say with the first `count` updates, unless it is changed otherwise first. */
  #foreseen: { readonly count: number; readonly text: string } | null = null;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.content = textContent(options.doc);
    this.#text = textContent(this.#replica);
    Y.applyUpdate(this.#replica, Y.encodeStateAsUpdate(options.doc), fromDocument);
    if (options.clientId !== undefined) this.#replica.clientID = options.clientId;
    this.#read();
    this.#replica.on('update', this.#replicaUpdated);
    options.doc.on('update', this.#documentUpdated);
  }

  /** As people see it: LF, no embeds. */
  get text(): string {
    return this.#shown;
  }

  /** A place in `text` that stays with the character before it; means the same in the document. */
  encode(offset: number): string {
    return encodePosition(this.#text, Math.min(offset, this.#text.length));
  }

  /** Null when it is no place, or not known here yet. */
  decode(position: string): number | null {
    const offset = decodePosition(this.#text, position);
    return offset === null ? null : Math.min(offset, this.#shown.length);
  }

  /** An anchor on a stretch of `text`, for everybody; on its line when it is empty. */
  anchor(documentId: string, stretch: { start: number; end: number }): TextAnchor {
    return makeTextAnchor(this.#text, documentId, stretch);
  }

  /** Where what anchors are on stands in `text`, in their order. */
  places(anchors: readonly TextAnchor[]): TextPlace[] {
    const text = anchors.length === 0 ? '' : this.#text.toString();
    return anchors.map((anchor) => resolveTextAnchor(this.#text, anchor, text));
  }

  get ahead(): number {
    return this.#ahead.length;
  }

  /** What leads from the replica's text to the document's. */
  diff(): ReplicaDiff {
    if (this.#ahead.length === 0) return { edits: [], text: this.#shown };
    const exact = this.#plain ? replicaDiff(this.#text, this.content) : null;
    // Yjs spoils a character that a foreign client has cut, and that shows in no item that came or went.
    const fits = exact !== null && !exact.text.includes('\r') && applyEdits(this.#shown, exact.edits) === exact.text;
    if (fits) {
      this.#foreseen = { count: this.#ahead.length, text: exact.text };
      return exact;
    }
    const text = normaliseLineEnds(readText(this.#options.doc));
    return { edits: textEdits(this.#shown, text), text };
  }

  /** Takes over the first updates that the document is ahead by. */
  accept(count: number): void {
    const updates = this.#ahead.splice(0, count);
    if (updates.length === 0) return;
    this.#replica.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#replica, update, fromDocument);
    }, fromDocument);
    const foreseen = this.#foreseen;
    this.#foreseen = null;
    // Reading it all again takes longest of all that an edit takes.
    const known = foreseen !== null && foreseen.count === count && foreseen.text.length === this.#text.length;
    if (known) this.#shown = foreseen.text;
    else this.#read();
  }

  /** Local edits, in offsets of `text`. Large inserts become several transactions, so that none outgrows a frame. */
  edit(edits: readonly TextEdit[]): void {
    this.#foreseen = null;
    // A foreign client may have written what a text never holds: the next who writes mends it, and offsets fit again.
    if (!this.#plain) repairText(this.#replica, fromEditor);
    this.#plain = true;
    // Half a character does not survive the wire; both sides of it have to see the same.
    const sound = edits.map((edit) => ({ ...edit, insert: edit.insert.toWellFormed() }));
    if (sound.some(({ insert }) => insert.length > insertSplitLength)) this.#write(sound);
    else this.#replica.transact(() => this.#write(sound), fromEditor);
    this.#shown = applyEdits(this.#shown, sound);
  }

  dispose(): void {
    this.#options.doc.off('update', this.#documentUpdated);
    this.#replica.destroy();
  }

  #write(edits: readonly TextEdit[]): void {
    for (const { index, remove, insert } of edits.toReversed()) {
      if (remove > 0) this.#replica.transact(() => this.#text.delete(index, remove), fromEditor);
      let at = index;
      for (const part of splitPoints(insert, insertSplitLength)) {
        this.#replica.transact(() => this.#text.insert(at, part), fromEditor);
        at += part.length;
      }
    }
  }

  #read(): void {
    const raw = this.#text.toString();
    this.#plain = raw.length === this.#text.length && !raw.includes('\r');
    this.#shown = normaliseLineEnds(raw);
  }

  readonly #replicaUpdated = (update: Uint8Array, origin: unknown): void => {
    if (origin === fromEditor) Y.applyUpdate(this.#options.doc, update, this.#options.origin);
  };

  readonly #documentUpdated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#options.origin) return;
    this.#ahead.push(update);
    this.#options.onAhead();
  };
}
