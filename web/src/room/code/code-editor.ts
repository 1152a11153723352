/** Monaco in a room: shows one open document at a time and tells the others where its cursor is. */
import type { DocumentSession } from '@draftroom/core/client/document-session';
import type { Peer } from '@draftroom/core/client/presence';
import type { RoomSession } from '@draftroom/core/client/room-session';
import type { PresenceState } from '@draftroom/core/contract/presence';
import { decodePosition } from '@draftroom/core/model/text/text-positions';
import { t } from '../../kit/messages/language.ts';
import { openRootDialog } from '../../kit/palette/open-state.ts';
import type { ThreadDesk } from '../comments/thread-desk.ts';
import { commentAction, ThreadMarks } from '../comments/thread-marks.ts';
import type { RoomView } from '../session/room-view.ts';
import type { TabKeeper } from '../session/tab-keeper.ts';
import { monaco } from './monaco.ts';
import { OpenDocument, openTexts } from './open-document.ts';
import { RemoteCursors } from './remote-cursors.ts';

interface CodeEditorContext {
  session: RoomSession;
  view: RoomView;
  keeper: TabKeeper;
  desk: ThreadDesk;
}

export class CodeEditor {
  readonly #context: CodeEditorContext;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #cursors: RemoteCursors;
  /** Threads of the document in front. */
  readonly threads: ThreadMarks;
  #commenting: monaco.IDisposable | null = null;
  readonly #open: Map<string, OpenDocument>;
  #shown: OpenDocument | null = null;
  #peers: readonly Peer[] = [];
  #narrow = false;

