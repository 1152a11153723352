/** The mark of the threads on one line, in the editor's margin. */
import type { SeenThread } from '@draftroom/core/schema/comments';
import { toWritten } from '../../kit/compose/mention-query.ts';
import { t } from '../../kit/messages/language.ts';
import { monaco } from '../code/monaco.ts';
import styles from './thread-marks.module.css';

export interface MarkedThread {
  readonly thread: SeenThread;
  /** What it pointed at was deleted. */
  readonly lost: boolean;
  /** Unfolded in the panel. */
  readonly open: boolean;
}

const titleLength = 80;

/** Hidden from screen readers like all of the margin: the panel lists the same threads with their lines. */
export class LineMark implements monaco.editor.IGlyphMarginWidget {
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #line: number;
  /** As large as the editor makes it. */
  readonly #node = document.createElement('div');
  readonly #mark = document.createElement('span');
  #threads: readonly MarkedThread[] = [];

  constructor(editor: monaco.editor.IStandaloneCodeEditor, line: number, onChoose: (threadId: string) => void) {
    this.#editor = editor;
    this.#line = line;
    this.#node.className = styles.lane ?? '';
    this.#mark.className = styles.mark ?? '';
    this.#node.append(this.#mark);
    // The editor would place the cursor.
    for (const type of ['pointerdown', 'mousedown'])
      this.#node.addEventListener(type, (event) => event.stopPropagation());
    this.#node.addEventListener('click', () => onChoose(this.#next()));
    editor.addGlyphMarginWidget(this);
  }

  getId(): string {
    return `threads-${this.#line}`;
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): monaco.editor.IGlyphMarginWidgetPosition {
    return {
      lane: monaco.editor.GlyphMarginLane.Center,
      zIndex: 1,
      range: { startLineNumber: this.#line, startColumn: 1, endLineNumber: this.#line, endColumn: 1 },
    };
  }

  show(threads: readonly MarkedThread[]): void {
    this.#threads = threads;
    const open = threads.filter(({ thread }) => thread.resolved === null);
    const count = open.reduce((sum, { thread }) => sum + standing(thread), 0);
    this.#mark.textContent = open.length === 0 ? '✓' : count > 9 ? '9+' : String(count);
    this.#mark.dataset.resolved = String(open.length === 0);
    this.#mark.dataset.unread = String(threads.some(({ thread }) => thread.unread > 0));
    this.#mark.dataset.lost = String(open.length > 0 && open.every(({ lost }) => lost));
    this.#mark.dataset.open = String(threads.some((one) => one.open));
    this.#node.title = threads.map(({ thread }) => titleOf(thread)).join('\n');
  }

  dispose(): void {
    this.#editor.removeGlyphMarginWidget(this);
  }

  /** Pressed again it goes through the threads of the line, open ones first. */
  #next(): string {
    const ordered = this.#threads.toSorted(
      (one, other) => Number(one.thread.resolved !== null) - Number(other.thread.resolved !== null),
    );
    const at = ordered.findIndex((one) => one.open);
    return ordered[(at + 1) % ordered.length]?.thread.id ?? '';
  }
}

function standing(thread: SeenThread): number {
  return thread.commentCount - thread.comments.filter((comment) => comment.removed).length;
}

function titleOf(thread: SeenThread): string {
  const first = thread.comments.find((comment) => !comment.removed);
  const words = toWritten(first?.text ?? '').text.replace(/\s+/g, ' ');
  const text = words.length > titleLength ? `${words.slice(0, titleLength).toWellFormed()}…` : words;
  return t('comments.markTitle', { name: first?.author?.name ?? t('room.someoneGone'), text });
}
