/** A document of the editor as the binding sees it. */
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import {
  Position,
  Range,
  Selection,
  type TextDocument,
  type TextDocumentChangeEvent,
  TextDocumentChangeReason,
  TextEdit,
  type TextEditor,
  WorkspaceEdit,
  type WorkspaceEditEntryMetadata,
  window,
  workspace,
} from 'vscode';
import type { EditorText, PositionedEdit, TextChanged, TextPosition, TextView } from '../text-binding/editor-text.ts';

/**
 * Edits with a label are put in as they are. Others are first made smaller in a worker of the window, and whoever types
 * in the meantime makes the window refuse them.
 */
const asItIs: WorkspaceEditEntryMetadata = { needsConfirmation: false, label: 'Draftroom' };

export class DocumentText implements EditorText {
  readonly #document: TextDocument;

  constructor(document: TextDocument) {
    this.#document = document;
  }

  get version(): number {
    return this.#document.version;
  }

  read(): string {
    return normaliseLineEnds(this.#document.getText());
  }

  async apply(edits: readonly PositionedEdit[]): Promise<boolean> {
    // The editor would open a tab for a document that is closed.
    if (this.#document.isClosed) return false;
    const edit = new WorkspaceEdit();
    edit.set(
      this.#document.uri,
      edits.map(({ start, end, text }): [TextEdit, WorkspaceEditEntryMetadata] => [
        TextEdit.replace(new Range(place(start), place(end)), text),
        asItIs,
      ]),
    );
    return await workspace.applyEdit(edit);
  }

  views(): readonly TextView[] {
    return window.visibleTextEditors.filter(({ document }) => document === this.#document).map(viewOf);
  }
}

export function changeOf({ contentChanges, document, reason }: TextDocumentChangeEvent): TextChanged {
  const undo = reason === TextDocumentChangeReason.Undo;
  const redo = reason === TextDocumentChangeReason.Redo;
  return {
    version: document.version,
    changes: contentChanges.map(({ range, text }) => ({ start: range.start, end: range.end, text })),
    ...(undo || redo ? { reason: undo ? 'undo' : 'redo' } : {}),
  };
}

function viewOf(editor: TextEditor): TextView {
  return {
    selections: () => editor.selections,
    select: (selections) => {
      editor.selections = selections.map(({ anchor, active }) => new Selection(place(anchor), place(active)));
    },
  };
}

function place({ line, character }: TextPosition): Position {
  return new Position(line, character);
}
