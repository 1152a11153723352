/** What colleagues have in hand, laid over what the document says. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-document';
import { type DragPreview, withPreview } from './drag-preview.ts';

/** As many as one person can drag at once and others can still make out. */
const mostPreviews = 500;

export class ColleagueDrags {
  readonly #byClient = new Map<number, ReadonlyMap<string, DragPreview>>();
  /** New elements, shown as if they were there. */
  readonly #ghosts = new Set<string>();

  isGhost(id: string): boolean {
    return this.#ghosts.has(id);
  }

  /** Gives the ids that look different now. Presence may hold anything. */
  set(clientId: number, previews: unknown): Set<string> {
    const touched = new Set(this.#byClient.get(clientId)?.keys());
    this.#byClient.delete(clientId);
    if (Array.isArray(previews) && previews.length > 0) {
      const byId = new Map<string, DragPreview>();
      for (const preview of previews.slice(0, mostPreviews) as unknown[]) {
        if (!isPreview(preview)) continue;
        byId.set(preview.id, preview);
        touched.add(preview.id);
      }
      this.#byClient.set(clientId, byId);
    }
    return touched;
  }

  over(elements: readonly DrawingElement[]): { wanted: readonly DrawingElement[]; ghosts: readonly DrawingElement[] } {
    this.#ghosts.clear();
    if (this.#byClient.size === 0) return { wanted: elements, ghosts: [] };
    const previews = new Map([...this.#byClient.values()].flatMap((byId) => [...byId]));
    const wanted = elements.map((element) => {
      const preview = previews.get(element.id);
      if (preview === undefined) return element;
      previews.delete(element.id);
      return withPreview(element, preview) ?? element;
    });
    const ghosts = [...previews.values()].flatMap((preview) => withPreview(undefined, preview) ?? []);
    for (const { id } of ghosts) this.#ghosts.add(id);
    return { wanted, ghosts };
  }
}

function isPreview(value: unknown): value is DragPreview {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';
}
