/**
 * A text document with a tab: its model, binding and undo stack. They live as long as the tab, not as long as it is in
 * front, so that undo and the place in the text survive looking at something else.
 */
import type { DocumentSession } from '@draftroom/core/client/document-session';
import { decodePosition, encodePosition } from '@draftroom/core/model/text/text-positions';
import type * as Y from 'yjs';
import type { TabKeeper } from '../session/tab-keeper.ts';
import { monaco } from './monaco.ts';
import { createModelText, offsetsOf, selectionAt } from './monaco-text.ts';
import { TextBinding } from './text-binding.ts';
import { TextUndo } from './text-undo.ts';

/** Anchors and heads of all cursors, as positions that move with the text. */
type Cursors = readonly [anchor: string, head: string][];

/** By id. The editor goes while a drawing or a file is in front, these stay. */
const kept = new WeakMap<TabKeeper, Map<string, OpenDocument>>();

export function openTexts(keeper: TabKeeper): Map<string, OpenDocument> {
  const texts = kept.get(keeper) ?? new Map<string, OpenDocument>();
  kept.set(keeper, texts);
  return texts;
}

export class OpenDocument {
  readonly session: DocumentSession;
  readonly model: monaco.editor.ITextModel;
  /** Where the person was when the tab was last in front. */
  viewState: monaco.editor.ICodeEditorViewState | null = null;
  /** Null while another tab is in front. */
  #editor: monaco.editor.ICodeEditor | null = null;
  #gone: (() => void) | null = null;
  #binding: TextBinding;
  #undo: TextUndo;
  #cursors: Cursors = [];

  constructor(session: DocumentSession, { language, path }: { language: string; path: string }) {
    this.session = session;
    // The language services read the ending of the path: TypeScript is not JavaScript.
    const uri = monaco.Uri.from({ scheme: 'draftroom', path: `/${session.documentId}/${path}` });
    this.model = monaco.editor.createModel('', language, uri);
    this.model.updateOptions({ tabSize: 2, insertSpaces: true });
    [this.#binding, this.#undo] = this.#bind(session.doc);
    this.model.detectIndentation(true, 2);
    session.on('replaced', this.#replaced);
  }

  get content(): Y.Text {
    return this.#binding.content;
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** The editor shows it from now on. `gone` is called before it ends in front of somebody. */
  show(editor: monaco.editor.ICodeEditor, gone: () => void): void {
    this.#editor = editor;
    this.#gone = gone;
  }

  hide(): void {
    this.#editor = null;
    this.#gone = null;
  }

  /** Called when the cursors moved; returns the first one's anchor and head for others to see. */
  cursorsMoved(selections: readonly monaco.Selection[]): { anchor: string; head: string } | null {
    this.#cursors = selections.map((selection) => {
      const [anchor, head] = offsetsOf(this.model, selection);
      return [encodePosition(this.content, anchor), encodePosition(this.content, head)];
    });
    const first = this.#cursors[0];
    return first === undefined ? null : { anchor: first[0], head: first[1] };
  }

  dispose(): void {
    this.#gone?.();
    this.session.off('replaced', this.#replaced);
    this.#undo.dispose();
    this.#binding.dispose();
    this.model.dispose();
  }

  #bind(doc: Y.Doc): [TextBinding, TextUndo] {
    const text = createModelText(this.model, () => (this.#editor === null ? [] : [this.#editor]));
    const binding = new TextBinding(doc, text);
    const undo = new TextUndo({
      binding,
      remember: () => this.#cursors,
      restore: (memory) => this.#restore(memory as Cursors | undefined),
    });
    return [binding, undo];
  }

  /** Refused work was set aside: the same tab goes on with the hub's document. */
  readonly #replaced = (doc: Y.Doc): void => {
    this.#undo.dispose();
    this.#binding.dispose();
    [this.#binding, this.#undo] = this.#bind(doc);
  };

  #restore(cursors: Cursors | undefined): void {
    const selections = (cursors ?? []).flatMap(([anchor, head]) => {
      const from = decodePosition(this.content, anchor);
      const to = decodePosition(this.content, head);
      return from === null || to === null ? [] : [selectionAt(this.model, from, to)];
    });
    const [first] = selections;
    if (this.#editor === null || first === undefined) return;
    this.#editor.setSelections(selections);
    this.#editor.revealPositionInCenterIfOutsideViewport(first.getPosition());
  }
}
