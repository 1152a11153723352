/**
 * Keeps an editor's text and the document's content equal. Not y-monaco's: that one drops extra cursors at each remote
 * change, sends a large paste as one update, and loses its place on what a foreign client may have written.
 */
import { insertSplitLength } from '@draftroom/core/contract/limits';
import { isPlainText, readText, textContent } from '@draftroom/core/model/text/text-document';
import {
  joined,
  normaliseLineEnds,
  splitPoints,
  type TextEdit,
  textEdits,
} from '@draftroom/core/model/text/text-edits';
import type * as Y from 'yjs';

/** What the binding needs of an editor. Offsets count UTF-16 units with LF line ends. */
export interface BoundText {
  read(): string;
  length(): number;
  /** Edits in offsets of the text before all of them, ordered, not overlapping. */
  apply(edits: readonly TextEdit[]): void;
  /** Changes by the person, in the order of `TextEdit`s before all of them. */
  onChange(listener: (edits: TextEdit[]) => void): () => void;
}

export class TextBinding {
  readonly doc: Y.Doc;
  readonly #content: Y.Text;
  readonly #text: BoundText;
  readonly #stopChanges: () => void;
  /** Told before a change of the person reaches the document. */
  onLocal: ((edits: readonly TextEdit[]) => void) | null = null;
  #applying = false;

  constructor(doc: Y.Doc, text: BoundText) {
    this.doc = doc;
    this.#content = textContent(doc);
    this.#text = text;
    this.#reconcile();
    this.#content.observe(this.#contentChanged);
    this.#stopChanges = text.onChange((edits) => this.#textChanged(edits));
  }

  get content(): Y.Text {
    return this.#content;
  }

  dispose(): void {
    this.#content.unobserve(this.#contentChanged);
    this.#stopChanges();
  }

  readonly #contentChanged = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    const edits = deltaEdits(event.delta);
    if (edits === null || this.#text.length() + growth(edits) !== this.#content.length) this.#reconcile();
    else this.#apply(edits);
  };

  #textChanged(edits: TextEdit[]): void {
    if (this.#applying || edits.length === 0) return;
    this.onLocal?.(edits);
    // Offsets in the editor are offsets in the content only while the content is plain.
    if (!isPlainText(this.doc) && this.#text.length() - growth(edits) !== this.#content.length) {
      this.#overwrite();
      return;
    }
    const large = edits.some((edit) => edit.insert.length > insertSplitLength);
    if (!large) {
      this.doc.transact(() => {
        for (const edit of edits.toReversed()) this.#write(edit);
      }, this);
      return;
    }
    for (const edit of edits.toReversed()) {
      this.doc.transact(() => this.#write({ ...edit, insert: '' }), this);
      let at = edit.index;
      for (const part of splitPoints(normaliseLineEnds(edit.insert), insertSplitLength)) {
        this.doc.transact(() => this.#content.insert(at, part), this);
        at += part.length;
      }
    }
  }

  #write({ index, remove, insert }: TextEdit): void {
    if (remove > 0) this.#content.delete(index, remove);
    if (insert !== '') this.#content.insert(index, normaliseLineEnds(insert));
  }

  /** Makes the editor show the document, whatever either of them holds. */
  #reconcile(): void {
    const edits = textEdits(this.#text.read(), normaliseLineEnds(readText(this.doc)));
    if (edits.length > 0) this.#apply(edits);
  }

  /** The content held what a text never holds: it becomes what the person sees. */
  #overwrite(): void {
    this.doc.transact(() => {
      this.#content.delete(0, this.#content.length);
      this.#content.insert(0, this.#text.read());
    }, this);
  }

  #apply(edits: readonly TextEdit[]): void {
    this.#applying = true;
    try {
      this.#text.apply(edits);
    } finally {
      this.#applying = false;
    }
  }
}

/** Null when the change holds more than text, or line ends that editors rewrite. */
function deltaEdits(delta: Y.YTextEvent['delta']): TextEdit[] | null {
  const edits: TextEdit[] = [];
  let index = 0;
  for (const part of delta) {
    if (part.retain !== undefined) {
      index += part.retain;
    } else if (part.delete !== undefined) {
      edits.push({ index, remove: part.delete, insert: '' });
      index += part.delete;
    } else {
      if (typeof part.insert !== 'string' || part.insert.includes('\r')) return null;
      edits.push({ index, remove: 0, insert: part.insert });
    }
  }
  return joined(edits);
}

function growth(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, edit) => sum + edit.insert.length - edit.remove, 0);
}

/** Where a place in the text is after others' edits; what they insert exactly there lands behind it. */
export function movedOffset(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { index, remove, insert } of edits) {
    if (index >= offset) break;
    if (index + remove <= offset) shift += insert.length - remove;
    else return index + shift + Math.min(insert.length, offset - index);
  }
  return offset + shift;
}
