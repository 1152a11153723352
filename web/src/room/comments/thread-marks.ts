/**
 * Threads in the editor: a mark in the margin of each line that has some, a quiet ground under their words, and a
 * button beside a selection. Where threads are is worked out anew with every change, once a frame: anchors follow the
 * characters, the editor's own decorations would not know what was deleted. Margin and button are for pointers; the
 * keyboard has actions and the panel.
 */
import type { TextAnchor } from '@draftroom/core/contract/anchor';
import { makeTextAnchor, resolveTextAnchor, type TextPlace } from '@draftroom/core/model/text/text-anchors';
import type { SeenThread } from '@draftroom/core/schema/comments';
import { t } from '../../kit/messages/language.ts';
import { monaco } from '../code/monaco.ts';
import { offsetsOf } from '../code/monaco-text.ts';
import type { OpenDocument } from '../code/open-document.ts';
import type { RoomView } from '../session/room-view.ts';
import { LineMark, type MarkedThread } from './line-mark.ts';
import { SelectionButton } from './selection-button.ts';
import { beginThread, noPlaces, openThread, type ThreadDesk, type ThreadPlace } from './thread-desk.ts';
import styles from './thread-marks.module.css';

interface ThreadMarksContext {
  desk: ThreadDesk;
  view: RoomView;
}

interface Resolved {
  readonly thread: SeenThread;
  readonly place: TextPlace;
}

export class ThreadMarks {
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #context: ThreadMarksContext;
  readonly #words: monaco.editor.IEditorDecorationsCollection;
  readonly #lines = new Map<number, LineMark>();
  readonly #button: SelectionButton;
  readonly #stops: (() => void)[] = [];
  #open: OpenDocument | null = null;
  #threads: readonly SeenThread[] = [];
  #frame = 0;

