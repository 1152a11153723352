import { insertSplitLength } from '@draftroom/core/contract/limits';
import { readText, seedText, textContent } from '@draftroom/core/model/text/text-document';
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type BoundText, movedOffset, TextBinding } from './text-binding.ts';
import { TextUndo } from './text-undo.ts';

/** An editor without a screen. */
class PlainEditor implements BoundText {
  value = '';
  listeners = new Set<(edits: TextEdit[]) => void>();
  read = () => this.value;
  length = () => this.value.length;
  apply(edits: readonly TextEdit[]): void {
    this.#change([...edits]);
  }
  onChange(listener: (edits: TextEdit[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  type(...edits: TextEdit[]): void {
    this.#change(edits);
  }
  #change(edits: TextEdit[]): void {
    for (const { index, remove, insert } of edits.toReversed()) {
      this.value = this.value.slice(0, index) + insert + this.value.slice(index + remove);
    }
    for (const listener of this.listeners) listener(edits);
  }
}

function open(text: string, from?: Y.Doc) {
  const doc = new Y.Doc();
  if (from === undefined) seedText(doc, text);
  else Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  const editor = new PlainEditor();
  return { doc, editor, binding: new TextBinding(doc, editor) };
}

function connect(left: Y.Doc, right: Y.Doc): void {
  left.on('update', (update: Uint8Array, origin: unknown) => origin !== right && Y.applyUpdate(right, update, left));
  right.on('update', (update: Uint8Array, origin: unknown) => origin !== left && Y.applyUpdate(left, update, right));
}

const at = (index: number, insert: string, remove = 0): TextEdit => ({ index, remove, insert });

describe('the binding of an editor', () => {
  it('shows the document and writes what is typed, with several cursors', () => {
    const { doc, editor } = open('one\ntwo\n');
    expect(editor.value).toBe('one\ntwo\n');
    editor.type(at(0, '- '), at(4, '- '));
    expect(readText(doc)).toBe('- one\n- two\n');
    editor.type(at(2, 'ONE', 3));
    expect(readText(doc)).toBe('- ONE\n- two\n');
  });

  it('shows what others write as one edit, where a replacement touches an insertion, too', () => {
    const { doc, editor } = open('abcdef');
    doc.transact(() => {
      textContent(doc).delete(1, 2);
      textContent(doc).insert(1, 'XY');
      textContent(doc).insert(0, '>');
    });
    expect(editor.value).toBe('>aXYdef');
  });

  it('keeps two editors equal whatever both do', () => {
    const change = fc.record({
      left: fc.boolean(),
      index: fc.nat(60),
      remove: fc.nat(4),
      insert: fc.constantFrom('', 'a', 'bc', '\n', '😀'),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const left = open('start\n');
        const right = open('', left.doc);
        connect(left.doc, right.doc);
        for (const { left: isLeft, index, remove, insert } of changes) {
          const { editor } = isLeft ? left : right;
          const from = Math.min(index, editor.value.length);
          editor.type(at(from, insert, Math.min(remove, editor.value.length - from)));
          expect(left.editor.value).toBe(right.editor.value);
          expect(readText(left.doc)).toBe(readText(right.doc));
        }
      }),
    );
  });

  it('shows a document that a foreign client spoiled, and mends it with the next key', () => {
    const { doc, editor } = open('ab');
    textContent(doc).insert(1, '\r\n');
    textContent(doc).insertEmbed(0, { image: 'x' });
    expect(editor.value).toBe('a\nb');
    editor.type(at(3, '!'));
    expect(editor.value).toBe('a\nb!');
    expect(readText(doc)).toBe('a\nb!');
    expect(textContent(doc).length).toBe(4);
  });

  it('sends a large paste as several updates', () => {
    const { doc, editor } = open('<>');
    const sizes: number[] = [];
    doc.on('update', (update: Uint8Array) => sizes.push(update.length));
    const large = 'x'.repeat(insertSplitLength * 3);
    editor.type(at(1, large));
    expect(readText(doc)).toBe(`<${large}>`);
    expect(Math.max(...sizes)).toBeLessThan(insertSplitLength * 2);
  });

  it('ends with dispose', () => {
    const { doc, editor, binding } = open('a');
    binding.dispose();
    textContent(doc).insert(0, 'x');
    editor.type(at(1, 'y'));
    expect([editor.value, readText(doc)]).toEqual(['ay', 'xa']);
  });
});

describe('a cursor', () => {
  it('stays where the person is while others edit', () => {
    expect(movedOffset(5, [at(0, 'ab')])).toBe(7);
    expect(movedOffset(5, [at(5, 'theirs')])).toBe(5);
    expect(movedOffset(5, [at(9, 'x')])).toBe(5);
    expect(movedOffset(5, [at(2, '', 2)])).toBe(3);
    expect(movedOffset(5, [at(3, '', 6)])).toBe(3);
    expect(movedOffset(5, [at(3, 'xyz', 6)])).toBe(5);
    expect(movedOffset(8, [at(0, 'a'), at(4, '', 2), at(8, 'b')])).toBe(7);
  });
});

describe('undo', () => {
  function withUndo(text: string) {
    const session = open(text);
    const restored: unknown[] = [];
    // As in an editor: where the cursor is, is known from the event before the change.
    let known = text;
    session.editor.onChange(() => {
      known = session.editor.value;
    });
    const undo = new TextUndo({
      binding: session.binding,
      remember: () => known,
      restore: (memory) => restored.push(memory),
    });
    const type = (index: number, word: string) => {
      for (let i = 0; i < word.length; i++) session.editor.type(at(index + i, word.charAt(i)));
    };
    return { ...session, undo, restored, type };
  }

  it('takes back one’s own edits only', () => {
    const mine = withUndo('start\n');
    const theirs = open('', mine.doc);
    connect(mine.doc, theirs.doc);
    mine.type(6, 'AAA');
    theirs.editor.type(at(0, 'BBB '));
    mine.undo.undo();
    expect([mine.editor.value, theirs.editor.value]).toEqual(['BBB start\n', 'BBB start\n']);
    expect(mine.undo.canUndo).toBe(false);
    mine.undo.redo();
    expect(mine.editor.value).toBe('BBB start\nAAA');
  });

  it('goes word by word, and puts the cursor back', () => {
    const { type, undo, editor, restored } = withUndo('');
    type(0, 'two words here');
    undo.undo();
    expect(editor.value).toBe('two words ');
    undo.undo();
    expect(editor.value).toBe('two ');
    undo.undo();
    expect(editor.value).toBe('');
    expect(restored).toEqual(['two words ', 'two ', '']);
    undo.redo();
    expect(editor.value).toBe('two ');
  });
});
