/**
 * A drawing as it is shown, kept up to date at the cost of what changes. An element that says the same as before is the
 * same object, so that who draws it can tell by identity.
 */
import * as Y from 'yjs';
import { type DrawingElement, elementsOf } from './drawing-document.ts';
import { inOrder } from './element-order.ts';
import { withSoundReferences } from './element-references.ts';
import { sameJson } from './same-json.ts';
import { readStored } from './stored-element.ts';

export class DrawingView {
  readonly #stored: Y.Map<unknown>;
  readonly #touched = new Set<string>();
  /** As they lie in the document. */
  readonly #raw = new Map<string, DrawingElement>();
  #order: { readonly id: string; readonly index: string }[] = [];
  #elements: readonly DrawingElement[] = [];
  #byId = new Map<string, DrawingElement>();

  constructor(doc: Y.Doc) {
    this.#stored = elementsOf(doc) as unknown as Y.Map<unknown>;
    for (const id of this.#stored.keys()) this.#touched.add(id);
    this.#stored.observeDeep(this.#note);
    this.update();
  }

  /** In their order, as of the last `update`. */
  get elements(): readonly DrawingElement[] {
    return this.#elements;
  }

  get(id: string): DrawingElement | undefined {
    return this.#byId.get(id);
  }

  get isDue(): boolean {
    return this.#touched.size > 0;
  }

  /** Takes in what changed in the document. Gives the ids that came, went, or say something else now. */
  update(): Set<string> {
    if (this.#touched.size === 0) return new Set();
    if (this.#readTouched()) {
      this.#order = inOrder(this.#raw.values()).map(({ id, index }) => ({ id, index }));
    }
    const changed = new Set<string>();
    const byId = new Map<string, DrawingElement>();
    const sound = withSoundReferences(this.#order.flatMap(({ id, index }) => this.#placed(id, index)));
    this.#elements = sound.map((element) => {
      const before = this.#byId.get(element.id);
      const same = before !== undefined && sameJson(before, element);
      if (!same) changed.add(element.id);
      const kept = same ? before : element;
      byId.set(element.id, kept);
      return kept;
    });
    for (const id of this.#byId.keys()) if (!byId.has(id)) changed.add(id);
    this.#byId = byId;
    return changed;
  }

  dispose(): void {
    this.#stored.unobserveDeep(this.#note);
  }

  /** Whether elements came, went or moved among the others. */
  #readTouched(): boolean {
    let reordered = false;
    for (const id of this.#touched) {
      const before = this.#raw.get(id);
      const element = readStored(id, this.#stored.get(id));
      if (element === null) this.#raw.delete(id);
      else this.#raw.set(id, element);
      if (before?.index !== element?.index) reordered = true;
    }
    this.#touched.clear();
    return reordered;
  }

  #placed(id: string, index: string): DrawingElement[] {
    const element = this.#raw.get(id);
    if (element === undefined) return [];
    return [element.index === index ? element : { ...element, index }];
  }

  readonly #note = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') this.#touched.add(id);
      else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) this.#touched.add(String(key));
    }
  };
}