  constructor(editor: monaco.editor.IStandaloneCodeEditor, context: ThreadMarksContext) {
    this.#editor = editor;
    this.#context = context;
    this.#words = editor.createDecorationsCollection();
    this.#button = new SelectionButton(editor, () => void beginThread(context.desk, context.view));
    const changed = editor.onDidChangeModelContent(() => this.#later());
    const pressed = editor.onMouseDown(({ target, event }) => {
      if (target.type === monaco.editor.MouseTargetType.CONTENT_TEXT && event.detail === 1)
        this.#pressed(target.position);
    });
    const { desk } = context;
    this.#stops.push(
      () => changed.dispose(),
      () => pressed.dispose(),
      desk.subscribe(() => this.#later()),
    );
    desk.set({ editor: { surface: 'text', makeAnchor: () => this.makeAnchor(), focus: () => editor.focus() } });
  }

  show(open: OpenDocument | null): void {
    this.#open = open;
    this.#button.setShown(open !== null);
    if (open === null) this.#context.desk.set({ places: noPlaces });
    this.#draw();
  }

  setThreads(threads: readonly SeenThread[]): void {
    this.#threads = threads;
    this.#later();
  }

  setMayComment(may: boolean): void {
    this.#button.setAllowed(may);
  }

  makeAnchor(): TextAnchor | null {
    const selection = this.#editor.getSelection();
    if (this.#open === null || selection === null) return null;
    const [from, to] = offsetsOf(this.#open.model, selection);
    const range = { start: Math.min(from, to), end: Math.max(from, to) };
    return makeTextAnchor(this.#open.content, this.#open.session.documentId, range);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const stop of this.#stops) stop();
    this.#context.desk.set({ editor: null, places: noPlaces });
    this.#words.clear();
    for (const line of this.#lines.values()) line.dispose();
    this.#button.dispose();
  }

  #later(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const open = this.#open;
    const resolved = open === null ? [] : resolve(open, this.#threads);
    const { desk } = this.#context;
    this.#drawWords(open, resolved);
    this.#drawLines(open, resolved);
    if (open === null) return;
    const places = new Map(
      resolved.map(({ thread, place }): [string, ThreadPlace] => [
        thread.id,
        { line: open.model.getPositionAt(place.start).lineNumber, state: place.state },
      ]),
    );
    if (!samePlaces(desk.get().places, places)) desk.set({ places });
    this.#jump(open, resolved);
  }

  #drawWords(open: OpenDocument | null, resolved: readonly Resolved[]): void {
    if (open === null) {
      this.#words.clear();
      return;
    }
    const { open: unfolded, draft } = this.#context.desk.get();
    const ruler = rulerColour();
    const decorations = resolved
      .filter(({ thread, place }) => place.end > place.start && (thread.resolved === null || thread.id === unfolded))
      .map(({ thread, place }) => wordsAt(open, place, { unfolded: thread.id === unfolded, ruler }));
    if (draft !== null) this.#button.hide();
    if (draft?.surface === 'text' && draft.documentId === open.session.documentId) {
      const place = resolveTextAnchor(open.content, draft);
      decorations.push(wordsAt(open, place, { unfolded: true, ruler }));
    }
    this.#words.set(decorations);
  }

  #drawLines(open: OpenDocument | null, resolved: readonly Resolved[]): void {
    const unfolded = this.#context.desk.get().open;
    const byLine = new Map<number, MarkedThread[]>();
    for (const { thread, place } of resolved) {
      const line = open?.model.getPositionAt(place.start).lineNumber ?? 1;
      const marked = { thread, lost: place.state === 'orphaned', open: thread.id === unfolded };
      byLine.set(line, [...(byLine.get(line) ?? []), marked]);
    }
    for (const [line, mark] of this.#lines) {
      if (byLine.has(line)) continue;
      mark.dispose();
      this.#lines.delete(line);
    }
    for (const [line, threads] of byLine) {
      const mark = this.#lines.get(line) ?? new LineMark(this.#editor, line, (next) => this.#unfold(next));
      this.#lines.set(line, mark);
      mark.show(threads);
    }
  }

  /** Shows the place of a thread that was chosen elsewhere, without taking the cursor there. */
  #jump(open: OpenDocument, resolved: readonly Resolved[]): void {
    const { desk } = this.#context;
    const wanted = resolved.find(({ thread }) => thread.id === desk.get().jump);
    if (wanted === undefined) return;
    desk.set({ jump: null });
    this.#editor.revealPositionInCenterIfOutsideViewport(open.model.getPositionAt(wanted.place.start));
  }

  #unfold(threadId: string): void {
    openThread(this.#context.desk, this.#context.view, threadId);
  }

  /** A press on words that have a thread unfolds it where the panel is open anyway. */
  #pressed(position: monaco.IPosition | null): void {
    const { desk, view } = this.#context;
    const { right, panel } = view.get();
    if (this.#open === null || position === null || !right || panel !== 'threads') return;
    const offset = this.#open.model.getOffsetAt(position);
    const hit = resolve(this.#open, this.#threads)
      .filter(({ thread, place }) => thread.resolved === null && place.start <= offset && offset < place.end)
      .toSorted((one, other) => one.place.end - one.place.start - (other.place.end - other.place.start))[0];
    if (hit !== undefined) desk.set({ open: hit.thread.id });
  }
}

function resolve(open: OpenDocument, threads: readonly SeenThread[]): Resolved[] {
  const { content, session } = open;
  const here = threads.filter((thread) => thread.documentId === session.documentId);
  const text = here.length === 0 ? '' : content.toString();
  return here.flatMap((thread) => {
    const { anchor } = thread;
    if (anchor.surface !== 'text') return [];
    return [{ thread, place: resolveTextAnchor(content, anchor, text) }];
  });
}

function wordsAt(
  open: OpenDocument,
  place: TextPlace,
  { unfolded, ruler }: { unfolded: boolean; ruler: string },
): monaco.editor.IModelDeltaDecoration {
  return {
    range: monaco.Range.fromPositions(open.model.getPositionAt(place.start), open.model.getPositionAt(place.end)),
    options: {
      inlineClassName: unfolded ? `${styles.words} ${styles.unfolded}` : (styles.words ?? ''),
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      overviewRuler: { color: ruler, position: monaco.editor.OverviewRulerLane.Left },
    },
  };
}

/** The ruler is a canvas: it knows no variables. */
function rulerColour(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--edge').trim() || '#8e8b84';
}

function samePlaces(before: ReadonlyMap<string, ThreadPlace>, after: ReadonlyMap<string, ThreadPlace>): boolean {
  if (before.size !== after.size) return false;
  return [...after].every(([id, { line, state }]) => {
    const known = before.get(id);
    return known !== undefined && known.line === line && known.state === state;
  });
}

export function commentAction(context: ThreadMarksContext): monaco.editor.IActionDescriptor {
  return {
    id: 'draftroom.comment',
    label: t('comments.add'),
    keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyMod.Shift | monaco.KeyCode.KeyM],
    contextMenuGroupId: 'navigation',
    contextMenuOrder: 0,
    run: () => void beginThread(context.desk, context.view),
  };
}
