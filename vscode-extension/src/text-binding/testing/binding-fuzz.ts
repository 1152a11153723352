/**
 * Two people at their editors and a third who storms, over a bad network, in steps drawn by a seed. Says what was found
 * wrong; nothing, if the binding is right.
 */
import { readText, textContent } from '@draftroom/core/model/text/text-document';
import { isInsidePair, type TextEdit } from '@draftroom/core/model/text/text-edits';
import { BoundWindow, breathe, type Mutant } from './bound-window.ts';
import { Chance } from './chance.ts';
import { FakeNetwork, type FakePeer } from './fake-network.ts';
import { TokenLedger } from './token-ledger.ts';

export interface FuzzOptions {
  seed: number;
  steps: number;
  /** With steps of undo and redo, native and one's own. */
  undo: boolean;
  mutant?: Mutant;
}

export interface FuzzReport {
  faults: string[];
  typed: number;
  applied: number;
  refused: number;
  settled: number;
}

const start = 'first line\n  second line\n\nfourth \n';
const enoughFaults = 5;

export async function fuzzBinding(options: FuzzOptions): Promise<FuzzReport> {
  const story = new Story(options);
  await story.run();
  return story.report();
}

class Story {
  readonly #options: FuzzOptions;
  readonly #chance: Chance;
  readonly #network = new FakeNetwork(start);
  readonly #windows: BoundWindow[];
  readonly #noise: FakePeer;
  readonly #ledger = new TokenLedger();
  readonly #faults: string[] = [];
  #settled = 0;

  constructor(options: FuzzOptions) {
    this.#options = options;
    this.#chance = new Chance(options.seed);
    const settings = options.mutant === undefined ? {} : { mutant: options.mutant };
    this.#windows = [0, 1].map(() => new BoundWindow(this.#network.join(), settings));
    this.#noise = this.#network.join();
    if (options.seed % 3 === 0) this.#windows[0]?.editor.setEol('CRLF');
  }

  report(): FuzzReport {
    const sum = (of: (window: BoundWindow) => number) => this.#windows.reduce((all, window) => all + of(window), 0);
    return {
      faults: this.#faults,
      typed: this.#ledger.typed.size,
      applied: sum(({ editor }) => editor.applied),
      refused: sum(({ editor }) => editor.refused),
      settled: this.#settled,
    };
  }

