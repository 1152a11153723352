/** One person's window on a document: a fake editor, the binding, and undo of one's own. */
import { readText } from '@draftroom/core/model/text/text-document';
import { decodePosition } from '@draftroom/core/model/text/text-positions';
import type { EditorText, TextChanged } from '../editor-text.ts';
import { OwnUndo } from '../own-undo.ts';
import { TextBinding } from '../text-binding.ts';
import { FakeEditor } from './fake-editor.ts';
import type { FakePeer } from './fake-network.ts';

/** A way to break the binding, so that tests show what they notice. */
export interface Mutant {
  readonly name: string;
  editor?(editor: FakeEditor): EditorText;
  /** Null: the binding never hears of it. */
  event?(event: TextChanged, window: BoundWindow): TextChanged | null;
  readonly forgetsReads?: true;
  readonly takesSavesForEdits?: true;
}

export class BoundWindow {
  readonly peer: FakePeer;
  readonly editor: FakeEditor;
  readonly binding: TextBinding;
  readonly undo: OwnUndo;
  readonly problems: string[] = [];
  applying = false;
  writable = true;
  undid = false;
  /** What a file of this machine says that the editor may read again. */
  oldFile: string | null = null;
  #now = 0;

  constructor(peer: FakePeer, { text = readText(peer.doc), mutant = null as Mutant | null } = {}) {
    this.peer = peer;
    this.editor = new FakeEditor(text);
    this.binding = new TextBinding({
      doc: peer.doc,
      clientId: peer.doc.clientID + 1_000,
      editor: this.#port(mutant),
      writable: () => this.writable,
      isOldFile: (text) => text === this.oldFile,
      onNativeUndo: (reason) => (reason === 'undo' ? this.undoOwn() : this.redoOwn()),
      onProblem: (problem) => this.problems.push(problem),
      now: () => this.#now++,
      pause: () => breathe(),
    });
    this.undo = new OwnUndo(this.binding, () => this.#now++);
    this.editor.onChanged = (event) => {
      const heard = mutant?.event === undefined ? event : mutant.event(event, this);
      if (heard !== null) this.binding.changed(heard);
    };
    this.editor.onSave = (text) => {
      if (mutant?.takesSavesForEdits === true || !this.binding.showed(text)) this.binding.write(text);
    };
    this.editor.file = () => {
      if (mutant?.forgetsReads !== true) this.binding.served(this.binding.shown);
      return this.binding.shown;
    };
  }

  get documentText(): string {
    return readText(this.peer.doc);
  }

  undoOwn(): number | null {
    this.undid = true;
    const at = this.undo.undo();
    return at === null ? null : decodePosition(this.binding.content, at);
  }

  redoOwn(): void {
    this.undid = true;
    this.undo.redo();
  }

  /** Until nothing is under way between window, host and binding. */
  async settle(): Promise<void> {
    for (let round = 0; round < 2_000; round++) {
      let idle = false;
      void this.binding.settled().then(() => {
        idle = true;
      });
      await breathe();
      const delivered = this.editor.deliver('host') || this.editor.deliver('window');
      await breathe();
      if (idle && !delivered && this.editor.waiting === 0) {
        this.editor.dubious = false;
        return;
      }
    }
    throw new Error('a window does not come to rest');
  }

  dispose(): void {
    this.undo.dispose();
    this.binding.dispose();
  }

  #port(mutant: Mutant | null): EditorText {
    const { editor } = this;
    const port = mutant?.editor?.(editor) ?? editor;
    const apply: EditorText['apply'] = async (edits) => {
      this.applying = true;
      try {
        return await port.apply(edits);
      } finally {
        this.applying = false;
      }
    };
    return {
      get version() {
        return port.version;
      },
      read: () => port.read(),
      views: () => port.views(),
      apply,
    };
  }
}

/** Lets everything run that waits for promises. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
