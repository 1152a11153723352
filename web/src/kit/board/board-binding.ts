/**
 * Keeps a canvas and a drawing equal. What the person does becomes changes of single properties, a drag when it ends;
 * what others do is shown at once, except for what the person has in hand: that waits until it is let go, and then only
 * the properties that the person changed are written over what others did.
 */
import { type DrawingElement, elementsOf } from '@draftroom/core/model/drawing/drawing-document';
import { DrawingView } from '@draftroom/core/model/drawing/drawing-view';
import { applyChanges, type ElementChange } from '@draftroom/core/model/drawing/edit-drawing';
import { sameJson } from '@draftroom/core/model/drawing/same-json';
import type * as Y from 'yjs';
import { type Activity, readActivity } from './activity.ts';
import { type BoardUndo, undoActions } from './board-undo.ts';
import { type Canvas, type CanvasState, fromScene, type SceneElement } from './canvas.ts';
import { ColleagueDrags } from './colleague-drags.ts';
import { type DragPreview, dragPreviews } from './drag-preview.ts';
import { FramePacer } from './frame-pacer.ts';
import { fingerprint, isTouched, type Known, type LocalChange, localChanges } from './scene-diff.ts';
import { mergeScene } from './scene-merge.ts';
import { StepNames } from './step-names.ts';
import { withoutGone } from './without-gone.ts';

export interface BoardBindingOptions {
  readonly doc: Y.Doc;
  readonly api: Canvas;
  /** Of what the person changes in this document; it outlives the binding. */
  readonly undo: BoardUndo;
  readonly readOnly: boolean;
  /** A drag goes on; an empty list when it has ended and is stored. */
  onDrag?(elements: readonly DragPreview[]): void;
  /** Told when `canUndo` or `canRedo` may have changed. */
  onUndoChange?(): void;
  /**
   * Measures and wraps the text that comes last; its container, if it has one, comes before it. `restoreElements` with
   * `refreshDimensions` does it. Needed where two people typed in one text: neither knows how large it has become.
   */
  refreshText?(elements: readonly SceneElement[]): readonly SceneElement[];
  /** When to show what others did. The next frame; at once where there are no frames. */
  schedule?(show: () => void): void;
}

/** Takes one step back; false when something else has been done since, or must not be undone now. */
export type TakeBack = () => boolean;

/** Measuring is nobody's edit, and is not undone. */
const measuring = { measuring: true };

export class BoardBinding {
  readonly #doc: Y.Doc;
  readonly #options: BoardBindingOptions;
  readonly #view: DrawingView;
  readonly #undo: BoardUndo;
  readonly #stopUndo: () => void;
  readonly #drags = new ColleagueDrags();
  readonly #pacer = new FramePacer();
  readonly #steps = new StepNames();
  readonly #known = new Map<string, Known>();
  /** Shown otherwise than the document says. */
  readonly #stale = new Set<string>();
  /** Stale as well, and in hand. */
  readonly #waiting = new Set<string>();
  /** Texts in which others typed while the person did. */
  readonly #merged = new Set<string>();
  /** Texts that others deleted while the person typed in them. */
  readonly #orphans = new Set<string>();
  #readOnly: boolean;
  #activity: Activity = { editing: null, gesture: false, held: new Set() };
  #fingerprint: number | null = null;
  #dragTold = false;
  #scheduled = false;
  #disposed = false;

