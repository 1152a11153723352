/** Others' carets, selections and name flags in the editors of this window. Who is who comes from the hub. */
import type { Peer } from '@draftroom/core/client/presence';
import {
  type DecorationOptions,
  Disposable,
  MarkdownString,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  window,
  workspace,
} from 'vscode';
import type { BoundDocuments } from '../documents/bound-documents.ts';
import type { LineMap } from '../text-binding/line-map.ts';
import { CursorStyles, flagOptions } from './cursor-styles.ts';
import type { PresenceFeed } from './presence-feed.ts';
import { peersIn, type ShownPlace, shownPlaces } from './room-places.ts';

/** How long a name stands beside a caret that has stopped moving; later it shows on hover. */
const nameTime = 3_000;
/** Between two drawings: the window has better things to do than to draw carets for every key of everybody. */
const drawInterval = 80;
/** While texts are on their way into editors carets wait, for so long; the editor moves them with the text meanwhile. */
const longestWait = 320;
const lookAgain = 20;

interface Drawn {
  carets: DecorationOptions[];
  faded: DecorationOptions[];
  selections: DecorationOptions[];
  flags: DecorationOptions[];
}

export class RemoteCursors {
  readonly #documents: BoundDocuments;
  readonly #styles = new CursorStyles();
  readonly #held: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = 0;
  /** What each editor shows of each kind, to tell it only what is new. */
  readonly #shown = new WeakMap<TextEditor, Map<TextEditorDecorationType, string>>();

  constructor(documents: BoundDocuments, feed: PresenceFeed) {
    this.#documents = documents;
    const stops = [feed.changed.listen(() => this.#soon()), documents.bound.listen(() => this.#soon())];
    this.#held = Disposable.from(
      window.onDidChangeVisibleTextEditors(() => this.#soon()),
      workspace.onDidChangeTextDocument(({ document }) => documents.of(document) !== null && this.#soon()),
      new Disposable(() => {
        for (const stop of stops) stop();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#next);
    this.#held.dispose();
    this.#styles.dispose();
  }

  /** Once for all that happens until then. */
  #soon(delay = drawInterval): void {
    this.#next ??= setTimeout(() => {
      this.#next = undefined;
      const waits = Date.now() - this.#drawnAt < longestWait && this.#documents.all.some(({ busy }) => busy);
      if (waits) this.#soon(lookAgain);
      else this.#draw();
    }, delay);
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#drawnAt = Date.now();
    let nextFade = Number.POSITIVE_INFINITY;
    for (const place of shownPlaces(this.#documents)) nextFade = Math.min(nextFade, this.#drawIn(place));
    if (Number.isFinite(nextFade)) this.#timer = setTimeout(() => this.#soon(), nextFade);
  }

  /** Milliseconds until the next name has to go. */
  #drawIn({ editor, bound }: ShownPlace): number {
    const drawn = new Map<string, Drawn>();
    const { lines } = bound;
    let nextFade = Number.POSITIVE_INFINITY;
    for (const peer of peersIn(bound)) {
      const { selection } = peer.state;
      if (selection === undefined) continue;
      const anchor = bound.decode(selection.anchor);
      const head = bound.decode(selection.head);
      if (anchor === null || head === null) continue;
      const { colour } = peer.person;
      const into = drawn.get(colour) ?? { carets: [], faded: [], selections: [], flags: [] };
      drawn.set(colour, into);
      const left = nameTime - (Date.now() - peer.movedAt);
      if (left > 0) nextFade = Math.min(nextFade, left);
      add(into, peer, { anchor: rangeAt(lines, anchor), head: rangeAt(lines, head), named: left > 0 });
    }
    this.#show(editor, drawn);
    return nextFade;
  }

  #show(editor: TextEditor, drawn: ReadonlyMap<string, Drawn>): void {
    for (const colour of drawn.keys()) this.#styles.of(colour);
    const byStyle = new Map([...drawn].map(([colour, what]) => [this.#styles.of(colour), what]));
    for (const style of this.#styles.all) {
      const what = byStyle.get(style);
      this.#set(editor, style.caret, what?.carets ?? []);
      this.#set(editor, style.fadedCaret, what?.faded ?? []);
      this.#set(editor, style.selection, what?.selections ?? []);
      this.#set(editor, style.flag, what?.flags ?? []);
    }
  }

  #set(editor: TextEditor, type: TextEditorDecorationType, decorations: DecorationOptions[]): void {
    const known = this.#shown.get(editor) ?? new Map<TextEditorDecorationType, string>();
    this.#shown.set(editor, known);
    // Of another version of the text the editor has moved them, as it thinks right.
    const now = decorations.length === 0 ? '' : JSON.stringify([editor.document.version, decorations]);
    if (now === (known.get(type) ?? '')) return;
    known.set(type, now);
    editor.setDecorations(type, decorations);
  }
}

function add(into: Drawn, { person, faded }: Peer, at: { anchor: Range; head: Range; named: boolean }): void {
  // Names are what people typed: plain text, never links or commands.
  const hoverMessage = new MarkdownString().appendText(person.name);
  (faded ? into.faded : into.carets).push({ range: at.head, hoverMessage });
  if (!at.anchor.isEqual(at.head)) into.selections.push({ range: at.anchor.union(at.head) });
  if (at.named) {
    const renderOptions = flagOptions(person.name, person.colour, at.head.start.line === 0);
    into.flags.push({ range: at.head, renderOptions });
  }
}

function rangeAt(lines: LineMap, offset: number): Range {
  const { line, character } = lines.position(offset);
  return new Range(line, character, line, character);
}
