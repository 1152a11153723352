/** A small button beside what is selected. For pointers: the keyboard has a shortcut and the context menu. */
import { t } from '../../kit/messages/language.ts';
import { monaco } from '../code/monaco.ts';
import styles from './thread-marks.module.css';

/** Not while a selection is still being made. */
const pause = 250;

export class SelectionButton implements monaco.editor.IContentWidget {
  readonly allowEditorOverflow = false;
  readonly suppressMouseDown = true;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #node = document.createElement('div');
  readonly #selected: monaco.IDisposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = false;
  #allowed = false;
  #position: monaco.IPosition | null = null;

  constructor(editor: monaco.editor.IStandaloneCodeEditor, onPress: () => void) {
    this.#editor = editor;
    this.#node.className = styles.button ?? '';
    this.#node.setAttribute('aria-hidden', 'true');
    this.#node.addEventListener('mousedown', (event) => event.preventDefault());
    this.#node.addEventListener('click', onPress);
    this.#selected = editor.onDidChangeCursorSelection(() => this.#wait());
    editor.addContentWidget(this);
  }

  setShown(shown: boolean): void {
    this.#shown = shown;
    this.#wait();
  }

  setAllowed(allowed: boolean): void {
    this.#allowed = allowed;
    this.#wait();
  }

  /** Until something else is selected. */
  hide(): void {
    clearTimeout(this.#timer);
    this.#place(null);
  }

  getId(): string {
    return 'comment-on-selection';
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): monaco.editor.IContentWidgetPosition | null {
    const { ABOVE, BELOW } = monaco.editor.ContentWidgetPositionPreference;
    return this.#position === null ? null : { position: this.#position, preference: [ABOVE, BELOW] };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#selected.dispose();
    this.#editor.removeContentWidget(this);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const selection = this.#editor.getSelection();
    if (!this.#shown || !this.#allowed || selection === null || selection.isEmpty()) {
      this.#place(null);
      return;
    }
    this.#timer = setTimeout(() => this.#place(selection.getPosition()), pause);
  }

  #place(position: monaco.IPosition | null): void {
    if (this.#position === null && position === null) return;
    this.#position = position;
    // In the language that is spoken now.
    this.#node.textContent = t('comments.addShort');
    this.#editor.layoutContentWidget(this);
  }
}