  constructor(options: BoardBindingOptions) {
    this.#options = options;
    this.#doc = options.doc;
    this.#readOnly = options.readOnly;
    this.#view = new DrawingView(options.doc);
    this.#undo = options.undo;
    this.#stopUndo = this.#undo.onChange(() => options.onUndoChange?.());
    for (const action of undoActions(
      () => this.undo(),
      () => this.redo(),
    )) {
      options.api.registerAction(action);
    }
    for (const { id } of this.#view.elements) this.#stale.add(id);
    this.#doc.on('afterTransaction', this.#documentChanged);
    this.#show();
  }

  /** As the document has it now, in its order. */
  get drawing(): readonly DrawingElement[] {
    this.#look();
    return this.#view.elements;
  }

  get canUndo(): boolean {
    return !this.#readOnly && this.#undo.canUndo;
  }

  get canRedo(): boolean {
    return !this.#readOnly && this.#undo.canRedo;
  }

  /** The canvas's `onChange`: it comes after every one of its renderings, whatever has changed. */
  onChange(elements: readonly SceneElement[], state: CanvasState): void {
    if (this.#disposed) return;
    const before = this.#activity;
    const activity = readActivity(state);
    this.#activity = activity;
    const print = fingerprint(elements);
    const letGo = (before.gesture && !activity.gesture) || before.editing !== activity.editing;
    if (print === this.#fingerprint && !letGo) return;
    this.#fingerprint = print;
    this.#look();
    const changes = localChanges(elements, this.#known, (id) => this.#drags.isGhost(id));
    this.#missFrom(elements);
    if (this.#readOnly) {
      for (const change of changes) this.#stale.add(change.type === 'removed' ? change.id : change.element.id);
    } else if (activity.gesture) {
      this.#tellDrag(changes);
    } else {
      this.#commit(changes, { before, activity });
    }
    if (letGo) {
      for (const id of this.#waiting) this.#stale.add(id);
      this.#waiting.clear();
    }
    if (this.#stale.size > 0) this.#schedule();
  }

  /** A colleague's drag in progress, from presence; null when it has ended. Drawn, never stored. */
  showDrag(clientId: number, elements: readonly DragPreview[] | null): void {
    for (const id of this.#drags.set(clientId, elements)) this.#stale.add(id);
    if (this.#stale.size > 0) this.#schedule();
  }

  setReadOnly(value: boolean): void {
    if (value === this.#readOnly) return;
    this.#readOnly = value;
    if (value) {
      for (const id of this.#waiting) this.#stale.add(id);
      // What is in hand is not the document's, and will not be.
      for (const element of this.#options.api.getSceneElementsIncludingDeleted()) {
        if (isTouched(element, this.#known.get(element.id))) this.#stale.add(element.id);
      }
      this.#endDrag();
      this.#show();
    }
    this.#options.onUndoChange?.();
  }

  undo(): void {
    if (this.canUndo && this.isFree) this.#stepped(() => this.#undo.undo());
  }

  redo(): void {
    if (this.canRedo && this.isFree) this.#stepped(() => this.#undo.redo());
  }

  /**
   * Changes the drawing as the person, in one step of undo. `work` sees the drawing as it is now, in its order. Null
   * where nothing may be changed, or something is in hand; else what takes exactly this step back.
   */
  edit(work: (drawing: readonly DrawingElement[]) => readonly ElementChange[]): TakeBack | null {
    if (this.#readOnly || this.#disposed || !this.isFree) return null;
    const changes = work(this.drawing);
    if (changes.length === 0) return null;
    this.#undo.alone(() => applyChanges(this.#doc, changes, this.#undo));
    const step = this.#undo.top;
    this.#show();
    return () => {
      if (this.#undo.top !== step || !this.canUndo || !this.isFree) return false;
      this.undo();
      return true;
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#doc.off('afterTransaction', this.#documentChanged);
    this.#view.dispose();
    this.#stopUndo();
    this.#undo.endStep();
  }

  /** The person has nothing in hand and types nowhere. */
  get isFree(): boolean {
    const { gesture, editing } = readActivity(this.#options.api.getAppState());
    return !gesture && editing === null;
  }

  #stepped(step: () => void): void {
    step();
    this.#show();
  }

  readonly #documentChanged = (): void => {
    if (this.#view.isDue) this.#schedule();
  };

  /** Takes in what the document says now. */
  #look(): void {
    for (const id of this.#view.update()) {
      const base = this.#known.get(id)?.base;
      const now = this.#view.get(id);
      if (now === undefined ? base === undefined : base !== undefined && sameJson(base, now)) this.#stale.delete(id);
      else this.#stale.add(id);
    }
  }

  /** Something else has put a scene of its own in place: what is in the document comes back. */
  #missFrom(elements: readonly SceneElement[]): void {
    if (this.#known.size === elements.reduce((sum, { id }) => sum + (this.#known.has(id) ? 1 : 0), 0)) return;
    const there = new Set(elements.map(({ id }) => id));
    for (const id of this.#known.keys()) {
      if (there.has(id)) continue;
      this.#known.delete(id);
      this.#stale.add(id);
    }
  }

  #tellDrag(changes: readonly LocalChange[]): void {
    if (changes.length === 0) return;
    this.#dragTold = true;
    this.#options.onDrag?.(dragPreviews(changes));
  }

  #endDrag(): void {
    if (!this.#dragTold) return;
    this.#dragTold = false;
    this.#options.onDrag?.([]);
  }

  #commit(changes: readonly LocalChange[], { before, activity }: { before: Activity; activity: Activity }): void {
    const writes = changes.flatMap((change) => this.#toWrite(change, activity.editing));
    if (before.editing !== null && activity.editing !== before.editing) writes.push(...this.#rescued(before.editing));
    if (writes.length > 0) {
      this.#undo.begin(this.#steps.of(changes, { before, activity }));
      applyChanges(this.#doc, writes, this.#undo);
      this.#options.api.history.clear();
      this.#look();
    }
    if (before.gesture) this.#endDrag();
  }

  #toWrite(change: LocalChange, editing: string | null): ElementChange[] {
    if (change.type === 'removed') {
      this.#known.delete(change.id);
      return elementsOf(this.#doc).has(change.id) ? [{ type: 'remove', id: change.id }] : [];
    }
    const { element, scene } = change;
    const { version, versionNonce } = scene;
    if (change.type === 'added') {
      this.#known.set(element.id, { version, versionNonce, base: element });
      return [{ type: 'put', element }];
    }
    this.#known.set(element.id, { version, versionNonce, base: element });
    if (!elementsOf(this.#doc).has(element.id)) {
      if (editing === element.id) this.#orphans.add(element.id);
      this.#stale.add(element.id);
      return [];
    }
    if (element.type === 'text' && this.#othersTyped(element.id, change.base)) this.#merged.add(element.id);
    // What others changed meanwhile is not shown yet.
    if (!sameJson(this.#view.get(element.id), change.base)) this.#stale.add(element.id);
    return [{ type: 'change', before: change.base, after: element }];
  }

  #othersTyped(id: string, base: DrawingElement): boolean {
    const now = this.#view.get(id);
    return now?.type === 'text' && base.type === 'text' && now.originalText !== base.originalText;
  }

  /** Words that were typed into a text that somebody deleted meanwhile stay, as a text of their own. */
  #rescued(id: string): ElementChange[] {
    if (!this.#orphans.delete(id)) return [];
    const base = this.#known.get(id)?.base;
    if (base?.type !== 'text' || base.originalText === '') return [];
    const element = { ...base, id: globalThis.crypto.randomUUID(), containerId: null, boundElements: [], index: '' };
    return [{ type: 'put', element }];
  }

  #schedule(): void {
    if (this.#scheduled || this.#disposed) return;
    this.#scheduled = true;
    const show = () => {
      this.#scheduled = false;
      this.#show();
    };
    if (this.#options.schedule !== undefined) this.#options.schedule(show);
    else this.#pacer.request(show);
  }

  /** Puts what is to be seen into the scene. */
  #show(): void {
    if (this.#disposed) return;
    this.#look();
    if (this.#stale.size === 0) return;
    const { api } = this.#options;
    const { wanted, ghosts } = this.#drags.over(this.#view.elements);
    const merged = mergeScene({
      wanted,
      ghosts,
      scene: api.getSceneElementsIncludingDeleted(),
      known: this.#known,
      stale: this.#stale,
      held: readActivity(api.getAppState()).held,
      discard: this.#readOnly,
    });
    const measured: ElementChange[] = [];
    const scene = new Map<string, SceneElement>();
    for (const { scene: made, element, ghost } of merged.fresh) {
      if (ghost) continue;
      const { shown, write } = this.#measure(made, element);
      scene.set(element.id, shown);
      if (write !== null) measured.push(write);
      const base = shown === made ? element : (fromScene(shown) ?? element);
      this.#known.set(element.id, { version: shown.version, versionNonce: shown.versionNonce, base });
    }
    for (const id of merged.gone) this.#known.delete(id);
    this.#stale.clear();
    for (const id of merged.waiting) this.#waiting.add(id);
    if (merged.fresh.length === 0 && merged.gone.length === 0) return;
    const elements = merged.elements.map((element) => scene.get(element.id) ?? element);
    this.#fingerprint = null;
    api.updateScene({ elements, ...withoutGone(api.getAppState(), merged.gone), captureUpdate: 'NEVER' });
    if (measured.length > 0) applyChanges(this.#doc, measured, measuring);
  }

  #measure(made: SceneElement, element: DrawingElement): { shown: SceneElement; write: ElementChange | null } {
    const plain = { shown: made, write: null };
    if (element.type !== 'text' || this.#options.refreshText === undefined) return plain;
    const unwrapped = !element.autoResize && element.text === element.originalText;
    const mine = this.#merged.delete(element.id);
    if (!mine && !(unwrapped && element.containerId !== null)) return plain;
    const container = this.#options.api.getSceneElementsIncludingDeleted().find(({ id }) => id === element.containerId);
    const refreshed = this.#options.refreshText(container === undefined ? [made] : [container, made]).at(-1);
    const after = refreshed === undefined ? null : fromScene(refreshed);
    if (refreshed === undefined || after === null || after.id !== element.id) return plain;
    const kept = { ...refreshed, index: made.index };
    const write = mine && !this.#readOnly && !sameJson(element, after);
    return { shown: kept, write: write ? { type: 'change', before: element, after } : null };
  }
}