  async run(): Promise<void> {
    for (let step = 0; step < this.#options.steps && this.#faults.length < enoughFaults; step++) {
      await this.#step(step);
      await this.#deliverSome();
    }
    for (const peer of this.#network.peers) this.#network.reconnect(peer);
    await this.#settleAll('end');
    for (const window of this.#windows) window.dispose();
  }

  async #step(step: number): Promise<void> {
    const undo = this.#options.undo ? 1 : 0;
    const window = this.#chance.of(this.#windows);
    const name = this.#chance.weighted({
      type: 30,
      remove: 8,
      select: 8,
      paste: 2,
      snippet: 2,
      compose: 3,
      format: 2,
      eol: 1,
      nativeUndo: 3 * undo,
      nativeRedo: 2 * undo,
      ownUndo: 2 * undo,
      ownRedo: undo,
      reread: 1,
      save: 2,
      cut: 1,
      reconnect: 2,
      storm: 3,
      atCaret: 4,
      settle: 3,
      settleAll: 1,
      carets: 1,
    });
    switch (name) {
      case 'nativeUndo':
        if (window.editor.undo()) window.undid = true;
        return;
      case 'nativeRedo':
        if (window.editor.redo()) window.undid = true;
        return;
      case 'ownUndo':
        return void window.undoOwn();
      case 'ownRedo':
        return window.redoOwn();
      case 'eol':
        return window.editor.setEol(window.editor.eol === 'LF' ? 'CRLF' : 'LF');
      case 'reread':
        return window.editor.reread();
      case 'save':
        return window.editor.save();
      case 'cut':
        return this.#network.cut(window.peer);
      case 'reconnect':
        return this.#network.reconnect(window.peer);
      case 'storm':
        return this.#storm(1 + this.#chance.below(12));
      case 'atCaret':
        return this.#noiseAt(window.editor.carets[0]?.active ?? 0);
      case 'settle':
        return await this.#settleWindow(window, `step ${step}`);
      case 'settleAll':
        return await this.#settleAll(`step ${step}`);
      case 'carets':
        return await this.#checkCarets(window, step);
      default:
        return this.#write(window, name);
    }
  }

  // ---- what people do

  #write(window: BoundWindow, how: 'type' | 'remove' | 'select' | 'paste' | 'snippet' | 'compose' | 'format'): void {
    const { editor } = window;
    switch (how) {
      case 'type':
        this.#typeAt(window, () => this.#key(window));
        break;
      case 'select':
        editor.select(this.#someCarets(editor.text));
        break;
      case 'remove':
        this.#removeAt(window);
        break;
      case 'paste':
        this.#typeAt(window, () => this.#lines(window, 3 + this.#chance.below(4)));
        break;
      case 'snippet':
        this.#typeAt(window, () => `for (${this.#ledger.token(window)}) {\n\t\n}`);
        this.#typeAt(window, () => this.#key(window));
        break;
      case 'compose':
        this.#compose(window);
        break;
      case 'format':
        this.#format(window);
        break;
    }
  }

  #key(window: BoundWindow): string {
    return this.#chance.below(6) === 0
      ? this.#chance.of(['\n', ' ', '\t'])
      : this.#ledger.word(window, 1 + this.#chance.below(2));
  }

  #typeAt(window: BoundWindow, text: () => string): void {
    const { editor } = window;
    for (const { anchor, active } of editor.carets) {
      this.#ledger.remove(
        editor.text.slice(Math.min(anchor, active), Math.max(anchor, active)),
        window,
        editor.dubious,
      );
    }
    // With several carets the same text comes several times: then it has no letters that are counted.
    editor.type(editor.carets.length > 1 ? 'x' : text());
  }

  #lines(window: BoundWindow, count: number): string {
    return Array.from({ length: count }, () => `${this.#ledger.word(window, 2)} \n`).join('');
  }

  /** An input method replaces what it has put in with every key, then leaves the caret behind it. */
  #compose(window: BoundWindow): void {
    const { editor } = window;
    const at = editor.carets[0]?.active ?? 0;
    let composed = '';
    for (let key = 0; key < 3; key++) {
      const next = key === 1 ? composed + this.#ledger.token(window) : this.#ledger.word(window, 1);
      if (key !== 1) this.#ledger.remove(composed, window, editor.dubious);
      editor.edit([{ index: at, remove: composed.length, insert: next }]);
      composed = next;
    }
    editor.select([{ anchor: at + composed.length, active: at + composed.length }]);
  }

  #removeAt(window: BoundWindow): void {
    const { editor } = window;
    const from = this.#place(editor.text);
    const to = this.#place(editor.text, from, 6);
    this.#ledger.remove(editor.text.slice(from, to), window, editor.dubious);
    editor.edit([{ index: from, remove: to - from, insert: '' }]);
  }

  /** As a formatter does: blanks at line ends go, some lines move in, all in one change. */
  #format(window: BoundWindow): void {
    const { text } = window.editor;
    const edits: TextEdit[] = [];
    for (const match of text.matchAll(/[ \t]+$|^(?=\S)/gm)) {
      if (this.#chance.below(3) === 0) continue;
      edits.push({ index: match.index, remove: match[0].length, insert: match[0] === '' ? '  ' : '' });
    }
    window.editor.edit(edits);
  }

  // ---- what others do

  #storm(count: number): void {
    const content = textContent(this.#noise.doc);
    for (let i = 0; i < count; i++) {
      const text = content.toString();
      const at = this.#place(text);
      if (this.#chance.below(3) === 0) {
        const to = this.#place(text, at, 5);
        this.#ledger.remove(text.slice(at, to), this.#noise, false);
        content.delete(at, to - at);
      } else {
        content.insert(
          at,
          this.#chance.below(5) === 0 ? '\n' : this.#ledger.word(this.#noise, 1 + this.#chance.below(3)),
        );
      }
    }
  }

  #noiseAt(offset: number): void {
    const content = textContent(this.#noise.doc);
    const text = content.toString();
    const at = Math.min(offset, text.length);
    content.insert(isInsidePair(text, at) ? at - 1 : at, this.#ledger.token(this.#noise));
  }

  // ---- what is checked

  async #settleWindow(window: BoundWindow, when: string): Promise<void> {
    await window.settle();
    this.#settled += 1;
    const { editor, binding, documentText } = window;
    if (editor.text !== documentText) this.#fault(`${when}: the editor does not show the document`);
    if (binding.shown !== editor.text) this.#fault(`${when}: the binding is wrong about the editor`);
    if (editor.read() !== editor.text) this.#fault(`${when}: the fake is wrong`);
    for (const problem of window.problems.splice(0)) this.#fault(`${when}: ${problem}`);
  }

  async #settleAll(when: string): Promise<void> {
    for (let round = 0; round < 3; round++) {
      for (const window of this.#windows) await this.#settleWindow(window, when);
      this.#network.deliverAll();
    }
    for (const window of this.#windows) await this.#settleWindow(window, when);
    if (this.#network.peers.some(({ online }) => !online)) return;
    const texts = new Set([
      readText(this.#network.hub),
      ...this.#network.peers.map(({ doc }) => readText(doc)),
      ...this.#windows.map(({ editor }) => editor.text),
    ]);
    if (texts.size !== 1) this.#fault(`${when}: ${texts.size} different texts`);
    const undid = (by: object): boolean => this.#windows.some((window) => window === by && window.undid);
    for (const fault of this.#ledger.faults(readText(this.#network.hub), undid).slice(0, 3)) {
      this.#fault(`${when}: ${fault}`);
    }
  }

  /** With the person's hands off the keys, others' edits move no caret and take nothing into a selection. */
  async #checkCarets(window: BoundWindow, step: number): Promise<void> {
    await this.#settleAll(`step ${step}`);
    if (!window.peer.online || !this.#noise.online) return;
    const { editor } = window;
    editor.select(this.#someCarets(editor.text));
    await window.settle();
    const before = editor.carets.map(({ anchor, active }) => ({
      from: Math.min(anchor, active),
      to: Math.max(anchor, active),
    }));
    const kept = before.map(({ from, to }) => ({
      left: editor.text.slice(0, from),
      inside: editor.text.slice(from, to),
    }));
    this.#noiseAt(this.#chance.of(before).from);
    this.#noiseAt(this.#chance.of(before).to);
    this.#insertSomewhere();
    this.#network.deliverAll();
    await window.settle();
    editor.carets.forEach(({ anchor, active }, i) => {
      const inside = withoutNew(editor.text.slice(Math.min(anchor, active), Math.max(anchor, active)), kept[i]?.inside);
      const left = editor.text.slice(0, Math.min(anchor, active));
      if (inside !== kept[i]?.inside) this.#fault(`step ${step}: a selection changed what it holds`);
      const last = [...(kept[i]?.left ?? '')].at(-1) ?? '';
      if (anchor === active && last !== '' && !left.endsWith(last)) {
        this.#fault(`step ${step}: a caret left the character before it`);
      }
    });
  }

  #insertSomewhere(): void {
    const content = textContent(this.#noise.doc);
    content.insert(this.#place(content.toString()), this.#ledger.token(this.#noise));
  }

  #fault(what: string): void {
    this.#faults.push(`seed ${this.#options.seed}: ${what}`);
  }

  // ---- chance

  async #deliverSome(): Promise<void> {
    const count = this.#chance.below(8);
    for (let i = 0; i < count; i++) {
      const window = this.#chance.of(this.#windows);
      const way = this.#chance.below(5);
      if (way < 2) window.editor.deliver('host');
      else if (way < 4) window.editor.deliver('window');
      else this.#network.deliver(this.#chance.of(this.#network.peers), this.#chance.of(['up', 'down'] as const));
      if (this.#chance.below(3) === 0) await breathe();
    }
    await breathe();
  }

  #someCarets(text: string): { anchor: number; active: number }[] {
    const count = this.#chance.below(5) === 0 ? 2 + this.#chance.below(2) : 1;
    const places = Array.from({ length: count * 2 }, () => this.#place(text)).toSorted((left, right) => left - right);
    const carets: { anchor: number; active: number }[] = [];
    for (let i = 0; i < count; i++) {
      const from = places[i * 2] ?? 0;
      const to = this.#chance.below(3) === 0 ? Math.min(places[i * 2 + 1] ?? from, this.#place(text, from, 8)) : from;
      if (carets.some(({ anchor, active }) => Math.max(anchor, active) >= from)) continue;
      carets.push(this.#chance.below(2) === 0 ? { anchor: from, active: to } : { anchor: to, active: from });
    }
    return carets;
  }

  /** A place between characters, from `from` on. */
  #place(text: string, from = 0, reach = text.length): number {
    const at = Math.min(from + this.#chance.below(Math.max(1, reach + 1)), text.length);
    return isInsidePair(text, at) ? at + 1 : at;
  }
}

/** A selection takes in what is inserted between its ends. */
function withoutNew(text: string, known: string | undefined): string {
  const signs = new Set(known);
  return [...text].filter((sign) => signs.has(sign)).join('');
}
