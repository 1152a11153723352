/** A Monaco model as the text that a document is bound to. Line ends are always LF, so offsets are the document's. */
import type { TextEdit } from '@draftroom/core/model/text/text-edits';
import { monaco } from './monaco.ts';
import { type BoundText, movedOffset } from './text-binding.ts';

type Model = monaco.editor.ITextModel;

export function createModelText(model: Model, editors: () => readonly monaco.editor.ICodeEditor[]): BoundText {
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return {
    read: () => model.getValue(monaco.editor.EndOfLinePreference.LF),
    length: () => model.getValueLength(monaco.editor.EndOfLinePreference.LF),
    apply: (edits) => keepingCursors(model, editors(), edits, () => applyEdits(model, edits)),
    onChange(listener) {
      const subscription = model.onDidChangeContent((event) => {
        if (event.isEolChange) {
          model.setEOL(monaco.editor.EndOfLineSequence.LF);
          return;
        }
        const edits = event.changes.map((change) => ({
          index: change.rangeOffset,
          remove: change.rangeLength,
          insert: change.text,
        }));
        listener(edits.toSorted((left, right) => left.index - right.index));
      });
      return () => subscription.dispose();
    },
  };
}

/** Not through the undo stack of Monaco: what others write is not this person's to take back. */
function applyEdits(model: Model, edits: readonly TextEdit[]): void {
  model.applyEdits(
    edits.map(({ index, remove, insert }) => ({
      range: monaco.Range.fromPositions(model.getPositionAt(index), model.getPositionAt(index + remove)),
      text: insert,
    })),
  );
}

function keepingCursors(
  model: Model,
  editors: readonly monaco.editor.ICodeEditor[],
  edits: readonly TextEdit[],
  work: () => void,
): void {
  const before = editors.map((editor) =>
    (editor.getSelections() ?? []).map((selection) => offsetsOf(model, selection)),
  );
  work();
  editors.forEach((editor, i) => {
    const wanted = (before[i] ?? []).map(([anchor, head]) =>
      selectionAt(model, movedOffset(anchor, edits), movedOffset(head, edits)),
    );
    const now = editor.getSelections() ?? [];
    const same =
      now.length === wanted.length && now.every((selection, at) => selection.equalsSelection(wanted[at] ?? selection));
    if (!same && wanted.length > 0) editor.setSelections(wanted);
  });
}

export function offsetsOf(model: Model, selection: monaco.Selection): [anchor: number, head: number] {
  const anchor = { lineNumber: selection.selectionStartLineNumber, column: selection.selectionStartColumn };
  const head = { lineNumber: selection.positionLineNumber, column: selection.positionColumn };
  return [model.getOffsetAt(anchor), model.getOffsetAt(head)];
}

export function selectionAt(model: Model, anchor: number, head: number): monaco.Selection {
  const from = model.getPositionAt(anchor);
  const to = model.getPositionAt(head);
  return new monaco.Selection(from.lineNumber, from.column, to.lineNumber, to.column);
}
