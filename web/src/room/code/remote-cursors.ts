/** Others' carets, selections and name flags in an editor. Who is who comes from the room's presence. */
import type { Peer } from '@draftroom/core/client/presence';
import { personColourValue } from '@draftroom/core/contract/person-colours';
import { decodePosition } from '@draftroom/core/model/text/text-positions';
import { monaco } from './monaco.ts';
import type { OpenDocument } from './open-document.ts';
import styles from './remote-cursors.module.css';

/** How long a name stands beside a caret that has stopped moving; later it shows on hover. */
const nameTime = 3_000;

export class RemoteCursors {
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #selections: monaco.editor.IEditorDecorationsCollection;
  readonly #carets = new Map<number, Caret>();

  constructor(editor: monaco.editor.IStandaloneCodeEditor) {
    this.#editor = editor;
    this.#selections = editor.createDecorationsCollection();
  }

  show(open: OpenDocument | null, peers: readonly Peer[]): void {
    const seen = new Set<number>();
    const decorations: monaco.editor.IModelDeltaDecoration[] = [];
    for (const peer of peers) {
      const { selection, doc } = peer.state;
      if (open === null || doc !== open.session.documentId || selection === undefined) continue;
      const anchor = decodePosition(open.content, selection.anchor);
      const head = decodePosition(open.content, selection.head);
      if (anchor === null || head === null) continue;
      seen.add(peer.person.clientId);
      this.#caret(peer).move(open.model.getPositionAt(head), peer);
      if (anchor !== head) decorations.push(this.#selection(open, peer, anchor, head));
    }
    this.#selections.set(decorations);
    for (const [clientId, caret] of this.#carets) {
      if (seen.has(clientId)) continue;
      caret.dispose();
      this.#carets.delete(clientId);
    }
  }

  dispose(): void {
    this.#selections.clear();
    for (const caret of this.#carets.values()) caret.dispose();
    this.#carets.clear();
  }

  #selection(open: OpenDocument, peer: Peer, anchor: number, head: number): monaco.editor.IModelDeltaDecoration {
    const from = open.model.getPositionAt(Math.min(anchor, head));
    const to = open.model.getPositionAt(Math.max(anchor, head));
    return {
      range: monaco.Range.fromPositions(from, to),
      options: {
        className: `${styles.selection} ${styles[peer.person.colour] ?? styles.slate}`,
        stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        overviewRuler: {
          color: personColourValue(peer.person.colour),
          position: monaco.editor.OverviewRulerLane.Right,
        },
      },
    };
  }

  #caret(peer: Peer): Caret {
    const known = this.#carets.get(peer.person.clientId);
    if (known !== undefined) return known;
    const caret = new Caret(this.#editor, peer);
    this.#carets.set(peer.person.clientId, caret);
    return caret;
  }
}

/** A caret with its flag: one content widget, hidden from screen readers, which hear of people in the people list. */
class Caret implements monaco.editor.IContentWidget {
  readonly allowEditorOverflow = false;
  readonly suppressMouseDown = false;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #id: string;
  readonly #node = document.createElement('div');
  readonly #name = document.createElement('span');
  #position: monaco.IPosition = { lineNumber: 1, column: 1 };
  #hideName: ReturnType<typeof setTimeout> | undefined;
  #movedAt = -1;

  constructor(editor: monaco.editor.IStandaloneCodeEditor, peer: Peer) {
    this.#editor = editor;
    this.#id = `caret-${peer.person.clientId}`;
    this.#node.className = `${styles.caret} ${styles[peer.person.colour] ?? styles.slate}`;
    this.#node.setAttribute('aria-hidden', 'true');
    this.#name.className = styles.name ?? '';
    this.#node.append(this.#name);
    editor.addContentWidget(this);
  }

  getId(): string {
    return this.#id;
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): monaco.editor.IContentWidgetPosition {
    return { position: this.#position, preference: [monaco.editor.ContentWidgetPositionPreference.EXACT] };
  }

  move(position: monaco.IPosition, peer: Peer): void {
    this.#name.textContent = peer.person.name;
    this.#node.style.height = `${this.#editor.getOption(monaco.editor.EditorOption.lineHeight)}px`;
    this.#node.dataset.faded = String(peer.faded);
    this.#node.dataset.first = String(position.lineNumber === 1);
    this.#position = position;
    this.#editor.layoutContentWidget(this);
    if (peer.movedAt === this.#movedAt) return;
    this.#movedAt = peer.movedAt;
    this.#node.dataset.named = 'true';
    clearTimeout(this.#hideName);
    this.#hideName = setTimeout(() => {
      this.#node.dataset.named = 'false';
    }, nameTime);
  }

  dispose(): void {
    clearTimeout(this.#hideName);
    this.#editor.removeContentWidget(this);
  }
}