  constructor(host: HTMLElement, context: CodeEditorContext) {
    this.#context = context;
    this.#open = openTexts(context.keeper);
    this.#editor = monaco.editor.create(host, {
      model: null,
      automaticLayout: true,
      fontFamily: "'IBM Plex Mono', ui-monospace, Menlo, Consolas, monospace",
      fontSize: 13,
      lineHeight: 20,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      smoothScrolling: false,
      cursorSurroundingLines: 2,
      padding: { top: 12, bottom: 12 },
      renderLineHighlight: 'line',
      renderFinalNewline: 'on',
      renderWhitespace: 'selection',
      fixedOverflowWidgets: true,
      stickyScroll: { enabled: false },
      overviewRulerLanes: 2,
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
      wordBasedSuggestions: 'currentDocument',
      unicodeHighlight: { ambiguousCharacters: false },
      dropIntoEditor: { enabled: false },
      readOnly: true,
    });
    this.#cursors = new RemoteCursors(this.#editor);
    this.threads = new ThreadMarks(this.#editor, context);
    this.#editor.onDidChangeCursorSelection(() => this.#cursorMoved());
    this.#editor.onDidScrollChange(() => this.#scrolled());
    this.#editor.onDidChangeModelContent(() => this.#cursors.show(this.#shown, this.#peers));
    this.#addActions();
  }

  /** Shows a document; the result takes it out of view again. */
  open(document: { id: string; path: string; language: string }, onLoaded: () => void): () => void {
    const { id: documentId, language } = document;
    const room = this.#context.session;
    const session = room.acquire(documentId);
    const show = (): void => {
      const known = this.#open.get(documentId) ?? this.#add(session, document);
      if (known.model.getLanguageId() !== language) monaco.editor.setModelLanguage(known.model, language);
      this.#show(known);
      onLoaded();
    };
    if (session.loaded) show();
    else session.on('loaded', show);
    room.presence.set({ doc: documentId, selection: undefined, viewport: undefined });
    return () => {
      session.off('loaded', show);
      room.release(documentId);
      this.#hide();
    };
  }

  setWritable(writable: boolean): void {
    this.#editor.updateOptions({
      readOnly: !writable,
      readOnlyMessage: { value: t('room.readOnlyHint') },
      domReadOnly: !writable,
      ariaLabel: t('room.editorLabel'),
    });
  }

  setCommenting(may: boolean): void {
    this.threads.setMayComment(may);
    this.#commenting?.dispose();
    this.#commenting = may ? this.#editor.addAction(commentAction(this.#context)) : null;
  }

  setNarrow(narrow: boolean): void {
    this.#editor.updateOptions({
      lineNumbersMinChars: narrow ? 3 : 5,
      folding: !narrow,
      glyphMargin: true,
      lineDecorationsWidth: narrow ? 4 : 10,
    });
    this.#narrow = narrow;
    this.#wrap();
  }

  showPeers(peers: readonly Peer[]): void {
    this.#peers = peers;
    this.#cursors.show(this.#shown, peers);
  }

  follow({ viewport, selection }: PresenceState): void {
    const open = this.#shown;
    if (open === null) return;
    if (viewport !== undefined && 'first' in viewport) {
      this.#editor.setScrollTop(this.#editor.getTopForLineNumber(viewport.first), monaco.editor.ScrollType.Smooth);
    }
    const head = selection === undefined ? null : decodePosition(open.content, selection.head);
    if (head !== null) this.#editor.revealPosition(open.model.getPositionAt(head), monaco.editor.ScrollType.Smooth);
  }

  dispose(): void {
    this.#hide();
    this.#cursors.dispose();
    this.threads.dispose();
    this.#editor.dispose();
    this.#context.session.presence.set({ doc: undefined, selection: undefined, viewport: undefined });
  }

  #add(session: DocumentSession, document: { id: string; path: string; language: string }): OpenDocument {
    const { id } = document;
    const { session: room, keeper } = this.#context;
    const added = new OpenDocument(session, document);
    this.#open.set(id, added);
    keeper.keep(id, () => {
      room.acquire(id);
      return () => {
        this.#open.delete(id);
        added.dispose();
        room.release(id);
      };
    });
    return added;
  }

  #show(open: OpenDocument): void {
    this.#shown = open;
    open.show(this.#editor, () => this.#hide());
    this.#editor.setModel(open.model);
    this.#wrap();
    if (open.viewState !== null) this.#editor.restoreViewState(open.viewState);
    this.#cursorMoved();
    this.#scrolled();
    this.#cursors.show(open, this.#peers);
    this.threads.show(open);
    if (this.#mayTakeFocus(open)) this.#editor.focus();
  }

  /** Never away from where somebody writes: documents also open by themselves, or because a followed person goes there. */
  #mayTakeFocus(open: OpenDocument): boolean {
    const { view } = this.#context;
    const chosen = view.get().chosen === open.session.documentId;
    if (chosen) view.set({ chosen: null });
    const at = document.activeElement;
    return window.matchMedia('(pointer: fine)').matches && (chosen || at === null || at === document.body);
  }

  #hide(): void {
    const open = this.#shown;
    if (open === null) return;
    open.viewState = this.#editor.saveViewState();
    open.hide();
    this.#shown = null;
    this.#cursors.show(null, []);
    this.threads.show(null);
    this.#editor.setModel(null);
    this.#context.view.set({ place: null });
  }

  /** Prose is read in lines, and nobody wants its words proposed; code is neither. */
  #wrap(): void {
    const prose = ['markdown', 'mdx', 'plaintext', 'restructuredtext'].includes(
      this.#shown?.model.getLanguageId() ?? '',
    );
    this.#editor.updateOptions({
      wordWrap: this.#narrow || prose ? 'on' : 'off',
      quickSuggestions: prose ? false : { other: true, comments: false, strings: false },
    });
  }

  #cursorMoved(): void {
    const open = this.#shown;
    const selections = this.#editor.getSelections();
    const [first] = selections ?? [];
    if (open === null || selections === null || first === undefined) return;
    const selection = open.cursorsMoved(selections);
    this.#context.session.presence.set({ doc: open.session.documentId, selection: selection ?? undefined });
    this.#context.view.set({
      place: {
        line: first.positionLineNumber,
        column: first.positionColumn,
        selected: selections.reduce((sum, one) => sum + open.model.getValueLengthInRange(one), 0),
      },
    });
  }

  #scrolled(): void {
    const ranges = this.#editor.getVisibleRanges();
    const first = ranges[0]?.startLineNumber;
    const last = ranges.at(-1)?.endLineNumber;
    if (this.#shown === null || first === undefined || last === undefined) return;
    this.#context.session.presence.set({ viewport: { first, last } });
  }

  /** Undo is one's own, not the editor's; F1 is the hub's palette, as everywhere. */
  #addActions(): void {
    const { CtrlCmd, Shift } = monaco.KeyMod;
    const { KeyZ, KeyY, F1 } = monaco.KeyCode;
    const writable = (): boolean => !this.#editor.getOption(monaco.editor.EditorOption.readOnly);
    const actions: [id: string, label: string, keys: number[], run: () => void][] = [
      ['draftroom.undo', t('shortcuts.undo'), [CtrlCmd | KeyZ], () => writable() && this.#shown?.undo()],
      [
        'draftroom.redo',
        t('shortcuts.redo'),
        [CtrlCmd | Shift | KeyZ, CtrlCmd | KeyY],
        () => writable() && this.#shown?.redo(),
      ],
      ['draftroom.commands', t('app.commands'), [F1], () => openRootDialog('palette')],
    ];
    for (const [id, label, keybindings, run] of actions)
      this.#editor.addAction({ id, label, keybindings, run: () => void run() });
  }
}
