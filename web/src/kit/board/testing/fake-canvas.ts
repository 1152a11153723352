/**
 * Excalidraw without a screen, as far as a binding can tell: elements that are changed in place or replaced, versions
 * that rise, order keys that are put right behind one's back, `onChange` after everything, gestures and typing.
 */
import { keepingOrder } from '@draftroom/core/model/drawing/element-order';
import type { BoardBinding } from '../board-binding.ts';
import type { Canvas, CanvasAction, CanvasState, SceneElement } from '../canvas.ts';

export type Mutable = {
  -readonly [Key in keyof SceneElement]: SceneElement[Key];
} & Record<string, unknown>;

const idle: CanvasState = {
  editingTextElement: null,
  newElement: null,
  resizingElement: null,
  multiElement: null,
  selectedElementsAreBeingDragged: false,
  isResizing: false,
  isRotating: false,
  isCropping: false,
  croppingElementId: null,
  cursorButton: 'up',
  editingLinearElement: null,
  selectedLinearElement: null,
  selectedElementIds: {},
};

export class FakeCanvas implements Canvas {
  elements: readonly SceneElement[] = [];
  state: CanvasState = idle;
  binding: BoardBinding | null = null;
  readonly actions = new Map<string, CanvasAction>();
  readonly history = { clear: () => undefined };
  /** How often the canvas had to give elements new keys: the binding must never let it. */
  keysPutRight = 0;
  /** How often an element was replaced while the person moved it or typed in it. */
  takenFromHand = 0;
  mayTake = false;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  updateScene({ elements, appState }: Parameters<Canvas['updateScene']>[0]): void {
    if (appState !== undefined) this.state = { ...this.state, ...appState };
    if (elements !== undefined) {
      this.#countTaken(elements);
      this.#replaceAll(elements);
    }
    this.rendered();
  }

  getSceneElementsIncludingDeleted = () => this.elements;
  getAppState = () => this.state;
  registerAction(action: CanvasAction): void {
    this.actions.set(action.name, action);
  }

  /** What the canvas does after each of its renderings. */
  rendered(): void {
    this.binding?.onChange(this.elements, this.state);
  }

  get live(): Mutable[] {
    return this.elements.filter((element) => !element.isDeleted) as Mutable[];
  }

  find(id: string): Mutable | undefined {
    return this.live.find((element) => element.id === id);
  }

  key(key: string, modifiers: Partial<Record<'ctrlKey' | 'shiftKey', boolean>> = { ctrlKey: true }): void {
    const event = { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers };
    for (const action of this.actions.values()) if (action.keyTest(event)) action.perform();
  }

  set(state: Partial<CanvasState>): void {
    this.state = { ...this.state, ...state };
    this.rendered();
  }

  /** In place, as dragging and the property panel do. */
  mutate(id: string, changes: Readonly<Record<string, unknown>>): void {
    const element = this.elements.find((candidate) => candidate.id === id) as Mutable | undefined;
    if (element === undefined) return;
    Object.assign(element, changes);
    this.#bump(element);
    this.rendered();
  }

  /** By a new object, as typing does. */
  replace(id: string, changes: Readonly<Record<string, unknown>>): void {
    this.elements = this.elements.map((element) => {
      if (element.id !== id) return element;
      const copy = { ...element, ...changes } as Mutable;
      this.#bump(copy);
      return copy;
    });
    this.rendered();
  }

  add(element: Readonly<Record<string, unknown>> & { id: string }, at = this.elements.length): void {
    const made = { ...plainShape, ...element, version: 1, versionNonce: this.#nonce() } as unknown as Mutable;
    this.#replaceAll([...this.elements.slice(0, at), made, ...this.elements.slice(at)], made.id);
    this.rendered();
  }

  /** To another place in the order; the moved one gets a key of its own. */
  move(id: string, to: number): void {
    const element = this.elements.find((candidate) => candidate.id === id) as Mutable | undefined;
    if (element === undefined) return;
    const others = this.elements.filter((candidate) => candidate !== element);
    element.index = null;
    this.#bump(element);
    this.#replaceAll([...others.slice(0, to), element, ...others.slice(to)], id);
    this.rendered();
  }

  remove(id: string): void {
    this.mutate(id, { isDeleted: true });
  }

  /** A new shape, dragged out in steps. */
  draw(element: Readonly<Record<string, unknown>> & { id: string }, steps = 3): void {
    this.state = { ...this.state, newElement: { id: element.id }, cursorButton: 'down' };
    this.add({ ...element, width: 0, height: 0 });
    for (let i = 1; i <= steps; i++) this.mutate(element.id, { width: i * 10, height: i * 5 });
    this.set({ newElement: null, cursorButton: 'up' });
  }

  startDrag(ids: readonly string[]): void {
    const selected = Object.fromEntries(ids.map((id) => [id, true]));
    this.set({ selectedElementIds: selected, selectedElementsAreBeingDragged: true, cursorButton: 'down' });
  }

  dragBy(dx: number, dy: number): void {
    for (const id of Object.keys(this.state.selectedElementIds)) {
      const element = this.find(id);
      if (element !== undefined) this.mutate(id, { x: Number(element.x) + dx, y: Number(element.y) + dy });
    }
  }

  drop(): void {
    this.set({ selectedElementsAreBeingDragged: false, cursorButton: 'up' });
  }

  startTyping(id: string): void {
    this.set({ editingTextElement: { id } });
  }

  type(words: string): void {
    const { editingTextElement } = this.state;
    if (editingTextElement !== null) {
      this.replace(editingTextElement.id, { text: words, originalText: words, width: words.length * 10 });
    }
  }

  stopTyping(): void {
    const { editingTextElement } = this.state;
    const element = editingTextElement === null ? undefined : this.find(editingTextElement.id);
    if (element !== undefined && String(element.originalText) === '') this.replace(element.id, { isDeleted: true });
    this.set({ editingTextElement: null });
  }

  #countTaken(next: readonly SceneElement[]): void {
    const { editingTextElement, newElement, selectedElementIds, selectedElementsAreBeingDragged } = this.state;
    const moving = selectedElementsAreBeingDragged ? Object.keys(selectedElementIds) : [];
    const held = new Set([editingTextElement?.id, newElement?.id, ...moving]);
    for (const element of this.elements) {
      if (held.has(element.id) && !element.isDeleted && !this.mayTake && !next.includes(element))
        this.takenFromHand += 1;
    }
  }

  #bump(element: Mutable): void {
    element.version += 1;
    element.versionNonce = this.#nonce();
  }

  #nonce(): number {
    return Math.floor(this.#random() * 2 ** 31);
  }

  #replaceAll(elements: readonly SceneElement[], expected?: string): void {
    const wanted = keepingOrder(elements.map(({ id, index }) => ({ id, index: index ?? '' })));
    this.elements = elements.map((element, i) => {
      const key = wanted[i]?.index ?? '';
      if (element.index === key) return element;
      if (element.id !== expected) this.keysPutRight += 1;
      (element as Mutable).index = key;
      if (element.id !== expected) this.#bump(element as Mutable);
      return element;
    });
  }
}

const plainShape = {
  type: 'rectangle',
  x: 0,
  y: 0,
  width: 100,
  height: 50,
  angle: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roundness: null,
  roughness: 1,
  opacity: 100,
  seed: 1,
  index: null,
  groupIds: [],
  frameId: null,
  boundElements: null,
  link: null,
  locked: false,
  isDeleted: false,
};
